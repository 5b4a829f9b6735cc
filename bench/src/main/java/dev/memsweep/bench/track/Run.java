package dev.memsweep.bench.track;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What was measured of one commit at one time.
 *
 * @param metadata what its lines say alike: commit, date, machine
 * @param measurements by name of the benchmark
 */
record Run(JsonNode metadata, Map<String, Measurement> measurements) {
    private static final int SHORT = 7;

    String commit() {
        return metadata.path("commit").asText();
    }

    /** The commit for people. */
    String shortCommit() {
        return shortened(commit());
    }

    static String shortened(String commit) {
        return commit.substring(0, Math.min(SHORT, commit.length()));
    }

    /** When it was measured, as an ISO 8601 instant. */
    String date() {
        return metadata.path("date").asText();
    }

    String subject() {
        return metadata.path("subject").asText();
    }
}
