package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files as hyparquet reads them, a reader in JavaScript that shares no code with parquet-java, DuckDB or Spark.
 *
 * <p>It runs in Node.js and prints every value; DuckDB holds them, row by row, to those that it computes itself from the
 * SQL of the sweep.
 */
@Timeout(120)
@Tag("exhaustive")
final class HyparquetTest extends CommandTest {
    private static final Path SOURCES = Path.of("src", "test", "js");

    /** Axes of the reference workload that leave 110,592 rows of its kind. */
    private static final List<String> SMALL = List.of("--tp", "1,8", "--pp", "1,4", "--dp", "64");

    private static Path installed = Path.of("");

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        installed = NodePackages.installed(SOURCES, "hyparquet");
        String program = "read.mjs";
        Files.copy(SOURCES.resolve(program), installed.resolve(program), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void findsEveryValueOfADenseSweep() throws Exception {
        sweepReference("-o", "dense.parquet");

        assertSame(110_592, sql(), "dense.parquet");
    }

    @Test
    void findsEveryValueOfASweepWithAConditionOnAnOutput() throws Exception {
        sweepReference("-o", "sparse.parquet", "--where", "total_bytes <= 20 GiB");

        assertSame(30_367, sql("--where", "total_bytes <= 20 GiB"), "sparse.parquet");
    }

    @Test
    void findsTheColumnsOfASweepWithoutRows() throws Exception {
        sweepReference("-o", "none.parquet", "--where", "total_bytes < 0");

        assertSame(0, sql("--where", "total_bytes < 0"), "none.parquet");
    }

    @Test
    void findsEveryValueInPartFiles() throws Exception {
        sweepReference("-o", "parts/", "--file-rows", "30000", "--row-group-rows", "10000");

        String[] parts = below("parts");
        assertThat(parts).hasSizeGreaterThan(3);
        assertSame(110_592, sql(), parts);
    }

    @Test
    void findsEveryValueOfAPartition() throws Exception {
        sweepReference("-o", "parts/", "--partition-by", "dtype,zero");

        assertThat(below("parts")).hasSize(12);
        String sql = "SELECT * EXCLUDE (dtype, zero) FROM (" + sql() + ") WHERE dtype = 'mixed' AND zero = 3";
        assertSame(9_216, sql, below("parts/dtype=mixed/zero=3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "snappy", "lz4_raw", "none"})
    void findsValuesOfEveryTypeInEveryCodec(String codec) throws Exception {
        write("types.formulas", """
                choice kind(weight: int, share: real, big: bool) {
                    plain (1, 0.25, false)
                    "with-dash" (7, 1.5, true)
                    "Ünïcödé, text" (12, 3.0, true)
                }
                param kind: kind
                param on: bool
                param x: real
                param n: int in 1..1M
                param far: int in 1..
                /** Differs by a constant from tile to tile. */
                total = kind.weight * 1000000000000 + n * far
                /** Differs from row to row. */
                cube = n * n * n - far * n
                share = x / n
                scaled = kind.share * x + n
                odd = n % 2 == 1 and on or kind.big
                """);
        write("types.yaml", """
                apiVersion: memsweep/v1
                name: types
                formulas: types.formulas
                axes:
                  kind: [plain, with-dash, 'Ünïcödé, text']
                  on: [false, true]
                  x: {linspace: [-1.5, 2.0, 7]}
                  far: [1, 5000000000, 7]
                  n: 1..211
                """);
        String[] options = {"-o", "types.parquet", "--compression", codec, "--page-rows", "900"};
        result(words(options, "sweep", "types.yaml", "-q", "--row-group-rows", "9000"));

        assertSame(3 * 2 * 7 * 3 * 211, result("sql", "types.yaml"), "types.parquet");
    }

    private void sweepReference(String... options) {
        result(reference("sweep", words(options, "-q")));
    }

    private String sql(String... options) {
        return result(reference("sql", options));
    }

    private static String[] reference(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command, readySpec("reference-w1.yaml")));
        words.addAll(SMALL);
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    private String[] below(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(directory))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".parquet"))
                    .sorted()
                    .toArray(String[]::new);
        }
    }

    /** Checks that the files hold, one after the other, the rows that DuckDB computes, and as many as stated. */
    private void assertSame(long rows, String sql, String... files) throws Exception {
        Path csv = folder.resolve("read.csv");
        List<String> command = new ArrayList<>(List.of("node", "read.mjs", csv.toString()));
        Arrays.stream(files).map(folder::resolve).map(Path::toString).forEach(command::add);
        NodePackages.execute(installed, command.toArray(String[]::new));

        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE expected AS " + sql.strip().replaceAll(";$", ""));
            List<String> types = lines(
                    statement,
                    "SELECT '''' || column_name || ''': ''' || column_type || '''' " + "FROM (DESCRIBE FROM expected)");
            statement.execute("CREATE TABLE actual AS FROM read_csv('" + csv + "', header = true, parallel = false, "
                    + "allow_quoted_nulls = false, columns = {" + String.join(", ", types) + "})");
            assertThat(lines(statement, "SELECT count(*) FROM expected")).containsExactly(Long.toString(rows));
            assertThat(lines(statement, "SELECT count(*) FROM actual")).containsExactly(Long.toString(rows));
            List<String> names = lines(statement, "SELECT column_name FROM (DESCRIBE FROM expected)");
            assertThat(header(csv)).isEqualTo(names);
            String differ = names.stream()
                    .map(name -> "e.\"" + name + "\" IS DISTINCT FROM a.\"" + name + "\"")
                    .collect(Collectors.joining(" OR "));
            assertThat(lines(
                            statement,
                            "SELECT {expected: e, read: a} FROM expected e POSITIONAL JOIN actual a WHERE " + differ
                                    + " LIMIT 3"))
                    .isEmpty();
        }
    }

    private static List<String> header(Path csv) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(csv)) {
            return List.of(String.valueOf(reader.readLine()).replace("\"", "").split(","));
        }
    }

    private static List<String> lines(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
