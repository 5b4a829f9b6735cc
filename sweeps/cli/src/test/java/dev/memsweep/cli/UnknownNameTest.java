package dev.memsweep.cli;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that nothing bears: the nearest known one is told. */
final class UnknownNameTest extends CommandTest {
    @Test
    void unknownCommand() {

        assertRefused(2, "memsweep: unknown command 'estimat'; did you mean 'estimate'?\n", "estimat");
    }

    @Test
    void unknownOption() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --layer: unknown option; see memsweep estimate --help\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--layer",
                "3");
    }

    @Test
    void misspeltFlagOfAParameter() {

        assertRefused(2, """
                memsweep: --seq-lenn: unknown option; did you mean '--seq-len'?
                memsweep: --out: unknown option; did you mean '--output'?
                """, "sweep", "--model", "llama-2-7b", "--seq-lenn", "512", "--out", "x.parquet");
    }

    @Test
    void misspeltModel() {

        assertRefused(2, """
                memsweep: --model: 'lama-2-7b' is no model; did you mean 'llama-2-7b'?
                """, "estimate", "--model", "lama-2-7b");
    }

    @Test
    void misspeltChoice() {

        assertRefused(2, """
                memsweep: --recompute: 'selectiv' is no recompute; did you mean 'selective'?
                """, "estimate", "--model", "llama-2-7b", "--recompute", "selectiv");
    }

    @Test
    void unknownFormulaSet() {

        assertRefused(2, """
                memsweep: --formulas: unknown formula set 'transformer-maths'; did you mean 'transformer-math'? \
                (the name of a file of your own ends in .formulas)
                """, "estimate", "--formulas", "transformer-maths", "--n", "1");
    }

    @Test
    void unknownColumn() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: --columns: unknown column 'layer_byte'; did you mean 'layer_bytes'?
                """, "estimate", "--formulas", "toy.formulas", "--n", "1", "--columns", "layer_byte,n");
    }

    @Test
    void unknownFormulaToExplain() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: unknown formula 'layer_byte'; did you mean 'layer_bytes'?\n",
                "explain",
                "layer_byte",
                "--formulas",
                "toy.formulas",
                "--n",
                "1");
    }

    @Test
    void unknownThingToList() {

        assertRefused(2, "memsweep: cannot list 'modles'; did you mean 'models'?\n", "list", "modles");
    }

    @Test
    void unknownThingToDescribe() {

        assertRefused(
                2, "memsweep: nothing is called 'llama-2-7'; did you mean 'llama-2-7b'?\n", "describe", "llama-2-7");
    }

    @Test
    void unknownFormat() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --format: unknown format 'jsn'; did you mean 'json'?\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "1",
                "--format",
                "jsn");
    }

    @Test
    void unknownCompression() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: --compression: unknown compression 'gzip'; known: zstd, snappy, lz4_raw, none
                """, "sweep", "--formulas", "toy.formulas", "--n", "1", "--d", "1", "--compression", "gzip");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --compression-level=99                   | --compression-level: must be a whole number from -7 to 22, found '99'
            --compression=none --compression-level=3 | --compression-level: is for zstd only; none has no levels
            --page-rows=0                            | --page-rows: must be a whole number from 1 to 8388608, found '0'
            --row-group-rows=1e6                     | --row-group-rows: must be a whole number from 1 to 1000000000, found '1e6'
            """)
    void impossibleLayout(String flags, String message) {
        write("toy.formulas", TOY);
        List<String> words = new ArrayList<>(List.of("sweep", "--formulas", "toy.formulas", "--n", "1", "--d", "1"));
        words.addAll(List.of(flags.split(" ", -1)));

        assertRefused(2, "memsweep: " + message + "\n", words.toArray(String[]::new));
    }

    @Test
    void unknownCompressionInASpec() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                fixed: {d: 2}
                axes: {n: [1, 2]}
                output: {compression: zst}
                """);

        assertRefused(2, """
                memsweep: s.yaml:6:23: unknown compression 'zst'; did you mean 'zstd'?
                """, "sweep", "s.yaml");
    }

    @Test
    void misspeltKey() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axess: {n: [1]}
                """);

        assertRefused(2, """
                memsweep: s.yaml:4:1: unknown key 'axess'; did you mean 'axes'?
                  axess: {n: [1]}
                  ^^^^^
                """, "sweep", "s.yaml");
    }

    @Test
    void misspeltAxis() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes: {nn: [1]}
                fixed: {d: 1}
                """);

        assertRefused(2, "memsweep: s.yaml:4:8: unknown parameter 'nn'; did you mean 'n'?\n", "sweep", "s.yaml");
    }

    @Test
    void unknownNameInACondition() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                fixed: {d: 2}
                axes: {n: [1, 2]}
                where: layer_bites > 3
                """);

        assertRefused(2, """
                memsweep: s.yaml:6:8: unknown name 'layer_bites'; did you mean 'layer_bytes'?
                  layer_bites > 3
                  ^^^^^^^^^^^
                """, "sweep", "s.yaml");
    }

    @Test
    void unknownNameInAFormula() {
        write("f.formulas", """
                param n: int
                a = n * hiden
                /** H. */
                param hidden: int = 3
                """);

        assertRefused(2, """
                memsweep: f.formulas:2:9: unknown name 'hiden'; did you mean 'hidden'?
                  a = n * hiden
                          ^^^^^
                """, "estimate", "--formulas", "f.formulas", "--n", "1");
    }

    @Test
    void unknownFunction() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: --derive: unknown function 'exec'; known: min, max, abs, floor, ceil, round, sqrt, \
                log2, least, greatest
                  exec(n)
                  ^^^^
                """, "estimate", "--formulas", "toy.formulas", "--n", "1", "--derive", "y=exec(n)");
    }
}
