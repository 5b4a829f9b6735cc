package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The static page of {@code sweeps/dashboards} as a browser shows it, against DuckDB and the footer of the files. */
@Timeout(120)
@Tag("exhaustive")
final class StaticPageTest extends CommandTest {
    private static final Path SOURCES =
            Path.of("..", "dashboards").toAbsolutePath().normalize();
    private static final Pattern CELL = Pattern.compile("<td[^>]*>([^<]*)</td>");
    private static final Pattern NAME = Pattern.compile("<dt>([^<]*)</dt><dd>([^<]*)</dd>");

    @Test
    void showsTheLargestBatchesAndTheUnitsOfTheFooter() throws Exception {
        if (!NodePackages.exists("chromium")) {
            String reason = "StaticPageTest is SKIPPED: chromium is missing, install Debian's package of that name";
            System.err.println(reason);
            abort(reason);
        }
        Path modules = NodePackages.installed(SOURCES, "dashboards").resolve("node_modules");
        Files.createSymbolicLink(folder.resolve("node_modules"), modules);
        for (String file : List.of("page.html", "grid.mjs", "grid.yaml")) {
            Files.copy(SOURCES.resolve(file), folder.resolve(file));
        }
        result("sweep", "grid.yaml", "-q");

        String page = page();

        List<String> requests = Files.readAllLines(log());
        assertThat(requests).filteredOn(request -> request.startsWith("404")).isSubsetOf("404 GET /favicon.ico");
        assertThat(requests)
                .filteredOn(request -> request.matches("[0-9]+ GET .*parquet"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(request -> request.startsWith("206"), "only ranges of the parts are read");
        assertThat(cells(page)).isEqualTo(largestBatches());
        assertThat(page).contains("<svg").contains(">total_bytes (bytes)</th>");
        List<MatchResult> columns = NAME.matcher(page).results().toList();
        assertThat(columns.stream().map(column -> column.group(1)))
                .startsWith("device", "zero", "recompute", "seq_len (tokens)")
                .contains("headroom_bytes (bytes)", "fits")
                .hasSize(12);
        assertThat(columns).allSatisfy(column -> assertThat(column.group(2)).endsWith("."));
    }

    /** The page as it is when all is loaded. */
    private String page() throws IOException, InterruptedException {
        String program =
                Path.of("src", "test", "js", "serve.mjs").toAbsolutePath().toString();
        Process server = new ProcessBuilder("node", program, folder.toString(), log().toString()).start();
        try (BufferedReader port = server.inputReader(StandardCharsets.UTF_8)) {
            return NodePackages.execute(
                    folder,
                    "sh",
                    "-c",
                    "exec chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
                            + " --disable-background-networking --disable-component-update --disable-sync"
                            + " --user-data-dir=browser --virtual-time-budget=20000 --dump-dom"
                            + " http://127.0.0.1:" + port.readLine() + "/page.html 2>browser.log");
        } finally {
            server.destroy();
        }
    }

    private Path log() {
        return folder.resolve("requests.log");
    }

    private static List<List<String>> cells(String page) {
        List<String> cells = CELL.matcher(page)
                .results()
                .map(cell -> cell.group(1).replace(",", ""))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (int at = 0; at < cells.size(); at += 4) {
            rows.add(cells.subList(at, at + 4));
        }
        return rows;
    }

    private List<List<String>> largestBatches() throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT device, recompute, max(micro_batch), arg_max(total_bytes, (micro_batch, -zero)) FROM read_parquet('"
                                + folder + "/grid/**/*.parquet', hive_partitioning = true)"
                                + " WHERE fits AND seq_len = 4096 GROUP BY ALL ORDER BY ALL")) {
            while (result.next()) {
                rows.add(Arrays.asList(
                        result.getString(1), result.getString(2), result.getString(3), result.getString(4)));
            }
        }
        assertThat(rows).hasSize(9);
        return rows;
    }
}
