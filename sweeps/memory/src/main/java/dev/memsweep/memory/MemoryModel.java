package dev.memsweep.memory;

import dev.memsweep.catalog.RowPlace;
import dev.memsweep.catalog.TablePlace;
import dev.memsweep.catalog.Utf8;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Numbers;
import dev.memsweep.formula.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds formula sets: the shipped ones by name, the user's own by path.
 *
 * <p>A name with a {@code /} or with the ending {@code .formulas} is a path. It is relative to the folder of the file in
 * which it is written, or to the current folder when it is written on the command line.
 */
public final class MemoryModel implements FormulaLibrary {
    /** The set that counts when none is named. */
    public static final String DEFAULT_SET = "transformer-math";

    private static final String SUFFIX = ".formulas";
    private static final String FORMULAS = "dev/memsweep/memory/formulas/";
    private static final String CATALOG = "dev/memsweep/memory/catalog";

    /** Largest formula file, hundreds of times the shipped ones. */
    private static final int MOST_BYTES = 1 << 20;

    private final Path folder;

    /** A library whose relative paths start at {@code folder}. */
    public MemoryModel(Path folder) {
        this.folder = folder;
    }

    /** Names of the shipped sets, the default first. */
    public static List<String> sets() {
        return List.of(DEFAULT_SET, "training", "inference", "shape", "tables");
    }

    /** The shipped tables. */
    public static TablePlace tables() {
        return TablePlace.resources(MemoryModel.class.getClassLoader(), CATALOG);
    }

    /**
     * The models that are given as the path of a config file.
     *
     * @param notes takes a sentence on each thing that was missing or ignored
     */
    public RowPlace configs(Consumer<String> notes) {
        return new ConfigModels(this, folder, notes);
    }

    /** Whether {@code name} is the path of a file rather than the name of a shipped set. */
    public static boolean isPath(String name) {
        return name.contains("/") || name.endsWith(SUFFIX);
    }

    /**
     * {@inheritDoc}
     *
     * @throws InputException when there is no such set; its cause is the {@link IOException} if a file cannot be read
     */
    @Override
    public Source find(String name, Location from) {
        return isPath(name) ? file(name, from) : shipped(name, from);
    }

    private static Source shipped(String name, Location from) {
        if (!sets().contains(name)) {
            throw new InputException(
                    from,
                    "unknown formula set '" + name + "'" + NearestName.hint(name, sets())
                            + " (the name of a file of your own ends in " + SUFFIX + ")");
        }
        try (InputStream stream = MemoryModel.class.getClassLoader().getResourceAsStream(FORMULAS + name + SUFFIX)) {
            if (stream == null) {
                throw new IllegalStateException("the shipped formula set " + name + " is missing");
            }
            return Source.file(name, Utf8.decode(stream.readAllBytes(), Location.of(name)));
        } catch (IOException e) {
            throw unreadable(from, name, e);
        }
    }

    private Source file(String name, Location from) {
        Path shown = besides(name, from);
        Location file = Location.of(shown.toString());
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(folder.resolve(shown))) {
            bytes = stream.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw unreadable(from, shown.toString(), e);
        }
        if (bytes.length > MOST_BYTES) {
            throw new InputException(file, "the file is larger than the limit of " + Numbers.bytes(MOST_BYTES));
        }
        return Source.file(shown.toString(), Utf8.decode(bytes, file));
    }

    /** The path as messages show it: relative when it was written so, and one path whatever includes it. */
    Path besides(String name, Location from) {
        try {
            Path written = Path.of(name);
            boolean inFile = Files.isRegularFile(folder.resolve(from.source()));
            return inFile ? Path.of(from.source()).resolveSibling(written).normalize() : written;
        } catch (InvalidPathException e) {
            throw new InputException(from, "'" + name + "' cannot be the name of a file");
        }
    }

    private static InputException unreadable(Location from, String name, IOException cause) {
        String reason = cause instanceof NoSuchFileException ? "no such file" : String.valueOf(cause.getMessage());
        InputException exception = new InputException(from, "cannot read the formulas '" + name + "': " + reason);
        exception.initCause(cause);
        return exception;
    }
}
