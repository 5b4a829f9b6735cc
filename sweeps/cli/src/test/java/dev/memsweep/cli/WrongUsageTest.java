package dev.memsweep.cli;

import org.junit.jupiter.api.Test;

/** Command lines that say too little or too much. */
final class WrongUsageTest extends CommandTest {
    @Test
    void parameterNotSet() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: 'n' is not set; use --n NUMBER or 'fixed: {n: NUMBER}' (needed by 'layer_bytes')
                """, "estimate", "--formulas", "toy.formulas", "--d", "1", "--columns", "layer_bytes");
    }

    @Test
    void nothingSet() {

        assertRefused(2, """
                memsweep: 'model' is not set; use --model NAME or 'fixed: {model: NAME}' (needed by 'params')
                """, "estimate");
    }

    @Test
    void nothingSetForASweep() {

        assertRefused(2, """
                memsweep: 'model' is not set; use --model NAME or 'fixed: {model: NAME}' (needed by 'params')
                """, "sweep", "--tp", "8");
    }

    @Test
    void valueMissing() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --n: a value is missing, as in --n INT\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n");
    }

    @Test
    void flagTwice() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: --n: given more than once; several values of a parameter are written as 1,2,4
                """, "estimate", "--formulas", "toy.formulas", "--n", "1", "--n", "2");
    }

    @Test
    void conflictingFlags() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --quiet: does not go with --verbose; leave one out\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "1",
                "-q",
                "-v");
    }

    @Test
    void unexpectedArgument() {

        assertRefused(
                2,
                "memsweep: unexpected argument 'llama-2-7b'; options are written as --name VALUE, see --help\n",
                "estimate",
                "llama-2-7b");
    }

    @Test
    void twoSpecs() {

        assertRefused(
                2, "memsweep: unexpected argument 'b.yaml'; give one spec at a time\n", "sweep", "a.yaml", "b.yaml");
    }

    @Test
    void nothingToList() {

        assertRefused(2, "memsweep: WHAT is missing; see --help\n", "list");
    }

    @Test
    void noThreads() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: --threads: must be a whole number from 1 to 4096, found '0'
                """, "sweep", "--formulas", "toy.formulas", "--n", "1", "--d", "1", "--threads", "0");
    }

    @Test
    void tooManyPointsForTheScreen() {
        write("toy.formulas", TOY);

        assertRefused(
                4,
                """
                memsweep: this grid has 11,110 points (n 101 x d 10 x x 11); estimate shows at most 10,000, \
                write more to a file with memsweep sweep
                """,
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "0..100",
                "--d",
                "1..10",
                "--x",
                "range:0..1:0.1");
    }

    @Test
    void severalPointsToExplain() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: explain looks at one point, but 'n' has 2 values; give it one
                """, "explain", "--formulas", "toy.formulas", "--n", "1,2", "--d", "1");
    }
}
