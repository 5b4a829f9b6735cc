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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs pages of documentation from top to bottom in a folder without results, each command as a process of its own.
 *
 * <p>What a block is, its fence says: {@code sh} commands that must succeed; {@code console} commands after {@code $ }
 * and what they print, where {@code ...} stands for any lines and a time for any time; {@code sql} a statement for
 * DuckDB, and its rows when a table follows. A block after {@code <!-- file: NAME -->} becomes that file. Of a block after
 * {@code <!-- variables: NAME=VALUE,VALUE NAME=VALUE -->} the variables are put in as Grafana does it. A block after
 * {@code <!-- needs: COMMAND -->} is left out, and that is told, where the command fails. A block after
 * {@code <!-- not run: WHY -->} is not run; which those are is written down here too, so that none can be added by the way.
 */
@Timeout(120)
@Tag("exhaustive")
final class ReadmeTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final List<String> NOT_RUN = List.of(
            "the build itself: mvn -B verify",
            "ends with Ctrl-C: memsweep serve                                       # http://127.0.0.1:8321/",
            "needs Spark: # Spark: units and descriptions show in DESCRIBE",
            "needs an object store: export MEMSWEEP_CLASSPATH=\"/opt/hadoop/share/hadoop/tools/lib/*\"",
            "needs Spark: # pyspark --jars sweeps/cli/target/dist/spark/memsweep-spark.jar",
            "takes minutes: bench/compare            "
                    + "# DuckDB, Polars, parquet-java and plain loops in turn with memsweep: one table of ratios");

    private static final Pattern BLOCK = Pattern.compile(
            "(?m)(?:^<!-- ([a-z ]+): (.*) -->\\n)?^```([a-z]*)\\n((?s:.*?))^```$(?:\\n\\n((?:^\\|.*\\n)+))?");

    /** Which dashboards' packages npm installs without a lock: lists of other platforms' builds are not served everywhere. */
    private static final List<String> POLARS = List.of("nodejs-polars@0.26.1", "nodejs-polars-linux-x64-gnu@0.26.1");

    /** What differs from run to run: time, speed, and the size of a file whose footer names the version. */
    private static final Pattern VARIES = Pattern.compile(" in [0-9.]+ s \\([^)]*\\), [0-9.]+ [KMG]iB(?=:| in)");

    @TempDir
    Path folder = Path.of("");

    /** Where the blocks are run. */
    private Path working = Path.of("");

    /**
     * A page.
     *
     * @param file its path in the project; what it needs of its folder is there too, and it is run there
     * @param notRun the blocks that are not run, each as its reason and its first line
     * @param commands at least so many commands are run
     */
    record Page(String file, List<String> notRun, int commands) {}

    static Stream<Page> pages() {
        String opened = "a test opens the page in a browser, with a server of its own: npm ci";
        String pyarrow = "needs pyarrow: import json";
        return Stream.of(
                new Page("README.md", NOT_RUN, 8),
                new Page("sweeps/dashboards/README.md", List.of(pyarrow, opened), 3));
    }

    /**
     * A block of a page.
     *
     * @param mark what the comment before it says that it is, or empty
     * @param argument the rest of that comment
     * @param language the word after the fence
     * @param text its lines
     * @param table the table that follows it, or empty
     */
    private record Block(String mark, String argument, String language, String text, String table) {
        String firstLine() {
            return text.lines().findFirst().orElse("");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockDoesWhatThePageSays(Page page) throws IOException, InterruptedException, SQLException {
        prepare(page);
        List<String> notRun = new ArrayList<>();
        int commands = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckdb = connection.createStatement()) {
            duckdb.execute("SET file_search_path = '" + working + "'");
            for (Block block : blocks(ROOT.resolve(page.file()))) {
                if (block.mark().equals("not run")) {
                    notRun.add(block.argument() + ": " + block.firstLine());
                } else if (block.mark().equals("file")) {
                    Files.writeString(working.resolve(block.argument()), block.text());
                } else if (block.mark().equals("needs")
                        && start(block.argument()).waitFor() != 0) {
                    System.err.println(
                            page.file() + ": SKIPPED " + block.firstLine() + ", since this fails: " + block.argument());
                } else {
                    commands += run(block, duckdb);
                }
            }
        }
        assertThat(notRun).isEqualTo(page.notRun());
        assertThat(commands).isGreaterThanOrEqualTo(page.commands());
    }

    private int run(Block block, Statement duckdb) throws IOException, InterruptedException, SQLException {
        assertThat(block.mark()).as("a mark that means nothing").isIn("", "needs", "variables");
        switch (block.language()) {
            case "sh" -> {
                return runAll(block);
            }
            case "console" -> {
                return compareAll(block);
            }
            case "sql" -> {
                query(block, duckdb);
                return 0;
            }
            default -> throw new AssertionError("neither run nor marked: " + block);
        }
    }

    private static List<Block> blocks(Path page) throws IOException {
        String text = Files.readString(page);
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            blocks.add(new Block(
                    Objects.toString(block.group(1), ""),
                    Objects.toString(block.group(2), ""),
                    block.group(3),
                    block.group(4),
                    Objects.toString(block.group(5), "")));
        }
        long fences = text.lines().filter(line -> line.startsWith("```")).count();
        assertThat(blocks).as("every fence belongs to a block").hasSize((int) fences / 2);
        return blocks;
    }

    /** Makes the command, and what it reads of the project. */
    private void prepare(Page page) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("sweeps/bin"));
        copyFiles("sweeps/specs");
        working = Objects.requireNonNull(folder.resolve(page.file()).getParent());
        if (!working.equals(folder)) {
            String directory = folder.relativize(working).toString();
            copyFiles(directory);
            Files.createSymbolicLink(working.resolve("node_modules"), nodeModules(ROOT.resolve(directory)));
        }
        Path python = Path.of("/usr/bin/python3");
        if (Files.isExecutable(python)) {
            // Debian's own, which is the one that finds Debian's packages.
            Files.createSymbolicLink(bin.resolve("python3"), python);
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

    private void copyFiles(String directory) throws IOException {
        Path to = Files.createDirectories(folder.resolve(directory));
        try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(Objects.requireNonNull(file.getFileName())));
            }
        }
    }

    private static Path nodeModules(Path sources) throws IOException, InterruptedException {
        Path installed = NodePackages.installed(sources, "dashboards");
        Path modules = installed.resolve("node_modules");
        if (!Files.isDirectory(modules.resolve("nodejs-polars-linux-x64-gnu"))) {
            List<String> command = new ArrayList<>(List.of("npm", "install", "--no-save", "--no-package-lock"));
            command.addAll(POLARS);
            // Where it cannot be had, the block that needs it is left out.
            new ProcessBuilder(command)
                    .directory(installed.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(installed.resolve("polars.log").toFile())
                    .start()
                    .waitFor();
        }
        return modules;
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
        Process process = start(script);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("exit code of %s which printed %s", script, out)
                .isZero();
        return out;
    }

    private Process start(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", script);
        builder.directory(working.toFile()).redirectErrorStream(true);
        String path = folder.resolve("sweeps/bin") + ":" + System.getenv("PATH");
        builder.environment().put("PATH", path);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static void query(Block block, Statement duckdb) throws SQLException {
        if (!duckdb.execute(interpolated(block))) {
            return;
        }
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = duckdb.getResultSet()) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> cells = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                cells.add(rows.getMetaData().getColumnLabel(column));
            }
            lines.add(String.join(" | ", cells));
            while (rows.next()) {
                cells.clear();
                for (int column = 1; column <= columns; column++) {
                    cells.add(String.valueOf(rows.getString(column)));
                }
                lines.add(String.join(" | ", cells));
            }
        }
        assertThat(lines).as("names and rows of %s", block.text()).hasSizeGreaterThan(1);
        if (!block.table().isEmpty()) {
            List<String> shown = block.table()
                    .lines()
                    .filter(line -> !line.matches("[|: -]+"))
                    .map(line -> line.replaceAll("^\\|\\s*|\\s*\\|$", ""))
                    .toList();
            assertThat(lines).as("rows of %s", block.text()).isEqualTo(shown);
        }
    }

    /** The statement with the values of its variables, if it has any: {@code $name} and <code>${name:sqlstring}</code>. */
    private static String interpolated(Block block) {
        String sql = block.text();
        for (String variable :
                block.mark().equals("variables") ? block.argument().split(" ", -1) : new String[0]) {
            String name = variable.substring(0, variable.indexOf('='));
            String values = variable.substring(name.length() + 1);
            sql = sql.replace("${" + name + ":sqlstring}", "'" + values.replace(",", "','") + "'")
                    .replace("$" + name, values);
        }
        return sql;
    }
}
