package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListCommandTest extends CommandTest {
    @Test
    void showsTheColumnsForWhichThereIsRoom() {
        Run run = run("list", "models", "--filter", "llama-2-7");

        assertThat(run.out()).isEqualTo("""
                        name                 params  hidden  layers  heads  kv_heads  head_dim  ffn_hidden   vocab
                        llama-2-7b    6,738,415,616    4096      32     32        32       128      11,008  32,000
                        llama-2-70b  68,976,648,192    8192      80     64         8       128      28,672  32,000
                        """);
        assertThat(run.err()).isEqualTo("51 more columns: --format csv, or memsweep describe NAME\n");
    }

    @ParameterizedTest
    @CsvSource({
        "models, llama-2-70b",
        "model, llama-2-70b",
        "devices, h100-sxm-80gb",
        "device, h100-sxm-80gb",
        "formulas, total_bytes",
        "formula, total_bytes",
        "parameters, seq_len",
        "parameter, seq_len",
        "recompute, selective",
        "optimizers, adamw-8bit"
    })
    void takesSingularAndPlural(String what, String expected) {
        assertThat(result("list", what)).contains("\n" + expected + " ".repeat(expected.equals("selective") ? 0 : 1));
    }

    @Test
    void printsWholeRowsAsJson() {
        assertThat(result("list", "optimizers", "--format", "json")).isEqualTo("""
                        [
                        {"name":"adamw","master_bytes":4,"moment_bytes":8},
                        {"name":"adamw-8bit","master_bytes":4,"moment_bytes":2},
                        {"name":"sgd-momentum","master_bytes":4,"moment_bytes":4}
                        ]
                        """);
    }

    @Test
    void listsTheRowsOfTheUserAfterTheShippedOnes() {
        write("optimizer.csv", "name,master_bytes,moment_bytes\nlion,4,4\nadamw,4,9\n");

        assertThat(result(
                        "list",
                        "optimizers",
                        "--catalog",
                        folder.resolve("optimizer.csv").toString(),
                        "--format",
                        "csv"))
                .isEqualTo("name,master_bytes,moment_bytes\nadamw,4,9\nadamw-8bit,4,2\nsgd-momentum,4,4\nlion,4,4\n");
    }

    @Test
    void filtersNamesAsTheyAreWrittenElsewhere() {
        assertThat(result("list", "quantizations", "--formulas", "inference", "--filter", "Q4_K_M", "--format", "csv"))
                .contains("\ngguf-q4-k-m,");
    }

    @Test
    void answersNoWhenNothingMatches() {
        Run run = run("list", "models", "--filter", "no such model");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("memsweep: no models with 'no such model'\n");
    }
}
