package dev.memsweep.cli;

import org.junit.jupiter.api.Test;

/** Values that a parameter cannot have. */
final class WrongValueTest extends CommandTest {
    @Test
    void textForANumber() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --n: 'two' is not a whole number\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "two");
    }

    @Test
    void realForAWholeNumber() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --n: '2.5' is not a whole number\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "2.5");
    }

    @Test
    void numberForAFlag() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --on: '1' is neither true nor false\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "1",
                "--on",
                "1");
    }

    @Test
    void outOfRange() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --n: 'n' must be 0 to 100, found 101\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "101");
    }

    @Test
    void beyond64Bits() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --n: '99999999999999999999' does not fit a 64-bit integer\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--x",
                "1",
                "--n",
                "99999999999999999999");
    }

    @Test
    void notFinite() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --x: '.inf' is not finite\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "1",
                "--x",
                ".inf");
    }

    @Test
    void emptyValueInAList() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --n: a value is missing in '1,,2'\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "1,,2");
    }

    @Test
    void severalMistakesAtOnce() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                """
                memsweep: --n: 'two' is not a whole number
                memsweep: --d: 'd' must be 0 to 10, found 11
                memsweep: --where: unexpected end; expected a number, a name or '('
                  n >
                     ^
                memsweep: --columns: unknown column 'nn'; did you mean 'n'?
                """,
                "sweep",
                "--formulas",
                "toy.formulas",
                "--n",
                "two",
                "--d",
                "11",
                "--where",
                "n >",
                "--columns",
                "nn",
                "-o",
                "x.parquet");
    }
}
