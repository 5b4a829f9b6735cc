package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExplainCommandTest extends CommandTest {
    @Test
    void showsFormulaNumbersValueConditionsAndSource() {
        String out = result("explain", "gradient_bytes", "--model", "chatglm-6b");

        assertThat(out).isEqualTo("""
                        parameters
                          model         chatglm-6b
                          params     6,173,286,400  from model.params
                          precision          mixed  by default

                        gradient_bytes = 12,346,572,800 bytes (11.50 GiB)
                          Bytes of the gradients.
                          = params * precision.gradient_bytes
                          = 6173286400 * 2
                          when gradients have the format of the weights; frameworks that accumulate in fp32 need 4 bytes a
                            parameter
                          source EleutherAI, Transformer Math 101, "Gradients"
                        """);
    }

    @Test
    void explainsWhatAFormulaUsesFirst() {
        String out = result("explain", "total_bytes", "--model", "chatglm-6b", "--tp", "8");

        assertThat(out.lines().filter(line -> line.matches("[a-z_]+ = .*")))
                .containsExactly(
                        "weight_bytes = 12,346,572,800 bytes (11.50 GiB)",
                        "gradient_bytes = 12,346,572,800 bytes (11.50 GiB)",
                        "optimizer_bytes = 74,079,436,800 bytes (68.99 GiB)",
                        "activation_factor = 13",
                        "activation_bytes = 3,053,453,312 bytes (2.84 GiB)",
                        "total_bytes = 101,826,035,712 bytes (94.83 GiB)");
        assertThat(out).contains("""
                          = match recompute {
                              none      -> 10 + 24 / tp + 5 * heads * seq_len / (hidden * tp)
                              selective -> 10 + 24 / tp
                              full      -> 2
                          }
                          = 10 + 24 / 8
                        """);
    }

    @Test
    void keepsToTheWidthOfThePage() {
        Run narrow =
                run(new Environment(java.util.Map.of(), folder, false, false, 80), "explain", "--model", "chatglm-6b");

        assertThat(narrow.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void printsJson() {
        write("toy.formulas", TOY);

        assertThat(result("explain", "layer_bytes", "--formulas", "toy.formulas", "--n", "3", "--format", "json"))
                .isEqualTo("""
                        [ {
                          "name" : "layer_bytes",
                          "value" : 3000,
                          "type" : "int",
                          "unit" : "bytes",
                          "formula" : "n * 1000",
                          "substituted" : "3 * 1000",
                          "description" : "Bytes of all layers.",
                          "sources" : [ ],
                          "conditions" : [ ]
                        } ]
                        """);
    }

    @Test
    void explainsADerivedColumn() {
        write("toy.formulas", TOY);

        String out = result(
                "explain", "twice", "--formulas", "toy.formulas", "--n", "3", "--derive", "twice=layer_bytes * 2");

        assertThat(out).endsWith("\ntwice = 6000\n  = layer_bytes * 2\n  = 3000 * 2\n");
    }

    private void writeSpec() {
        write("toy.formulas", TOY);
        write("toy.yaml", """
                formulas: toy.formulas
                fixed: {x: 2.5}
                axes: {n: 1..10, d: [1, 2]}
                derive: {twice: 2 * layer_bytes}
                where: [n > 2]
                columns: [n, d, twice]
                """);
    }

    @Test
    void explainsAPointOfASpec() {
        writeSpec();

        assertThat(result("explain", "toy.yaml", "--n", "4", "--d", "2", "twice"))
                .contains("\nlayer_bytes = 4000 bytes", "\ntwice = 8000\n");
        assertThat(result("explain", "toy.yaml", "--n", "4", "--d", "2")).contains("\ntwice = 8000\n");
        assertThat(result("explain", "./toy.yaml", "share", "--d", "2", "--n", "5"))
                .contains("share = 2.5\n");
        assertRefused(
                2,
                "memsweep: explain looks at one point, but 'd' has 2 values; give it one\n",
                "explain",
                "toy.yaml",
                "twice",
                "--n",
                "4");
        assertRefused(
                2,
                "memsweep: unknown formula 'twce'; did you mean 'twice'?\n",
                "explain",
                "toy.yaml",
                "twce",
                "--n",
                "4",
                "--d",
                "1");
    }

    @Test
    void estimatesAPointOfASpec() {
        writeSpec();

        assertThat(result("estimate", "toy.yaml", "--n", "4", "--d", "2", "--format", "csv"))
                .isEqualTo("n,d,twice\n4,2,8000\n");
        assertThat(result("estimate", "toy.yaml", "--n", "2..4", "--format", "csv"))
                .isEqualTo("n,d,twice\n3,1,6000\n3,2,6000\n4,1,8000\n4,2,8000\n");
        assertRefused(2, "memsweep: unexpected argument 'other'\n", "estimate", "toy.yaml", "other");
    }
}
