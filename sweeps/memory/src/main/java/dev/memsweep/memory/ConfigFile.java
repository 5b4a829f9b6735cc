package dev.memsweep.memory;

import dev.memsweep.catalog.Utf8;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a config file, which may not be one after all. */
final class ConfigFile {
    /** Largest file; published ones have a few kilobytes. */
    static final int MOST_BYTES = 4 << 20;

    private static final String NAME = "config.json";
    private static final String LARGE_FILE_POINTER = "version https://git-lfs.github.com/spec/";

    private ConfigFile() {}

    /**
     * Reads a file, or the {@code config.json} of a folder.
     *
     * @param folder where relative paths start
     * @param path as messages show it
     * @throws InputException when there is none; its cause is the {@link IOException} if it cannot be read
     */
    static Source read(Path folder, Path path) {
        Path shown = Files.isDirectory(folder.resolve(path)) ? path.resolve(NAME) : path;
        Location location = Location.of(shown.toString());
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(folder.resolve(shown))) {
            bytes = stream.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
            InputException exception = new InputException(Location.of(""), "cannot read " + shown + ": " + reason);
            exception.initCause(e);
            throw exception;
        }
        if (bytes.length > MOST_BYTES) {
            throw new InputException(location, "larger than the limit of 4 MiB");
        }
        String text = Utf8.decode(bytes, location);
        if (text.startsWith(LARGE_FILE_POINTER)) {
            throw new InputException(location, "this is a Git LFS pointer, not the file; run 'git lfs pull'");
        }
        String start = text.stripLeading();
        if (!start.startsWith("{")) {
            String what = start.startsWith("[")
                    ? "expected an object at the top, found '['"
                    : start.isEmpty()
                            ? "not JSON (the file is empty)"
                            : "not JSON (starts with '" + firstWord(start) + "')";
            throw new InputException(new Location(shown.toString(), 1, 1), what);
        }
        return Source.file(shown.toString(), text);
    }

    private static String firstWord(String text) {
        String word = text.split("\\s", 2)[0];
        return word.substring(0, Math.min(word.length(), 20));
    }
}
