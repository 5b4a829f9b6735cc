package dev.memsweep.bench.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Results as JMH writes them, with figures of a test's choosing. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Results() {}

    /** One fork of a benchmark that measures time. */
    static JmhResult fork(String benchmark, double bytes, double... microseconds) {
        return fork(benchmark, "avgt", "us/op", bytes, microseconds);
    }

    static JmhResult fork(String benchmark, String mode, String unit, double bytes, double... scores) {
        ObjectNode node = JSON.createObjectNode();
        node.put("jmhVersion", "1.37");
        node.put("benchmark", benchmark);
        node.put("mode", mode);
        node.put("threads", 1);
        node.put("forks", 1);
        node.put("jvm", "/somewhere/bin/java");
        node.putArray("jvmArgs").add("-Dfolder=/somewhere");
        node.putObject("params").put("size", "3");
        fill(node.putObject("primaryMetric"), unit, scores);
        ObjectNode secondary = node.putObject("secondaryMetrics");
        fill(secondary.putObject("gc.alloc.rate.norm"), "B/op", bytes);
        fill(secondary.putObject("cpu"), "ns/op", mode.equals("avgt") ? scores : new double[] {1});
        fill(secondary.putObject("gc.count"), "counts", 3);
        return new JmhResult(node);
    }

    /** The same fork with rows counted beside operations. */
    static JmhResult withRows(JmhResult fork, double rowsPerSecond) {
        fill(((ObjectNode) fork.node().path("secondaryMetrics")).putObject("rows"), "ops/s", rowsPerSecond);
        return fork;
    }

    private static void fill(ObjectNode metric, String unit, double... scores) {
        double sum = 0;
        ArrayNode raw = metric.putArray("rawData").addArray();
        for (double score : scores) {
            raw.add(score);
            sum += score;
        }
        metric.put("score", sum / scores.length);
        metric.put("scoreError", "NaN");
        metric.put("scoreUnit", unit);
    }

    /** What all lines of a run say. */
    static ObjectNode metadata(String commit, String date) {
        ObjectNode metadata = JSON.createObjectNode();
        metadata.put("commit", commit);
        metadata.put("subject", "Change of " + commit);
        metadata.put("date", date);
        metadata.put("cpu", "a </script> processor");
        metadata.putArray("load").add(0.5).add(0.25);
        return metadata;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
