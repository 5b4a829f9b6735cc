package dev.memsweep.bench.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The results of one kind of machine, oldest first: a file of JSON lines, one a benchmark and run.
 *
 * @param file named after the machine's fingerprint
 */
record History(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".jsonl";

    /** The history of a kind of machine; it need not exist yet. */
    static History of(Path folder, String fingerprint) {
        return new History(folder.resolve(fingerprint + ENDING));
    }

    /** Fingerprints with a history, in alphabetical order. */
    static List<String> fingerprints(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Every run.
     *
     * @throws IllegalArgumentException when a line is no JSON object
     */
    List<Run> runs() throws IOException {
        Map<String, Run> runs = new LinkedHashMap<>();
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        for (int i = 0; i < lines.size(); i++) {
            Measurement measurement = parse(lines.get(i), i + 1);
            String key =
                    measurement.commit() + measurement.metadata().path("date").asText();
            runs.computeIfAbsent(key, k -> new Run(measurement.metadata(), new LinkedHashMap<>()))
                    .measurements()
                    .put(measurement.result().name(), measurement);
        }
        return new ArrayList<>(runs.values());
    }

    private Measurement parse(String line, int number) {
        try {
            if (JSON.readTree(line) instanceof ObjectNode object) {
                return new Measurement(object);
            }
            throw new IllegalArgumentException(file + ":" + number + ": a line must hold one JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ":" + number + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Adds the lines of a run. */
    void append(List<Measurement> measurements) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Measurement measurement : measurements) {
            lines.add(JSON.writeValueAsString(measurement.node()));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
