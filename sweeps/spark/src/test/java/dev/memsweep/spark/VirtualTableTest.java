package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of a sweep against the file that the packaged command writes of the same sweep, both read by Spark. */
@Timeout(180)
@Tag("exhaustive")
final class VirtualTableTest {
    /** 147,456 rows of the reference workload, in many tiles. */
    private static final List<String> REFERENCE = List.of(
            "sweep",
            PackagedCommand.readySpec("reference-w1.yaml"),
            "--dtype",
            "fp16,mixed",
            "--tp",
            "1,8",
            "--pp",
            "1,4",
            "--dp",
            "64,2");

    private static final int RANDOM_QUERIES = 16;

    @TempDir
    private static Path folder = Path.of("");

    private static SparkSession spark;
    private static String spec = "";

    @BeforeAll
    static void makeBoth() throws Exception {
        spark = LocalSpark.session();
        PackagedCommand command = new PackagedCommand(folder);
        // The spec as a text has no folder that a path could start at.
        spec = command.run(with("--print-spec"))
                .replace("reference.formulas", PackagedCommand.readySpec("reference.formulas"));
        command.run(with("-q", "-o", "stored.parquet"));
        virtual().createOrReplaceTempView("virtual");
        stored().createOrReplaceTempView("stored");
    }

    private static List<String> with(String... more) {
        List<String> words = new ArrayList<>(REFERENCE);
        words.addAll(List.of(more));
        return words;
    }

    private static Dataset<Row> virtual() {
        return spark.read().format("memsweep").option("spec", spec).load();
    }

    private static Dataset<Row> stored() {
        return spark.read().parquet(folder.resolve("stored.parquet").toString());
    }

    @Test
    void hasTheRowsOfTheFileInItsOrder() {
        assertThat(virtual().collectAsList()).hasSize(147_456).isEqualTo(stored().collectAsList());
        assertThat(String.valueOf(LocalSpark.plan(virtual()))).contains("ColumnarToRow");
    }

    @Test
    void hasItsColumnsWithTheirComments() {
        assertThat(virtual().schema().toDDL().replace(" NOT NULL", ""))
                .isEqualTo(stored().schema().toDDL());
        assertThat(virtual().schema().apply("total_bytes").getComment().get()).contains("[bytes]");
    }

    @Test
    void hasValuesOfEveryType() throws Exception {
        Files.writeString(folder.resolve("types.formulas"), SparkReadTest.TYPES_FORMULAS);
        String path = folder.resolve("types.formulas").toString();
        Files.writeString(folder.resolve("types.yaml"), SparkReadTest.TYPES_SPEC.replace("types.formulas", path));
        new PackagedCommand(folder).run(List.of("sweep", "types.yaml", "-q", "-o", "types.parquet"));

        Dataset<Row> read = spark.read()
                .format("memsweep")
                .option("spec", folder.resolve("types.yaml").toString())
                .option("partitions", "7")
                .load();
        Dataset<Row> expected =
                spark.read().parquet(folder.resolve("types.parquet").toString());
        assertThat(read.rdd().getNumPartitions()).isBetween(4, 14);
        assertThat(read.collectAsList()).isEqualTo(expected.collectAsList());
        for (String filter : List.of(
                "x > 0.5 and share <= 1.0",
                "odd or not on",
                "kind in ('plain', 'Ünïcödé, text') and n between 5 and 90",
                "kind <> 'with-dash' and far < 6000000000L",
                "x = -1.5D or scaled >= 300D")) {
            assertThat(read.where(filter).collectAsList())
                    .as(filter)
                    .isEqualTo(expected.where(filter).collectAsList())
                    .isNotEmpty();
            assertThat(String.valueOf(LocalSpark.plan(read.where(filter)))).doesNotContain("Filter (");
        }
    }

