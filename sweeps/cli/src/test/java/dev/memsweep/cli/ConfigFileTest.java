package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@code --model ./config.json}: the answers and the messages. */
final class ConfigFileTest extends CommandTest {
    private static final String LLAMA = """
            {"model_type": "llama", "hidden_size": 4096, "intermediate_size": 11008, "num_hidden_layers": 32,
             "num_attention_heads": 32, "vocab_size": 32000, "max_position_embeddings": 4096}
            """;

    @Test
    void isAsGoodAsTheCatalog() {
        write("config.json", LLAMA);
        String[] options = {"--formulas", "inference", "--columns", "params,total_bytes,max_context", "--format", "csv"
        };

        Run file = run(with(options, "estimate", "--model", "./config.json"));
        Run folderOf = run(with(options, "estimate", "--model", "."));

        assertThat(file.out()).isEqualTo(result(with(options, "estimate", "--model", "llama-2-7b")));
        assertThat(folderOf.out()).isEqualTo(file.out());
        assertThat(file.err())
                .isEqualTo("./config.json: num_key_value_heads missing; using num_attention_heads = 32\n");
    }

    @Test
    void goesIntoASweepAndItsSql() {
        write("config.json", LLAMA);

        assertThat(result("sql", "--model", "./config.json", "--tp", "1,2", "--columns", "total_bytes"))
                .contains("CAST(6738415616 AS BIGINT) AS params");
        assertThat(run("sweep", "--model", "./config.json,llama-3-8b", "--tp", "1,2", "--output", "o.parquet")
                        .code())
                .isZero();
    }

    @Test
    void isRefusedWithItsPlace() {
        write("config.json", LLAMA.replace("32000", "\"x\""));

        assertRefused(
                2,
                "memsweep: ./config.json:2:29: 'vocab_size' is text; expected an integer\n",
                "estimate",
                "--model",
                "./config.json");
    }

    @Test
    void isMissing() {
        assertRefused(3, "memsweep: cannot read ./nope.json: no such file\n", "estimate", "--model", "./nope.json");
    }

    private static String[] with(String[] options, String... first) {
        String[] all = Arrays.copyOf(first, first.length + options.length);
        System.arraycopy(options, 0, all, first.length, options.length);
        return all;
    }
}
