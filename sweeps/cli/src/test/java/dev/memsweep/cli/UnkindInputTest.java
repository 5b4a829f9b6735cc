package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type who do not know better. */
final class UnkindInputTest extends CommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --verison                         | unknown option '--verison'; did you mean '--version'?
            -x                                | unknown option '-x'; the command comes first, see memsweep --help
            describe tp pp                    | unexpected argument 'pp'
            list models llama                 | unexpected argument 'llama'
            completion fish                   | no completion for 'fish'; known: bash, zsh
            completion bash zsh               | unexpected argument 'zsh'
            describe llama-2-7                | nothing is called 'llama-2-7'; did you mean 'llama-2-7b'?
            describe total_b                  | nothing is called 'total_b'; did you mean 'total_bytes'?
            estimate --tp 1..                 | --tp: '1..' lacks a bound; write both, as in 1..64
            estimate --tp ..8                 | --tp: '..8' lacks a bound; write both, as in 1..64
            estimate --columns total          | --columns: unknown column 'total'; did you mean 'total_bytes'?
            estimate --seq-len 4K             | --seq-len: '4K' is not a whole number; did you mean '4k'?
            estimate --where optimizer==adam  | --where: 'adam' is no optimizer; did you mean 'adamw'?
            estimate --format jsn             | --format: unknown format 'jsn'; did you mean 'json'?
            explain total                     | unknown formula 'total'; did you mean 'total_bytes'?
            list total                        | cannot list 'total'; known: models, devices, precisions, dtypes, \
            optimizers, recipes, training_optimizers, quantizations, kv_formats, runtimes, recomputes, formulas, ...
            """)
    void oneClearError(String words, String message) {
        assertRefused(2, "memsweep: " + message + "\n", words.split(" "));
    }

    @Test
    void numbersBetweenSpaces() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: --n: '1 2' is not one number; values are separated by commas, as in 1,2\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "1 2");
        assertThat(result(
                        "estimate", "--formulas", "toy.formulas", "--d", "1", "--n", "1 .. 2", "--columns", "n,whole"))
                .startsWith("n  whole\n1      1\n2      2\n");
    }

    @Test
    void operatorsOfOtherLanguages() {
        assertRefused(2, """
                memsweep: --where: unexpected character '&'; write 'and'
                  tp > 1 && tp < 4
                         ^
                """, "estimate", "--where", "tp > 1 && tp < 4");
        assertRefused(2, """
                memsweep: --where: unexpected character '^'; a power is written '**'
                  tp ^ 2 > 4
                     ^
                """, "estimate", "--where", "tp ^ 2 > 4");
    }

    @Test
    void conditionThatHasNoValue() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: division by zero: 3 // 0, needed by the condition n // d > 1, at d=0\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "3",
                "--d",
                "1,0",
                "--where",
                "n // d > 1");
    }

    @Test
    void unitInTheWrongCase() {
        assertRefused(2, """
                memsweep: --where: unknown unit 'GIB'; did you mean 'GiB'?
                  total_bytes <= 80 GIB
                                    ^^^
                """, "estimate", "--model", "chatglm-6b", "--where", "total_bytes <= 80 GIB");
    }

    @Test
    void rangesAndDefaultsOfAFormulaFileThatContradict() {
        write("f.formulas", "param n: int in 5..1\nparam m: int in 5.. = 3\na = n + m\n");

        assertRefused(2, """
                memsweep: f.formulas:1:17: no value lies from 5 to 1
                  param n: int in 5..1
                                  ^
                memsweep: f.formulas:2:7: the default of 'm' must be at least 5, found 3
                  param m: int in 5.. = 3
                        ^
                """, "estimate", "--formulas", "f.formulas");
    }

    @ParameterizedTest
    @CsvSource({"n > 1", "whole > 1", "e > 1"})
    void axisThatMovesWhereItMoves(String when) {
        write("toy.formulas", TOY + "param e: int = n\n");
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                fixed: {d: 1}
                axes:
                  n: {values: [1, 2], when: "CONDITION", else: 1}
                """.replace("CONDITION", when));

        assertRefused(
                2,
                "memsweep: s.yaml:6:30: axis 'n': 'when' decides whether 'n' moves, so it cannot depend on 'n'\n",
                "sweep",
                "s.yaml");
    }

    @Test
    void mistakesInKeysHideNoOthers() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                nmae: s
                formulas: toy.formulas
                fixed: {m: 7, d: 11, x: abc}
                axes:
                  n: {values: [1, 2], wehn: a}
                  on: [true, maybe]
                where: [layer_byte > 1, {expr: n > 1, reason: A B}]
                columns: [total]
                ouput: {path: x.parquet}
                """);

        assertRefused(2, """
                memsweep: s.yaml:2:1: unknown key 'nmae'; did you mean 'name'?
                  nmae: s
                  ^^^^
                memsweep: s.yaml:4:9: unknown parameter 'm'; known: n, d, x, on
                memsweep: s.yaml:4:18: 'd' must be 0 to 10, found 11
                memsweep: s.yaml:4:25: 'x': 'abc' is not a number
                memsweep: s.yaml:6:23: unknown key 'wehn'; did you mean 'when'?
                    n: {values: [1, 2], wehn: a}
                                        ^^^^
                memsweep: s.yaml:7:14: 'on': 'maybe' is neither true nor false
                memsweep: s.yaml:8:9: unknown name 'layer_byte'; did you mean 'layer_bytes'?
                  layer_byte > 1
                  ^^^^^^^^^^
                memsweep: s.yaml:8:47: 'A B' is not a valid reason (a short word of a to z, digits and _)
                  where: [layer_byte > 1, {expr: n > 1, reason: A B}]
                                                                ^^^
                memsweep: s.yaml:9:11: unknown column 'total'; known: n, d, x, on, layer_bytes, share, whole
                memsweep: s.yaml:10:1: unknown key 'ouput'; did you mean 'output'?
                  ouput: {path: x.parquet}
                  ^^^^^
                """, "sweep", "s.yaml");
    }

    @Test
    void mistakesThatLoseNamesAreReportedWithoutWhatFollowsFromThem() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                fixed: {d: 1}
                axes: {n: 1..3}
                dervie: {twice: 2 * whole}
                columns: [twice]
                """);

        assertRefused(2, """
                memsweep: s.yaml:6:1: unknown key 'dervie'; did you mean 'derive'?
                  dervie: {twice: 2 * whole}
                  ^^^^^^
                """, "sweep", "s.yaml");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 100})
    void listsOfDeclarationsKeepToThePage(int width) {
        Environment page = new Environment(Map.of(), folder, false, false, width);
        for (String what : List.of("parameters", "formulas")) {
            assertThat(run(page, "list", what, "--formulas", "training").out().lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        }
        assertThat(run(page, "list", "parameters", "--filter", "seq_len").out())
                .startsWith("seq_len  int  Tokens of a sequence.");
    }

    @Test
    void aNarrowPage() {
        Environment narrow = new Environment(Map.of(), folder, false, false, 50);

        String columns = "tp,weight_bytes,gradient_bytes,optimizer_bytes,activation_bytes,total_bytes";
        Run grid = run(narrow, "estimate", "--model", "chatglm-6b", "--tp", "1,2", "--columns", columns);
        assertThat(grid.out()).startsWith("""
                tp  weight_bytes  gradient_bytes  optimizer_bytes
                 1     11.50 GiB       11.50 GiB        68.99 GiB
                 2     11.50 GiB       11.50 GiB        68.99 GiB

                tp  activation_bytes  total_bytes
                 1          7.44 GiB    99.43 GiB
                 2          4.81 GiB    96.80 GiB
                """);
        Run point = run(narrow, "estimate", "--model", "chatglm-6b");
        assertThat(point.out()).contains("\ninference_total_bytes    13.80 GiB\n");
        assertThat(point.err()).isEqualTo("exact values: --format csv\n");
    }
}