    /** Queries, with what their plans must say. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT count(*) FROM t | PushedAggregates: [COUNT(*)]",
                "SELECT count(total_bytes), min(act_bytes), max(total_bytes), sum(total_bytes), max(fits80) FROM t"
                        + " | SUM(total_bytes), MAX(fits80)]",
                "SELECT tp, model, count(*), sum(act_bytes), min(seq) FROM t WHERE fits80 GROUP BY tp, model"
                        + " | PushedGroupBy: [tp, model]",
                "SELECT cast(avg(total_bytes) / 1000 AS bigint) FROM t WHERE tp = 8 | COUNT(*)]",
                "SELECT count(*), sum(total_bytes) FROM t WHERE model = 'none' | grid: 0",
                "SELECT count(*), max(seq) FROM t WHERE total_bytes < 0 | PushedFilters: [(total_bytes < (0))]",
                "SELECT zero, count(*) FROM t WHERE total_bytes < 0 GROUP BY zero | PushedGroupBy: [zero]",
                "SELECT model, count(*) FROM t WHERE dtype LIKE 'f%' AND zero IN (1, 3) GROUP BY model"
                        + " | grid: 36864",
                "SELECT dtype, seq FROM t WHERE total_bytes BETWEEN 20000000000 AND 20100000000"
                        + " | [columns: dtype, seq]",
                "SELECT seq FROM t WHERE NOT (fits80 OR tp = 1) AND micro_batch > 2"
                        + " | [(not (fits80 == (true))), (not (tp == (1))), (micro_batch > (2))]",
                "SELECT sum(micro_batch) FROM t WHERE model >= 'l' AND weight_bytes = 1 | grid:",
                "SELECT count(*) FROM t WHERE weight_bytes > 20000000000 AND fits80 IS NOT NULL | grid:",
                "SELECT count(DISTINCT seq), max(total_bytes / tp) FROM t | [columns: tp, seq, total_bytes]",
                "SELECT count(*) FROM t WHERE total_bytes % 3 = 0 | Filter ((total_bytes",
                "SELECT zero, max(total_bytes + 1) FROM t GROUP BY zero | [columns: zero, total_bytes]",
                "SELECT fits80, count(*) FROM t GROUP BY fits80 | [columns: fits80]",
            })
    void answersAsTheFileDoes(String query, String planned) {
        Dataset<Row> asked = spark.sql(query.replace("FROM t", "FROM virtual"));
        assertThat(sorted(asked)).isEqualTo(sorted(spark.sql(query.replace("FROM t", "FROM stored"))));
        assertThat(String.valueOf(LocalSpark.plan(asked))).contains(planned);
    }

    private static List<String> sorted(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    @Test
    void answersRandomFiltersAsTheFileDoes() {
        long seed = Long.getLong("memsweep.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_QUERIES; i++) {
            String query =
                    "SELECT count(*), sum(total_bytes), min(act_bytes), max(seq) FROM t WHERE " + condition(random, 3);
            assertThat(sorted(spark.sql(query.replace(" t ", " virtual "))))
                    .as("-Dmemsweep.test.seed=%s: %s", seed, query)
                    .isEqualTo(sorted(spark.sql(query.replace(" t ", " stored "))));
        }
    }

    private static String condition(Random random, int depth) {
        String comparison = List.of("=", "<>", "<", "<=", ">", ">=").get(random.nextInt(6));
        return switch (depth == 0 ? 3 + random.nextInt(5) : random.nextInt(8)) {
            case 0 -> "(" + condition(random, depth - 1) + " AND " + condition(random, depth - 1) + ")";
            case 1 -> "(" + condition(random, depth - 1) + " OR " + condition(random, depth - 1) + ")";
            case 2 -> "NOT " + condition(random, depth - 1);
            case 3 -> "total_bytes " + comparison + " " + (long) (random.nextDouble() * 2e11);
            case 4 -> "act_bytes " + comparison + " " + random.nextLong();
            case 5 ->
                "optimizer " + comparison + " '"
                        + List.of("adamw", "adam8bit", "b").get(random.nextInt(3)) + "'";
            case 6 -> "micro_batch IN (" + random.nextInt(70) + ", " + random.nextInt(70) + ", 64)";
            default -> random.nextBoolean() ? "fits80" : "weight_bytes " + comparison + " 3400000000";
        };
    }

    @Test
    void readsTheFirstRowsFromOneSlice() {
        Dataset<Row> first = virtual().limit(10);
        assertThat(first.collectAsList()).isEqualTo(stored().limit(10).collectAsList());
        assertThat(String.valueOf(LocalSpark.plan(first))).contains("PushedLimit: 10");
        Dataset<Row> many = spark.read()
                .format("memsweep")
                .option("spec", spec)
                .option("partitions", "64")
                .load();
        assertThat(many.rdd().getNumPartitions()).isGreaterThan(32);
        SparkPlan plan = LocalSpark.plan(many.limit(10));
        assertThat(plan.collectLeaves().apply(0).execute().getNumPartitions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"total_bytes DESC", "act_bytes, seq DESC", "fits80, total_bytes DESC, zero"})
    void findsTheFirstRowsByAnOrder(String order) {
        String query = "SELECT tp, zero, seq, act_bytes, total_bytes, fits80 FROM t WHERE zero > 0 ORDER BY " + order
                + ", micro_batch LIMIT 25";
        Dataset<Row> asked = spark.sql(query.replace(" t ", " virtual "));
        String by = order.replaceAll("( DESC)?(, .*)?$", "");
        assertThat(asked.select(by).collectAsList())
                .isEqualTo(
                        spark.sql(query.replace(" t ", " stored ")).select(by).collectAsList());
        assertThat(String.valueOf(LocalSpark.plan(asked))).contains("PushedTopN: ORDER BY [", "LIMIT 25");
        assertThat(asked.except(spark.sql("SELECT tp, zero, seq, act_bytes, total_bytes, fits80 FROM stored"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void leavesTheOrderByLabelsToSpark() {
        Dataset<Row> asked = spark.sql("SELECT model FROM virtual ORDER BY model LIMIT 3");
        assertThat(String.valueOf(LocalSpark.plan(asked))).doesNotContain("PushedTopN");
        assertThat(asked.collectAsList()).hasSize(3);
    }

    @Test
    void doesNotEvaluateTilesThatBoundsSettle() {
        Dataset<Row> none = spark.sql("SELECT seq FROM virtual WHERE total_bytes > 100000000000000000");
        SparkPlan plan = LocalSpark.plan(none);
        assertThat(none.collectAsList()).isEmpty();
        assertThat(LocalSpark.metric(plan, "tilesEvaluated")).isZero();
        assertThat(LocalSpark.metric(plan, "tilesPruned")).isGreaterThan(50);

        Dataset<Row> all = spark.sql("SELECT seq FROM virtual");
        SparkPlan whole = LocalSpark.plan(all);
        assertThat(all.collectAsList()).hasSize(147_456);
        assertThat(LocalSpark.metric(whole, "tilesPruned")).isZero();
    }

    @Test
    void saysInWhatOrderItsRowsAre() {
        Dataset<Row> inOrder = virtual()
                .where("model = 'llama-7b' AND dtype = 'mixed' AND dp = 2")
                .select("tp", "pp", "zero", "seq");
        assertThat(String.valueOf(LocalSpark.plan(inOrder.sortWithinPartitions("tp", "pp"))))
                .contains("Sort");
        Dataset<Row> oneModel = virtual()
                .where("model = 'llama-7b' AND dtype = 'mixed' AND optimizer = 'adamw' AND recompute = 'full'")
                .select("tp", "pp", "total_bytes");
        assertThat(String.valueOf(LocalSpark.plan(oneModel.sortWithinPartitions("tp", "pp"))))
                .doesNotContain("Sort");
        assertThat(String.valueOf(LocalSpark.plan(oneModel.sortWithinPartitions("pp", "tp"))))
                .contains("Sort");
    }

    @Test
    void knowsHowManyRowsThereAre() {
        assertThat(rowCount(virtual())).isEqualTo(147_456);
        assertThat(rowCount(virtual().where("tp = 8"))).isEqualTo(147_456 / 2);
        assertThat(rowCount(virtual().where("fits80")))
                .isEqualTo(stored().where("fits80").count());
    }

    private static long rowCount(Dataset<Row> query) {
        return LocalSpark.execution(query)
                .optimizedPlan()
                .stats()
                .rowCount()
                .get()
                .toLong();
    }

    @Test
    void isAViewOfSqlToo() {
        spark.sql("CREATE OR REPLACE TEMPORARY VIEW grid USING memsweep OPTIONS (spec '"
                + PackagedCommand.readySpec("reference-w226.yaml") + "')");
        assertThat(spark.sql("SELECT count(*) FROM grid WHERE fits80")
                        .collectAsList()
                        .get(0)
                        .getLong(0))
                .isEqualTo(33_937_203L);
    }

    @Test
    void failsWhereASumLeavesTheRangeOfSpark() {
        assertThatThrownBy(() ->
                        spark.sql("SELECT sum(act_bytes * 1000000) FROM stored").collectAsList())
                .hasMessageContaining("ARITHMETIC_OVERFLOW");
        String huge = spec.replace("columns:", "derive: {huge: act_bytes * 1000}\ncolumns: [huge]\n#");
        Dataset<Row> table =
                spark.read().format("memsweep").option("spec", huge).load();
        table.createOrReplaceTempView("huge");
        assertThat(String.valueOf(LocalSpark.plan(spark.sql("SELECT sum(huge) FROM huge"))))
                .contains("SUM(huge)");
        assertThatThrownBy(() -> spark.sql("SELECT sum(huge) FROM huge").collectAsList())
                .hasMessageContaining("ARITHMETIC_OVERFLOW");
    }

    @Test
    void tellsWhatIsWrong() {
        assertThatThrownBy(() -> spark.read().format("memsweep").load())
                .hasMessage("memsweep: option 'spec' is missing: the path of a sweep spec, or its text");
        assertThatThrownBy(() ->
                        spark.read().format("memsweep").option("spek", "x").load())
                .hasMessageContaining("unknown option 'spek'; did you mean 'spec'?");
        assertThatThrownBy(() -> spark.read()
                        .format("memsweep")
                        .option("spec", "none.yaml")
                        .load())
                .hasMessageContaining("memsweep: cannot read the spec none.yaml");
        assertThatThrownBy(() -> spark.read()
                        .format("memsweep")
                        .option("spec", spec.replace("total_bytes", "total_byte"))
                        .load())
                .hasMessageContaining("did you mean 'total_bytes'?");
        String faulty = spec.replace("columns:", "derive: {share: seq // (micro_batch - 3)}\ncolumns: [share]\n#");
        Dataset<Row> read =
                spark.read().format("memsweep").option("spec", faulty).load();
        assertThatThrownBy(read::collectAsList)
                .rootCause()
                .hasMessageContaining("division by zero")
                .hasMessageContaining("micro_batch=3")
                .message()
                .doesNotContain("at row");
    }

    @Test
    void makesTermsOfSumsThatAddUp() {
        for (String sum : List.of("0", "-1", "9223372036854775807", "-9223372036854775808")) {
            assertThat(SumTerms.of(new BigInteger(sum))).containsExactly(Long.valueOf(sum));
        }
        for (String sum : List.of("9223372036854775808", "-9223372036854775809", "40000000000000000000000")) {
            BigInteger whole = new BigInteger(sum);
            List<Long> terms = SumTerms.of(whole);
            assertThat(terms.stream().mapToLong(Long::longValue).sum()).isEqualTo(whole.longValue());
            BigInteger added = terms.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(added.bitLength()).isGreaterThan(63);
            assertThat(added.signum()).isEqualTo(whole.signum());
        }
    }
}
