package dev.memsweep.parquet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The final place of a file or directory, and the names beside it that a run needs.
 *
 * <pre>
 * NAME.inprogress       what is being written
 * NAME.inprogress.lock  held while a run writes
 * NAME.inprogress.parts what other processes write for it, until it is taken over
 * NAME.inprogress.old   what was at NAME, for the moment in which it is replaced in two steps
 * </pre>
 *
 * <p>No glob for Parquet files matches these. Whoever holds the lock knows that the others were left by a killed run:
 * {@link #begin} removes the unfinished ones and puts the old one back, or finishes its removal.
 */
final class Publication {
    private static final String UNFINISHED = ".inprogress";
    private static final String LOCK = ".inprogress.lock";
    private static final String ATTEMPTS = ".inprogress.parts";
    private static final String OLD = ".inprogress.old";

    private final Storage storage;
    private final String name;
    private final String path;
    private Storage.@Nullable RunLock lock;
    private boolean shown;

    /** A publication at {@code place}, or where a link there leads. */
    Publication(Storage.Place place) throws IOException {
        this.storage = place.storage();
        this.name = place.path();
        this.path = storage.resolve(place.path());
    }

    /** The final path. */
    String path() {
        return path;
    }

    /** The path to write to. */
    String unfinished() {
        return path + UNFINISHED;
    }

    /** The path below which other processes write. */
    String attempts() {
        return path + ATTEMPTS;
    }

    /** Takes the lock and clears away what killed runs left. */
    void begin() throws IOException {
        String directory = storage.parent(path);
        if (storage.movesDirectoriesAtOnce() && !storage.isDirectory(directory)) {
            throw new OutputException(name + ": the directory " + directory + " does not exist");
        }
        lock = storage.lock(path + LOCK, name);
        storage.delete(unfinished());
        storage.delete(attempts());
        String old = path + OLD;
        if (storage.exists(old)) {
            if (storage.exists(path)) {
                storage.delete(old);
            } else {
                storage.move(old, path);
            }
        }
    }

    /** Fails when the place is taken and {@code overwrite} is not allowed. */
    void checkFree(boolean overwrite) throws IOException {
        if (!overwrite && storage.exists(path)) {
            throw new OutputException(name + ": already exists and is not to be overwritten");
        }
    }

    /** Moves the finished file to its place, over what is there, and ends the run. */
    void showFile() throws IOException {
        if (storage.replacesFilesAtOnce()) {
            storage.replaceFile(unfinished(), path);
        } else {
            swap();
        }
        shown = true;
        storage.forceNames(storage.parent(path));
    }

    /** Moves the finished directory to its place, in place of what is there. */
    void showDirectory() throws IOException {
        swap();
        shown = true;
        storage.forceNames(storage.parent(path));
    }

    /** Whether what was written is at its place. */
    boolean shown() {
        return shown;
    }

    private void swap() throws IOException {
        String old = path + OLD;
        boolean replaces = storage.exists(path);
        if (replaces) {
            storage.move(path, old);
        }
        try {
            storage.move(unfinished(), path);
        } catch (IOException | RuntimeException | Error e) {
            if (replaces && !putBack(old) && e instanceof IOException) {
                throw new OutputException(
                        name + ": cannot be replaced: " + OutputException.rootText(e) + "; what was there is at " + old
                                + " until the next run puts it back",
                        e);
            }
            throw e;
        }
        if (replaces) {
            deleteQuietly(old);
        }
    }

    /** Whether something is at the final place again; the failure before this one is the one to tell of. */
    private boolean putBack(String old) {
        try {
            if (!storage.exists(path)) {
                storage.move(old, path);
            }
            return true;
        } catch (IOException | RuntimeException | Error e) {
            return false;
        }
    }

    /** Ends the run; what is unfinished goes. Never throws. */
    void end() {
        if (lock == null) {
            return;
        }
        deleteQuietly(unfinished());
        deleteQuietly(attempts());
        lock.release();
        lock = null;
    }

    private void deleteQuietly(String left) {
        try {
            storage.delete(left);
        } catch (IOException | RuntimeException | Error e) {
            // The next run to this place removes it.
        }
    }
}
