package dev.memsweep.bench.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** One line of the history: JMH's JSON object, with a field {@code metadata} of ours. */
final class Measurement {
    private static final String METADATA = "metadata";
    private static final String AGAINST = "against";

    private final ObjectNode node;
    private final JmhResult result;

    Measurement(ObjectNode node) {
        this.node = node;
        this.result = new JmhResult(node);
    }

    /** A line for a result, with what all lines of a run say. */
    static Measurement of(JmhResult result, ObjectNode metadata) {
        ObjectNode node = result.node().deepCopy();
        node.set(METADATA, metadata.deepCopy());
        return new Measurement(node);
    }

    /** Adds how the benchmark did beside the build of another commit. */
    void setComparison(String commit, Comparison comparison) {
        ObjectNode against = ((ObjectNode) metadata()).putObject(AGAINST);
        against.put("commit", commit);
        write(comparison.ratio(), against.putObject("ratio"));
        write(comparison.clock(), against.putObject("clock"));
        against.put("time", comparison.time().name());
        against.put("bytesBefore", comparison.bytesBefore());
        against.put("bytesNow", comparison.bytesNow());
        against.put("allocation", comparison.allocation().name());
    }

    private static void write(SignedRanks interval, ObjectNode node) {
        node.put("estimate", interval.estimate());
        node.put("low", interval.low());
        node.put("high", interval.high());
        node.put("confidence", interval.confidence());
    }

    private static SignedRanks interval(JsonNode node) {
        return new SignedRanks(
                node.path("estimate").asDouble(),
                node.path("low").asDouble(),
                node.path("high").asDouble(),
                node.path("confidence").asDouble());
    }

    ObjectNode node() {
        return node;
    }

    JmhResult result() {
        return result;
    }

    JsonNode metadata() {
        return node.path(METADATA);
    }

    /** The commit that was measured. */
    String commit() {
        return metadata().path("commit").asText();
    }

    /** The commit that it was measured beside. */
    Optional<String> base() {
        return Optional.ofNullable(metadata().path(AGAINST).path("commit").textValue());
    }

    /** How it did beside that; only where there is one. */
    Comparison comparison() {
        JsonNode against = metadata().path(AGAINST);
        return new Comparison(
                result.name(),
                interval(against.path("ratio")),
                interval(against.path("clock")),
                Comparison.Change.valueOf(against.path("time").asText()),
                against.path("bytesBefore").asDouble(),
                against.path("bytesNow").asDouble(),
                Comparison.Change.valueOf(against.path("allocation").asText()));
    }
}
