package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the README from top to bottom in an empty folder, each command as a process of its own.
 *
 * <p>What a block is, its fence says: {@code sh} commands that must succeed; {@code console} commands after {@code $ }
 * and what they print, where {@code ...} stands for any lines and a time for any time; {@code sql} a query for DuckDB.
 * A block after {@code <!-- file: NAME -->} becomes that file. A block after {@code <!-- not run: WHY -->} is not run;
 * which those are is written down here too, so that none can be added by the way.
 */
@Timeout(120)
@Tag("exhaustive")
final class ReadmeTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final List<String> NOT_RUN = List.of(
            "the build itself: mvn -B verify",
            "ends with Ctrl-C: memsweep serve sweeps/specs/training-grid.yaml                  "
                    + "# explorer at http://127.0.0.1:8321/",
            "needs Spark: # Spark: units and descriptions show in DESCRIBE",
            "needs an object store: export MEMSWEEP_CLASSPATH=\"/opt/hadoop/share/hadoop/tools/lib/*\"",
            "needs Spark: # pyspark --jars sweeps/cli/target/dist/spark/memsweep-spark.jar",
            "takes minutes: bench/compare            "
                    + "# DuckDB, Polars, parquet-java and plain loops in turn with memsweep: one table of ratios");

    private static final Pattern BLOCK =
            Pattern.compile("(?m)(?:^<!-- ([a-z ]+): (.*) -->\\n)?^```([a-z]*)\\n((?s:.*?))^```$");

    /** What differs from run to run: time, speed, and the size of a file whose footer names the version. */
    private static final Pattern VARIES = Pattern.compile(" in [0-9.]+ s \\([^)]*\\), [0-9.]+ [KMG]iB(?=:| in)");

    @TempDir
    Path folder = Path.of("");

    /**
     * A block of the README.
     *
     * @param mark what the comment before it says that it is, or empty
     * @param argument the rest of that comment
     * @param language the word after the fence
     * @param text its lines
     */
    private record Block(String mark, String argument, String language, String text) {
        String firstLine() {
            return text.lines().findFirst().orElse("");
        }
    }

    @Test
    void everyBlockDoesWhatTheReadmeSays() throws IOException, InterruptedException, SQLException {
        prepare();
        List<String> notRun = new ArrayList<>();
        int commands = 0;
        for (Block block : blocks()) {
            if (block.mark().equals("not run")) {
                notRun.add(block.argument() + ": " + block.firstLine());
            } else if (block.mark().equals("file")) {
                Files.writeString(folder.resolve(block.argument()), block.text());
            } else {
                assertThat(block.mark()).as("a mark that means nothing").isEmpty();
                switch (block.language()) {
                    case "sh" -> commands += runAll(block);
                    case "console" -> commands += compareAll(block);
                    case "sql" -> query(block.text());
                    default -> throw new AssertionError("neither run nor marked: " + block);
                }
            }
        }
        assertThat(notRun).isEqualTo(NOT_RUN);
        assertThat(commands).isGreaterThanOrEqualTo(8);
    }

    private static List<Block> blocks() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(readme);
        while (block.find()) {
            blocks.add(new Block(
                    Objects.toString(block.group(1), ""),
                    Objects.toString(block.group(2), ""),
                    block.group(3),
                    block.group(4)));
        }
        long fences = readme.lines().filter(line -> line.startsWith("```")).count();
        assertThat(blocks).as("every fence belongs to a block").hasSize((int) fences / 2);
        return blocks;
    }

    /** Makes the command, and what it reads of the project. */
    private void prepare() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("sweeps/bin"));
        Path specs = Files.createDirectories(folder.resolve("sweeps/specs"));
        try (Stream<Path> files = Files.list(ROOT.resolve("sweeps/specs"))) {
            for (Path file : files.toList()) {
                Files.copy(file, specs.resolve(Objects.requireNonNull(file.getFileName())));
            }
        }
        String options = Runtime.version().feature() >= 24
                ? " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
                : "";
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path command = bin.resolve("memsweep");
        Files.writeString(
                command,
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1" + options + " -cp '"
                        + System.getProperty("java.class.path") + "' " + Memsweep.class.getName() + " \"$@\"\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    private int runAll(Block block) throws IOException, InterruptedException {
        run(block.text());
        return (int)
                block.text().lines().filter(line -> line.contains("memsweep ")).count();
    }

    private int compareAll(Block block) throws IOException, InterruptedException {
        int commands = 0;
        String[] parts = block.text().split("(?m)^\\$ ", -1);
        assertThat(parts[0]).as("a console block starts with '$ '").isEmpty();
        for (int i = 1; i < parts.length; i++) {
            StringBuilder command = new StringBuilder();
            List<String> lines = parts[i].lines().toList();
            int at = 0;
            do {
                command.append(lines.get(at)).append('\n');
            } while (lines.get(at++).endsWith("\\"));
            List<String> shown = lines.subList(at, lines.size());
            assertThat(shown).as("what '%s' prints", command).isNotEmpty();
            assertThat(masked(run(command.toString()))).matches(pattern(shown));
            commands++;
        }
        return commands;
    }

    /** A pattern for the lines that are shown, of which {@code ...} stands for any. */
    private static Pattern pattern(List<String> shown) {
        String pattern = shown.stream()
                .map(line -> line.equals("...") ? "(?s:.*)" : Pattern.quote(masked(line) + "\n"))
                .collect(Collectors.joining());
        return Pattern.compile(pattern);
    }

    private static String masked(String text) {
        return VARIES.matcher(text).replaceAll(" in TIME, SIZE");
    }

    /** Runs commands as a shell does; returns what they print, messages included. */
    private String run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", script);
        builder.directory(folder.toFile()).redirectErrorStream(true);
        String path = folder.resolve("sweeps/bin") + ":" + System.getenv("PATH");
        builder.environment().put("PATH", path);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("exit code of %s which printed %s", script, out)
                .isZero();
        return out;
    }

    private void query(String sql) throws SQLException {
        String here = sql.replaceAll("(FROM |read_parquet\\()'", "$1'" + folder + "/");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(here)) {
            assertThat(rows.next()).as("rows of %s", sql).isTrue();
        }
    }
}
