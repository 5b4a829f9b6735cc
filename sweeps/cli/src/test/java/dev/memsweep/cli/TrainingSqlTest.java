package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ready spec of the training formulas, thinned: its file against the same rows computed by DuckDB. */
final class TrainingSqlTest extends CommandTest {
    private static final int ROWS = 8 * 3 * 3 * 3 * 2 * 4 * 2 * 4 * 2 * 2;

    @Test
    void agreesWithDuckDbInEveryRow() throws SQLException {
        String[] question = {
            readySpec("training-grid.yaml"),
            "--tp",
            "1,4",
            "--dp",
            "1,8",
            "--micro-batch",
            "1,4",
            "--seq-len",
            "512,4096"
        };
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
            String rows = "SELECT count(*), count(*) FILTER (WHERE " + String.join(" OR ", differs)
                    + ") FROM expected e POSITIONAL JOIN actual a";
            try (ResultSet counts = statement.executeQuery(rows)) {
                counts.next();
                assertThat(counts.getLong(1)).isEqualTo(ROWS);
                assertThat(counts.getLong(2)).isZero();
            }
        }
    }
}
