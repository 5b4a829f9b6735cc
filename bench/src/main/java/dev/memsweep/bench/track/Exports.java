package dev.memsweep.bench.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** The history in the forms that other tools read. */
final class Exports {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Exports() {}

    /** A run as JMH itself writes results, an array of objects: for viewers of JMH's files. */
    static String jmh(Run run) {
        ArrayNode array = JSON.createArrayNode();
        run.measurements().values().forEach(measurement -> array.add(measurement.node()));
        return text(array);
    }

    /** All runs as the {@code data.js} of github-action-benchmark's page. */
    static String dataJs(List<Run> runs) {
        ObjectNode data = JSON.createObjectNode();
        data.put("lastUpdate", milliseconds(runs.get(runs.size() - 1)));
        data.put("repoUrl", "");
        ArrayNode entries = data.putObject("entries").putArray("memsweep");
        for (Run run : runs) {
            ObjectNode entry = entries.addObject();
            ObjectNode commit = entry.putObject("commit");
            commit.put("id", run.commit());
            commit.put("message", run.subject());
            commit.put("timestamp", run.date());
            commit.put("url", "");
            commit.putObject("author").put("name", "").put("username", "");
            commit.putObject("committer").put("name", "").put("username", "");
            entry.put("date", milliseconds(run));
            entry.put("tool", "jmh");
            ArrayNode benches = entry.putArray("benches");
            run.measurements().values().forEach(measurement -> write(measurement.result(), benches.addObject()));
        }
        return "window.BENCHMARK_DATA = " + text(data) + "\n";
    }

    private static void write(JmhResult result, ObjectNode bench) {
        bench.put("name", result.name());
        bench.put("value", result.score());
        bench.put("unit", result.primary().path("scoreUnit").asText());
        bench.put("range", "± " + result.primary().path("scoreError").asText());
        bench.put("extra", "forks: " + result.costs().length);
    }

    private static long milliseconds(Run run) {
        return Instant.parse(run.date()).toEpochMilli();
    }

    private static String text(Object tree) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the data came from JSON", e);
        }
    }
}
