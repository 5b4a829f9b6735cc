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

/** Sweeps of the training formulas: their files against the same rows computed by DuckDB. */
@Tag("exhaustive")
final class TrainingSqlTest extends CommandTest {
    /** The ready spec, thinned. */
    @Test
    void agreesWithDuckDbInEveryRow() throws SQLException {
        assertAgrees(
                8 * 3 * 3 * 3 * 2 * 4 * 2 * 4 * 2 * 2,
                readySpec("training-grid.yaml"),
                "--tp",
                "1,4",
                "--dp",
                "1,8",
                "--micro-batch",
                "1,4",
                "--seq-len",
                "512,4096");
    }

    /** What the ready spec leaves at its default. */
    @Test
    void agreesWithDuckDbOverKindsOfLayersAndOfCounting() throws SQLException {
        assertAgrees(
                2 * 2 * 2 * 2 * 2 * 4 * 2 * 2 * 2,
                "--formulas",
                "training",
                "--model",
                "mixtral-8x7b,deepseek-v3",
                "--moe-layer-step",
                "1,3",
                "--moe-latent-dim",
                "0,512",
                "--mtp-modules",
                "0,1",
                "--accounting",
                "sum,phases",
                "--pp",
                "1,2,4,16",
                "--vpp",
                "1,2",
                "--gpus",
                "0,64",
                "--optimizer",
                "adamw,muon",
                "--newton-schulz-scratch",
                "true",
                "--columns",
                "params,active_params,peak_stage,stage_params,gpu_params,weight_bytes,gradient_bytes,optimizer_bytes,"
                        + "activation_bytes,logits_bytes,buffer_bytes,total_bytes,max_micro_batch,legality,legal");
    }

    private void assertAgrees(int rows, String... question) throws SQLException {
        result(words(question, "sweep", "-q", "-o", "training.parquet"));
        String sql = result(words(question, "sql"));

        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE expected AS " + sql);
            statement.execute("CREATE TABLE actual AS FROM '" + folder.resolve("training.parquet") + "'");
            List<String> differs = new ArrayList<>();
            try (ResultSet columns = statement.executeQuery("DESCRIBE actual")) {
                while (columns.next()) {
                    String column = columns.getString(1);
                    differs.add("e." + column + " IS DISTINCT FROM a." + column);
                }
            }
            String counting = "SELECT count(*), count(*) FILTER (WHERE " + String.join(" OR ", differs)
                    + ") FROM expected e POSITIONAL JOIN actual a";
            try (ResultSet counts = statement.executeQuery(counting)) {
                counts.next();
                assertThat(counts.getLong(1)).isEqualTo(rows);
                assertThat(counts.getLong(2)).isZero();
            }
        }
    }
}
