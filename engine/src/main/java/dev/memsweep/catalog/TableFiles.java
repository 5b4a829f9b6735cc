package dev.memsweep.catalog;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Source;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The user's CSV files.
 *
 * @param files by table
 */
record TableFiles(Map<String, Path> files) implements TablePlace {
    /** Largest file, far above any list of models. */
    static final long MOST_BYTES = 16L << 20;

    private static final String SUFFIX = ".csv";

    static TableFiles of(Path path, Location from) {
        if (Files.isRegularFile(path) && path.toString().endsWith(SUFFIX)) {
            return new TableFiles(Map.of(table(path), path));
        }
        if (!Files.isDirectory(path)) {
            throw new InputException(
                    from,
                    Files.exists(path)
                            ? "'" + path + "' is no CSV file; name it after its table, as in model.csv"
                            : "'" + path + "' does not exist");
        }
        Map<String, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*" + SUFFIX)) {
            entries.forEach(file -> files.put(table(file), file));
        } catch (IOException e) {
            throw new InputException(from, "cannot list '" + path + "': " + e.getMessage());
        }
        if (files.isEmpty()) {
            throw new InputException(from, "'" + path + "' has no CSV files");
        }
        return new TableFiles(files);
    }

    @Override
    public Optional<Source> find(String table) {
        Path file = files.get(table);
        return file == null ? Optional.empty() : Optional.of(Source.file(file.toString(), read(file)));
    }

    private static String read(Path file) {
        Location location = Location.of(file.toString());
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(location, "the file is larger than the limit of 16 MiB");
            }
            return Utf8.decode(Files.readAllBytes(file), location);
        } catch (IOException e) {
            throw new InputException(location, "cannot read the file: " + e.getMessage());
        }
    }

    private static String table(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
