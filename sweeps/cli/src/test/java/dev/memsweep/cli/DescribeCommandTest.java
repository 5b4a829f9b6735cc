package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DescribeCommandTest extends CommandTest {
    @Test
    void tellsOfARowWithItsSource() {
        assertThat(result("describe", "adamw")).startsWith("""
                        adamw  optimizer
                          master_bytes  4  bytes/parameter
                          moment_bytes  8  bytes/parameter
                          source    EleutherAI, Transformer Math 101 (optimizer states),
                                    https://blog.eleuther.ai/transformer-math/; the rule's 12 bytes are the 4-byte fp32
                                    master copy and two fp32 moments
                        """);
    }

    @Test
    void tellsOfAParameter() {
        assertThat(result("describe", "tp")).isEqualTo("""
                        tp  parameter
                          Tensor parallel degree: accelerators that share each layer.
                          flag      --tp
                          type      int
                          range     1 to 100000
                          default   1
                          when      it divides the activations alone; weights, gradients and optimizer states are those of
                                    the whole model, which --formulas training and --formulas inference divide too
                          used by   activation_factor
                        """);
    }

    @Test
    void tellsOfAFormula() {
        assertThat(result("describe", "total_bytes")).isEqualTo("""
                        total_bytes  formula
                          Bytes that training needs in total.
                          formula   weight_bytes + gradient_bytes + optimizer_bytes + activation_bytes
                          type      int
                          unit      bytes
                          source    EleutherAI, Transformer Math 101, "Total Training Memory"
                          uses      weight_bytes, gradient_bytes, optimizer_bytes, activation_bytes
                        """);
    }

    @Test
    void tellsOfEverythingThatBearsTheName() {
        assertThat(result("describe", "fp16").lines().filter(line -> !line.startsWith(" ")))
                .containsExactly("fp16  precision", "", "fp16  dtype", "", "fp16  quantization", "", "fp16  kv_format");
        assertThat(result("describe", "recompute").lines().filter(line -> !line.startsWith(" ")))
                .containsExactly("recompute  parameter", "", "recompute  choice");
    }

    @Test
    void tellsOfAFormulaSet() {
        assertThat(result("describe", "transformer-math"))
                .startsWith("transformer-math  formula set\n  sha256    ")
                .contains("""

                        formulas
                          weight_bytes            int  Bytes of the weights while training. (bytes)
                        """)
                .contains("\nparameters\n  model         model      The transformer.\n"
                        + "  params        int        Parameters in total. (parameters; at least 1; "
                        + "default model.params)\n")
                .containsPattern("\ntables\n  model +table +Published transformer models, one row a model\\.\n")
                .containsPattern("\n  recompute +choice +Which ")
                .endsWith("\nmemsweep describe NAME tells all of one of them.\n");
        assertThat(result("describe", "training"))
                .endsWith("\nmemsweep describe NAME tells all of one of them, with --formulas training.\n");
    }

    @Test
    void keepsToTheWidthOfThePage() {
        for (int width : new int[] {40, 60, 80, 100}) {
            Run run = run(new Environment(Map.of(), folder, false, false, width), "describe", "training");
            assertThat(run.out().lines().skip(3))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void tellsOfAFormulaFileOfTheUser() {
        write("toy.formulas", TOY);

        assertThat(result("describe", "toy.formulas"))
                .contains("\n  share        real  Share of one.\n")
                .contains("\n  on  bool  Whether. (default true)\n");
    }

    @Test
    void tellsOfAChoiceWithTheMeaningOfItsLabels() {
        assertThat(result("describe", "recompute")).endsWith("""
                        recompute  choice
                          Which activations are kept for the backward pass.
                          none       Every activation is kept.
                          selective  The core attention (scores, softmax, dropout, context) is computed again.
                          full       Only the input of each layer is kept.
                        """);
    }

    @Test
    void tellsOfAFunction() {
        assertThat(result("describe", "ceil_div", "--formulas", "inference")).isEqualTo("""
                        ceil_div  function
                          formula   ceil_div(a, b) = (a + b - 1) // b
                        """);
    }

    @Test
    void tellsOfASpec() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                description: What is asked.
                formulas: toy.formulas
                fixed: {n: 7}
                axes: {d: 1..3, x: {linspace: [0.5, 10, 20]}}
                where: [{expr: d > 1, reason: too_small}]
                columns: [n, d, x, layer_bytes]
                """);

        assertThat(result("describe", "s.yaml")).isEqualTo("""
                        s.yaml  spec
                          What is asked.
                          60 points before conditions

                        axes
                          d  1, 2, 3
                          x  0.5, 1, 1.5, ... 10 (20 values)

                        fixed
                          n  7

                        conditions
                          d > 1 (too_small)

                        parameter columns
                          n  int   Layers. (0 to 100)
                          d  int   Divisor. (0 to 10)
                          x  real  Scale. (default 1.5)

                        formula columns
                          layer_bytes  int  Bytes of all layers. (bytes)
                        """);
    }

    @Test
    void tellsHowColumnsMove() {
        write("toy.formulas", """
                /** Kinds. */
                choice kind(weight: int) { light (1) heavy (3) }
                /** The kind. */
                param kind: kind
                /** Copies. */
                param n: int in 0..100
                /** Divisor. */
                param d: int in 1..10
                /** Both ways. */
                param x: int in -9..9
                /** Bytes. */
                total_bytes = kind.weight * n * 1000 // d
                /** Bowl. */
                bowl = x * x
                """);
        write("s.yaml", """
                formulas: toy.formulas
                axes: {kind: [heavy, light], n: [9, 5, 1], d: 1..3, x: -3..3}
                where: ["total_bytes > 0"]
                """);

        assertThat(result("describe", "s.yaml")).endsWith("""

                how columns move (proved for all points)
                  total_bytes  rises with n; falls with d; depends on kind
                  bowl         depends on x
                """);
    }

    @Test
    void printsJson() {
        write("toy.formulas", TOY);

        assertThat(result("describe", "d", "--formulas", "toy.formulas", "--format", "json"))
                .isEqualTo("""
                        {
                          "formulas" : [ ],
                          "parameters" : [ {
                            "name" : "d",
                            "description" : "Divisor.",
                            "unit" : "",
                            "when" : [ ],
                            "sources" : [ ],
                            "flag" : "--d",
                            "type" : "int",
                            "min" : 0,
                            "max" : 10,
                            "default" : null,
                            "used_by" : [ "share", "whole" ]
                          } ],
                          "functions" : [ ],
                          "tables" : [ ],
                          "rows" : [ ]
                        }
                        """);
        assertThat(result("describe", "toy.formulas", "--format", "json"))
                .contains("\"name\" : \"layer_bytes\"")
                .contains("\"formula\" : \"n * 1000\"");
        assertThat(result("describe", "adamw", "--format", "json")).contains("\"moment_bytes\" : 8\n");
    }

    @Test
    void refusesFormatsThatDoNotFit() {
        assertRefused(
                2,
                "memsweep: --format: markdown is for a formula set only\n",
                "describe",
                "adamw",
                "--format",
                "markdown");
        assertRefused(
                2,
                "memsweep: --format: unknown format 'csv'; known: table, json, markdown\n",
                "describe",
                "adamw",
                "--format",
                "csv");
        assertRefused(
                2,
                "memsweep: --format: json is for a formula set, a spec or a name only\n",
                "describe",
                "x.parquet",
                "--format",
                "json");
    }

    @Test
    void tellsOfAFileThatWasWritten() {
        write("toy.formulas", TOY);
        result(
                "sweep",
                "--formulas",
                "toy.formulas",
                "--n",
                "1,2",
                "--d",
                "1",
                "--on",
                "true,false",
                "-o",
                "toy.parquet");

        String out = withoutFolder(result("describe", "toy.parquet"));

        assertThat(out.replaceFirst("bytes        [0-9,]+", "bytes        #")
                        .replaceFirst("version \\S+", "version #")
                        .replaceFirst("sha256 [0-9a-f]{64}", "sha256 #"))
                .startsWith("""
                        toy.parquet  Parquet file
                          rows         4
                          bytes        #
                          row groups   1
                          compression  zstd
                          written by   memsweep version # (build release)
                          spec         sha256 #

                        column       type     unit   description
                        n            int32           Layers.
                        on           boolean         Whether.
                        layer_bytes  int64    bytes  Bytes of all layers.
                        share        double          Share of one.
                        whole        int64           Whole share.

                        metadata
                          memsweep.engine.version \
                        """)
                .contains("\n  memsweep.rows 4\n")
                .contains("\n  memsweep.spec {\"formulas\":[\"toy.formulas\"],");
    }

    @Test
    void describesASpecAsJson() {
        write("toy.formulas", TOY);
        write("toy.yaml", """
                name: toy
                formulas: toy.formulas
                fixed: {x: 2.5}
                axes:
                  pair: {zip: {n: [1, 2], on: [true, false]}}
                  d: [1, 2]
                derive: {twice: 2 * layer_bytes}
                where: [{expr: n > 1, reason: enough}]
                columns: [n, d, twice, share]
                """);
        String json = result("describe", "toy.yaml", "--format", "json").replaceAll("\\s+", " ");

        assertThat(json)
                .startsWith("{ \"name\" : \"toy\", \"description\" : \"\", \"points\" : \"4\"")
                .contains("\"formulas\" : [ \"toy.formulas\" ], \"fixed\" : { \"x\" : 2.5 }")
                .contains(
                        "\"name\" : \"n\", \"type\" : \"int\", \"unit\" : \"\", \"description\" : \"Layers.\", "
                                + "\"flag\" : \"--n\", \"min\" : 0, \"max\" : 100, \"with\" : [ \"on\" ], \"values\" : [ 1, 2 ]")
                .contains("\"with\" : [ \"n\" ], \"values\" : [ true, false ]")
                .contains("\"kind\" : \"axis\"", "\"kind\" : \"derived\"", "\"kind\" : \"formula\"")
                .contains("\"uses\" : [ \"layer_bytes\" ]")
                .contains("\"where\" : [ { \"expr\" : \"n > 1\", \"reason\" : \"enough\" } ]")
                .endsWith("\"derive\" : { \"twice\" : \"2 * layer_bytes\" }} "
                        .stripTrailing()
                        .replace("}}", "} } "));
    }
}
