package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files as Spark's vectorized reader reads them, value by value against what DuckDB computes from the SQL of the same
 * sweep.
 */
@Timeout(120)
@Tag("exhaustive")
final class SparkReadTest {
    /** Axes of the reference workload that leave 36,864 rows of its kind. */
    private static final List<String> REFERENCE = List.of(
            PackagedCommand.readySpec("reference-w1.yaml"),
            "--dtype",
            "fp16,mixed",
            "--tp",
            "1,8",
            "--pp",
            "4",
            "--dp",
            "64");

    static final String TYPES_FORMULAS = """
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
            /** Differs by a constant from tile to tile. @unit bytes */
            total = kind.weight * 1000000000000 + n * far
            /** Differs from row to row. */
            cube = n * n * n - far * n
            share = x / n
            scaled = kind.share * x + n
            odd = n % 2 == 1 and on or kind.big
            """;

    static final String TYPES_SPEC = """
            apiVersion: memsweep/v1
            name: types
            formulas: types.formulas
            axes:
              kind: [plain, with-dash, 'Ünïcödé, text']
              on: [false, true]
              x: {linspace: [-1.5, 2.0, 7]}
              far: [1, 5000000000, 7]
              n: 1..101
            """;

    private static SparkSession spark;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void startSpark() {
        spark = LocalSpark.session();
    }

    @Test
    void findsEveryValueOfADenseSweep() throws Exception {
        sweep("dense.parquet");

        assertRows(36_864, read("dense.parquet"), sql());
    }

    @Test
    void findsEveryValueOfASweepWithAConditionOnAnOutput() throws Exception {
        sweep("sparse.parquet", "--where", "total_bytes <= 20 GiB");

        assertRows(14_670, read("sparse.parquet"), sql("--where", "total_bytes <= 20 GiB"));
    }

    @Test
    void findsTheColumnsOfASweepWithoutRows() throws Exception {
        sweep("none.parquet", "--where", "total_bytes < 0");

        Dataset<Row> read = read("none.parquet");
        assertRows(0, read, sql("--where", "total_bytes < 0"));
        assertThat(read.columns()).hasSize(16).startsWith("model", "dtype").endsWith("total_bytes", "fits80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "snappy", "lz4_raw", "none"})
    void findsValuesOfEveryTypeInEveryCodec(String codec) throws Exception {
        Files.writeString(folder.resolve("types.formulas"), TYPES_FORMULAS);
        Files.writeString(folder.resolve("types.yaml"), TYPES_SPEC);
        run(List.of(
                "sweep",
                "types.yaml",
                "-q",
                "-o",
                "types.parquet",
                "--page-rows",
                "900",
                "--row-group-rows",
                "9000",
                "--compression",
                codec));

        Dataset<Row> read = read("types.parquet");
        assertThat(read.schema().toDDL())
                .contains("kind STRING", "on BOOLEAN", "x DOUBLE", "n INT", "far BIGINT", "total BIGINT");
        assertThat(read.schema().apply("total").getComment().get()).contains("bytes", "Differs by a constant");
        assertRows(3 * 2 * 7 * 3 * 101, read, run(List.of("sql", "types.yaml")));
    }

    @Test
    void skipsRowGroupsAndPagesByTheirStatistics() throws Exception {
        sweep("pages.parquet", "--page-rows", "1024", "--row-group-rows", "10000");

        String condition = "dtype = 'fp16' AND optimizer = 'adamw' AND recompute = 'full' AND total_bytes > 0";
        Dataset<Row> read = read("pages.parquet").where(condition);
        SparkPlan plan = LocalSpark.plan(read);
        assertThat(String.valueOf(plan))
                .contains("PushedFilters: [", "EqualTo(recompute,full)", "GreaterThan(total_bytes,0)");
        assertThat(read.collectAsList()).hasSize(2_048);
        // Three settings of recompute share a row group: what is not asked for lies in pages of its own.
        assertThat(LocalSpark.metric(plan, "numOutputRows")).isEqualTo(2_048);
        assertRows(2_048, read("pages.parquet").where(condition), "SELECT * FROM (" + sql() + ") WHERE " + condition);
    }

    @Test
    void findsEveryValueInPartFiles() throws Exception {
        sweep("parts/", "--file-rows", "10000", "--row-group-rows", "5000");

        assertThat(filesBelow("parts")).isGreaterThan(3);
        assertRows(36_864, inOrderOfTheGrid(read("parts")), inOrderOfTheGrid(sql()));
    }

    @Test
    void findsEveryValueInPartitionsAndReadsNoOtherThanAskedFor() throws Exception {
        sweep("parts/", "--partition-by", "dtype,zero");

        assertThat(filesBelow("parts")).isEqualTo(8);
        Dataset<Row> all = read("parts").select("*");
        String columns = "SELECT * EXCLUDE (dtype, zero), dtype, zero FROM (";
        assertRows(36_864, inOrderOfTheGrid(all), inOrderOfTheGrid(columns + sql() + ")"));

        Dataset<Row> one = read("parts").where("dtype = 'mixed' AND zero = 3");
        SparkPlan plan = LocalSpark.plan(one);
        assertThat(one.collectAsList()).hasSize(4_608);
        assertThat(LocalSpark.metric(plan, "numFiles")).isEqualTo(1);
    }

    private void sweep(String output, String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sweep", "-q", "-o", output));
        words.addAll(List.of(options));
        words.addAll(REFERENCE);
        run(words);
    }

    /** The query that gives the rows of the reference sweep, in order. */
    private String sql(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sql"));
        words.addAll(List.of(options));
        words.addAll(REFERENCE);
        return run(words);
    }

    private String run(List<String> words) throws IOException, InterruptedException {
        return new PackagedCommand(folder).run(words).strip().replaceAll(";$", "");
    }

    private long filesBelow(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private Dataset<Row> read(String file) {
        return spark.read().parquet(folder.resolve(file).toString());
    }

    private static Dataset<Row> inOrderOfTheGrid(Dataset<Row> rows) {
        return rows.orderBy("dtype", "optimizer", "recompute", "tp", "pp", "dp", "zero", "micro_batch", "seq");
    }

    private static String inOrderOfTheGrid(String sql) {
        return "FROM (" + sql + ") ORDER BY dtype, optimizer, recompute, tp, pp, dp, zero, micro_batch, seq";
    }

    /** Checks that Spark reads in batches of columns, and row by row what the query gives, as many rows as stated. */
    private static void assertRows(long count, Dataset<Row> read, String sql) throws SQLException {
        assertThat(String.valueOf(LocalSpark.plan(read)))
                .contains("FileScan parquet")
                .contains("Batched: true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet expected = statement.executeQuery(sql)) {
            String[] columns = read.columns();
            assertThat(columns).hasSize(expected.getMetaData().getColumnCount());
            for (int c = 0; c < columns.length; c++) {
                assertThat(columns[c]).isEqualTo(expected.getMetaData().getColumnName(c + 1));
            }
            Iterator<Row> rows = read.toLocalIterator();
            long row = 0;
            for (; expected.next(); row++) {
                assertThat(rows.hasNext()).as("row %s", row).isTrue();
                Row actual = rows.next();
                for (int c = 0; c < columns.length; c++) {
                    Object value = widened(expected.getObject(c + 1));
                    if (!value.equals(widened(actual.get(c)))) {
                        fail("row %s, %s: Spark reads %s, DuckDB computes %s", row, columns[c], actual.get(c), value);
                    }
                }
            }
            assertThat(rows.hasNext()).isFalse();
            assertThat(row).isEqualTo(count);
        }
    }

    private static Object widened(Object value) {
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }
}
