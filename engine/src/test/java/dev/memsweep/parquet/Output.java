package dev.memsweep.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The two kinds of output that are published as a whole. */
enum Output {
    FILE("grid.parquet", "replaceFile grid.parquet.inprogress"),
    DIRECTORY("grid", "move grid.inprogress");

    private final String fileName;
    private final String showing;

    Output(String fileName, String showing) {
        this.fileName = fileName;
        this.showing = showing;
    }

    /** Its place in a folder. */
    Path in(Path folder) {
        return folder.resolve(fileName);
    }

    /** The step of a {@link FaultyStorage} that makes it visible. */
    String showing() {
        return showing;
    }

    /** Writes the grid to its place in a folder, over what is there. */
    void write(Storage storage, Path folder, RoundGrid grid) throws IOException {
        Storage.Place place = new Storage.Place(storage, in(folder).toString());
        if (this == FILE) {
            grid.write(OutputTarget.file(place, true));
        } else {
            grid.write(new DatasetTarget(place, true));
        }
    }

    /** The bytes of all files at or below a path, by their paths from there; empty when there is nothing. */
    static Map<String, ByteBuffer> contents(Path root) {
        Map<String, ByteBuffer> contents = new TreeMap<>();
        if (!Files.exists(root)) {
            return contents;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** Puts back what {@link #contents} read. */
    static void restore(Map<String, ByteBuffer> contents, Path root) throws IOException {
        for (Map.Entry<String, ByteBuffer> entry : contents.entrySet()) {
            Path file = entry.getKey().isEmpty() ? root : root.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue().array());
        }
    }
}
