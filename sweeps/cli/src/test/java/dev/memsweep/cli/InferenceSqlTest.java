package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The inference formulas as one SQL query, computed by DuckDB, against the same points computed here. */
@Tag("exhaustive")
final class InferenceSqlTest extends CommandTest {
    private static final String COLUMNS =
            "weight_bytes,kv_cache_bytes,activation_bytes,total_bytes,max_concurrent_sequences,max_context";

    @Test
    void agreesWithDuckDb() throws SQLException {
        String[] question = {
            "--formulas",
            "inference",
            "--columns",
            COLUMNS,
            "--model",
            "llama-3-70b,gemma-3-27b-text,deepseek-v3,gpt-oss-20b,qwen2-0.5b,mixtral-8x7b",
            "--quantization",
            "bf16,int8,gptq-4bit-g128-act,gguf-q4-k-m,gguf-q3-k-m,mxfp4-experts",
            "--kv-dtype",
            "bf16,nvfp4",
            "--tp",
            "1,4,16",
            "--pp",
            "1,3",
            "--window-cache",
            "blocks,llama_cpp"
        };
        List<String> here = result(words(question, "estimate", "--format", "csv"))
                .lines()
                .skip(1)
                .toList();

        assertThat(here).hasSize(6 * 6 * 2 * 3 * 2 * 2);
        assertThat(duckDb(result(words(question, "sql")))).isEqualTo(here);
    }

    @Test
    void agreesWithDuckDbOnWhatStandsBesideTheModel() throws SQLException {
        String[] question = {
            "--formulas",
            "inference",
            "--columns",
            COLUMNS,
            "--model",
            "falcon-7b,pythia-6.9b,llama-3.1-8b,mistral-7b-v0.1",
            "--quantization",
            "gguf-q4-k-m,gguf-iq2-xs",
            "--value-dtype",
            "bf16,ggml-q4-0",
            "--speculative",
            "false,true",
            "--lora-adapters",
            "0,4",
            "--state-layers",
            "0,24",
            "--state-inner",
            "4096",
            "--state-size",
            "128",
            "--state-conv",
            "4",
            "--activation-estimate",
            "largest_step,vllm_profile",
            "--device",
            "h100-80gb,RTX 4090"
        };
        List<String> here = result(words(question, "estimate", "--format", "csv"))
                .lines()
                .skip(1)
                .toList();

        assertThat(here).hasSize(4 * 128);
        assertThat(duckDb(result(words(question, "sql")))).isEqualTo(here);
    }

    private static List<String> duckDb(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(Long.toString(result.getLong(i)));
                }
                rows.add(String.join(",", row));
            }
        }
        return rows;
    }
}
