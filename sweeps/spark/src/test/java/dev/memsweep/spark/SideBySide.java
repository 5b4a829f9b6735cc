package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * A measurement, run by name alone: queries to the table, to Parquet that Spark wrote of it, and to Parquet that memsweep
 * wrote. Times are printed and never judged; the answers must be equal. The files stay in {@code target/side-by-side}, so
 * that a second run measures at once.
 *
 * <p>{@code -Dside.spec} is the spec, the reference workload of 28 million rows by default; {@code -Dside.rounds} how often
 * each query runs on each of them, in turn.
 */
final class SideBySide {
    private static final List<String> QUERIES = List.of(
            "SELECT count(*) FROM t",
            "SELECT count(*) FROM t WHERE fits80",
            "SELECT count(*) FROM t WHERE fits80 AND tp = 8 AND model = 'llama3-70b'",
            "SELECT total_bytes FROM t ORDER BY total_bytes DESC LIMIT 100",
            "SELECT total_bytes FROM t WHERE fits80 ORDER BY total_bytes DESC LIMIT 100",
            "SELECT model, tp, max(micro_batch) FROM t WHERE fits80 GROUP BY model, tp",
            "SELECT model, count(*), max(act_bytes), sum(total_bytes) FROM t WHERE fits80 GROUP BY model",
            "SELECT max(total_bytes % 1000003) FROM t");

    private final int rounds = Integer.getInteger("side.rounds", 3);
    private final SparkSession spark = LocalSpark.session();

    @Test
    void measure() throws Exception {
        Path spec = Path.of(System.getProperty("side.spec", PackagedCommand.readySpec("reference-w28.yaml")));
        Path folder =
                Path.of("target", "side-by-side", spec.getFileName().toString()).toAbsolutePath();
        Files.createDirectories(folder);
        spark.sparkContext().setLogLevel("ERROR");
        spark.read().format("memsweep").option("spec", spec.toString()).load().createOrReplaceTempView("the_table");
        PackagedCommand command = new PackagedCommand(folder);
        once(
                folder.resolve("by-memsweep"),
                target -> command.run(List.of("sweep", spec.toString(), "-q", "-o", target + "/")));
        once(
                folder.resolve("by-spark"),
                target -> spark.table("the_table").write().parquet(target.toString()));
        Map<String, String> views = new LinkedHashMap<>();
        views.put("the table", "the_table");
        views.put("Parquet by Spark", parquet(folder, "by-spark"));
        views.put("Parquet by memsweep", parquet(folder, "by-memsweep"));
        print("| query | " + String.join(" | ", views.keySet()) + " |");
        print("|---|---|---|---|");
        for (String query : QUERIES) {
            print("| `" + query + "` | " + String.join(" | ", medians(query, List.copyOf(views.values()))) + " |");
        }
    }

    private String parquet(Path folder, String name) {
        String view = name.replace('-', '_');
        spark.read().parquet(folder.resolve(name).toString()).createOrReplaceTempView(view);
        return view;
    }

    private interface Writing {
        void write(Path target) throws Exception;
    }

    private static void once(Path target, Writing writing) throws Exception {
        if (!Files.exists(target.resolve("_SUCCESS"))) {
            long begin = System.nanoTime();
            writing.write(target);
            print(String.format(Locale.ROOT, "%s written in %.1f s", target.getFileName(), seconds(begin)));
        }
    }

    private List<String> medians(String query, List<String> views) {
        double[][] seconds = new double[views.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            List<List<String>> answers = new ArrayList<>();
            for (int i = 0; i < views.size(); i++) {
                long begin = System.nanoTime();
                List<Row> rows = spark.sql(query.replace("FROM t", "FROM " + views.get(i)))
                        .collectAsList();
                seconds[i][round] = seconds(begin);
                answers.add(rows.stream().map(Row::toString).sorted().toList());
            }
            assertThat(answers).as(query).containsOnly(answers.get(0));
        }
        return Arrays.stream(seconds)
                .map(times -> String.format(
                        Locale.ROOT,
                        "%.2f",
                        Arrays.stream(times)
                                .sorted()
                                .skip(rounds / 2)
                                .findFirst()
                                .orElseThrow()))
                .toList();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
