package dev.memsweep.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;

/** One Spark of two threads in the process of the tests, for all of them: it takes seconds to start. */
final class LocalSpark {
    private LocalSpark() {}

    /** The session, started by the first that asks; Spark's own hook ends it. */
    static SparkSession session() {
        try {
            Path folder = Files.createTempDirectory("memsweep-spark");
            folder.toFile().deleteOnExit();
            return SparkSession.builder()
                    .master("local[2]")
                    .config("spark.ui.enabled", "false")
                    // As Spark 4 has it by itself.
                    .config("spark.sql.ansi.enabled", "true")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.warehouse.dir", folder.toString())
                    .config("spark.sql.maxMetadataStringLength", "10000")
                    .config("spark.sql.shuffle.partitions", "2")
                    .getOrCreate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plan that a query is run by. */
    static SparkPlan plan(Dataset<Row> query) {
        return execution(query).executedPlan();
    }

    /** What Spark makes of a query; Spark 3 and 4 have the method in different classes. */
    static QueryExecution execution(Dataset<Row> query) {
        try {
            return (QueryExecution) query.getClass().getMethod("queryExecution").invoke(query);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the scan of the plan counted when it ran. */
    static long metric(SparkPlan plan, String name) {
        SparkPlan scan = plan.collectLeaves().apply(0);
        return scan.metrics().apply(name).value();
    }
}
