package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
                .contains("\nformulas\n  weight_bytes            Bytes of the weights while training.\n")
                .contains("\nparameters\n  model         The transformer.\n")
                .containsPattern("\ntables\n  model +Published transformer models, one row a model\\.\n");
    }

    @Test
    void tellsOfAFormulaFileOfTheUser() {
        write("toy.formulas", TOY);

        assertThat(result("describe", "toy.formulas"))
                .contains("\n  share        Share of one.\n")
                .contains("\n  on  Whether.\n");
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

        assertThat(out.replaceFirst("bytes        [0-9,]+", "bytes        #").replaceFirst("version \\S+", "version #"))
                .startsWith("""
                        toy.parquet  Parquet file
                          rows         4
                          bytes        #
                          row groups   1
                          compression  zstd
                          written by   memsweep version # (build release)

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
}
