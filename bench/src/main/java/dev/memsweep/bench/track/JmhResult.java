package dev.memsweep.bench.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.memsweep.bench.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.util.ListStatistics;

/** What JMH measured of one benchmark with one set of parameters: its JSON object, and what is read from it. */
final class JmhResult {
    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final String ROWS = "rows";
    private static final double JMH_CONFIDENCE = 0.999;
    private static final double[] PERCENTILES = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};
    private static final double SIGNIFICANT = 1e6;

    private final ObjectNode node;

    JmhResult(ObjectNode node) {
        this.node = node;
    }

    ObjectNode node() {
        return node;
    }

    /** The benchmark's full name, without parameters. */
    String benchmark() {
        return node.path("benchmark").asText();
    }

    /** Parameters by name. */
    Map<String, String> params() {
        Map<String, String> params = new TreeMap<>();
        node.path("params")
                .properties()
                .forEach(field -> params.put(field.getKey(), field.getValue().asText()));
        return params;
    }

    /** A name for people, which is a key too: {@code Class.method name=value ...}. */
    String name() {
        String full = benchmark();
        int method = full.lastIndexOf('.');
        String shortName = full.substring(full.lastIndexOf('.', method - 1) + 1);
        String params = params().entrySet().stream()
                .map(param -> " " + param.getKey() + "=" + param.getValue())
                .collect(Collectors.joining());
        return shortName + params;
    }

    private boolean throughput() {
        return node.path("mode").asText().equals("thrpt");
    }

    JsonNode primary() {
        return node.path("primaryMetric");
    }

    private JsonNode secondary(String metric) {
        return node.path("secondaryMetrics").path(metric);
    }

    /** Score as JMH gives it: the mean of all iterations. */
    double score() {
        return primary().path("score").asDouble();
    }

    /**
     * The time of an operation by the clock, by fork, in the unit of the benchmark: that of the fastest iteration, since other programs
     * and a cold compiler only ever make it slower.
     */
    double[] costs() {
        return DoubleStream.of(best(primary(), throughput()))
                .map(best -> throughput() ? 1 / best : best)
                .toArray();
    }

    /** Processor time of an operation in nanoseconds, by fork, in the iteration of the least; empty when not measured. */
    double[] cpuCosts() {
        return best(secondary(CpuProfiler.METRIC), false);
    }

    /** Seconds of an operation, the median of the forks. */
    double seconds() {
        String unit = primary().path("scoreUnit").asText();
        String time = throughput() ? unit.substring(unit.indexOf('/') + 1) : unit.substring(0, unit.indexOf('/'));
        return Comparison.median(costs()) * secondsOf(time);
    }

    /** Seconds of processor time of an operation, the median of the forks; by the clock where that was not measured. */
    double cpuSeconds() {
        double[] nanos = cpuCosts();
        return nanos.length == 0 ? seconds() : Comparison.median(nanos) * secondsOf("ns");
    }

    private static double secondsOf(String unit) {
        return switch (unit) {
            case "ns" -> 1e-9;
            case "us" -> 1e-6;
            case "ms" -> 1e-3;
            case "s" -> 1;
            default -> throw new IllegalArgumentException("JMH's unit of time '" + unit + "' is not known");
        };
    }

    /** The time of an operation for people. */
    String timeText() {
        double seconds = seconds();
        if (seconds < 1e-6) {
            return Figures.threeDigits(seconds * 1e9) + " ns";
        }
        if (seconds < 1e-3) {
            return Figures.threeDigits(seconds * 1e6) + " us";
        }
        return seconds < 1 ? Figures.threeDigits(seconds * 1e3) + " ms" : Figures.threeDigits(seconds) + " s";
    }

    /** Rows a second in the fastest iterations. */
    double rowsPerSecond() {
        return rowsPerOperation() / seconds();
    }

    /** Bytes allocated by an operation, by fork; empty when they were not measured. */
    double[] allocations() {
        return best(secondary(ALLOCATION), false);
    }

    /** Rows of an operation; 1 where a benchmark counts none. */
    double rowsPerOperation() {
        double rows = secondary(ROWS).path("score").asDouble();
        return rows > 0 && score() > 0 ? rows / score() : 1;
    }

    private static double[] best(JsonNode metric, boolean greatest) {
        List<Double> best = new ArrayList<>();
        for (JsonNode fork : metric.path("rawData")) {
            DoubleStream iterations = DoubleStream.of(numbers(fork));
            (greatest ? iterations.max() : iterations.min()).ifPresent(best::add);
        }
        return best.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    /** The forks of several runs of one benchmark as one result, with what a reader needs and no more. */
    static JmhResult merge(List<JmhResult> runs) {
        ObjectNode merged = runs.get(0).node.deepCopy();
        merged.put("forks", runs.size());
        // where Java stands on the machine is of no use elsewhere
        merged.put("jvm", "java");
        merged.remove("jvmArgs");
        mergeMetric(
                (ObjectNode) merged.path("primaryMetric"),
                runs.stream().map(JmhResult::primary).toList());
        ObjectNode secondary = (ObjectNode) merged.path("secondaryMetrics");
        secondary.retain(Set.of(ALLOCATION, CpuProfiler.METRIC, ROWS));
        for (Map.Entry<String, JsonNode> metric : secondary.properties()) {
            mergeMetric(
                    (ObjectNode) metric.getValue(),
                    runs.stream().map(run -> run.secondary(metric.getKey())).toList());
        }
        return new JmhResult(merged);
    }

    private static void mergeMetric(ObjectNode into, List<JsonNode> metrics) {
        ArrayNode raw = into.putArray("rawData");
        ListStatistics statistics = new ListStatistics();
        for (JsonNode metric : metrics) {
            for (JsonNode fork : metric.path("rawData")) {
                ArrayNode rounded = raw.addArray();
                for (double number : numbers(fork)) {
                    statistics.addValue(number);
                    rounded.add(rounded(number));
                }
            }
        }
        double error = statistics.getN() > 2 ? statistics.getMeanErrorAt(JMH_CONFIDENCE) : Double.NaN;
        into.put("score", rounded(statistics.getMean()));
        put(into, "scoreError", error);
        ArrayNode confidence = into.putArray("scoreConfidence");
        addNumber(confidence, statistics.getMean() - error);
        addNumber(confidence, statistics.getMean() + error);
        ObjectNode percentiles = into.putObject("scorePercentiles");
        for (double percentile : PERCENTILES) {
            percentiles.put(Double.toString(percentile), rounded(statistics.getPercentile(percentile)));
        }
    }

    /** JMH writes what is no number as a text. */
    private static void put(ObjectNode node, String field, double number) {
        if (Double.isNaN(number)) {
            node.put(field, "NaN");
        } else {
            node.put(field, rounded(number));
        }
    }

    private static void addNumber(ArrayNode array, double number) {
        if (Double.isNaN(number)) {
            array.add("NaN");
        } else {
            array.add(rounded(number));
        }
    }

    /** Seven digits, which is more than any clock gives. */
    private static double rounded(double number) {
        if (number == 0 || !Double.isFinite(number)) {
            return number;
        }
        double scale = SIGNIFICANT / Math.pow(10, Math.floor(Math.log10(Math.abs(number))));
        return Double.isFinite(scale) ? Math.round(number * scale) / scale : number;
    }
}
