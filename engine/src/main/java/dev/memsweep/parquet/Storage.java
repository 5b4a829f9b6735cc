package dev.memsweep.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.InputFile;

/**
 * The operations of a file system that reading and publishing need; paths are absolute texts with {@code /} between the
 * names. Safe for use by several threads.
 */
public interface Storage {
    /** The local file system, through {@code java.nio}. */
    static Storage local() {
        return LocalStorage.INSTANCE;
    }

    /**
     * The place that {@code location} means: a URI such as {@code hdfs://host/dir/x.parquet}, else a local path.
     *
     * @throws UnknownSchemeException when no file system answers for the scheme of the URI
     * @throws IOException when the file system cannot be reached
     */
    static Place at(String location) throws IOException {
        return at(location, Map.of());
    }

    /**
     * As {@link #at(String)}, with settings of Hadoop by name in the place of those that its files give.
     *
     * @throws UnknownSchemeException when no file system answers for the scheme of the URI
     * @throws IOException when the file system cannot be reached
     */
    static Place at(String location, Map<String, String> settings) throws IOException {
        if (!isRemote(location)) {
            String path = location.startsWith("file:") ? location.replaceFirst("^file:(//)?(?=/)", "") : location;
            return new Place(local(), LocalStorage.absolute(path));
        }
        return HadoopStorage.at(location, settings);
    }

    /** Whether {@code location} is a URI of a file system other than the local one; needs no class of such a system. */
    static boolean isRemote(String location) {
        return location.matches("[A-Za-z][A-Za-z0-9+.-]*://.*") && !location.startsWith("file:");
    }

    /**
     * A file or directory, there or not yet.
     *
     * @param storage where it is
     * @param path its path there
     */
    record Place(Storage storage, String path) {
        /** The file as parquet-java reads it. */
        public InputFile input() throws IOException {
            return storage.input(path);
        }

        /** Something below this directory, by its names with {@code /} between them. */
        public Place child(String names) {
            return new Place(storage, storage.child(path, names));
        }
    }

    /**
     * Where a symbolic link leads; other paths as they are.
     *
     * @throws IOException when it leads nowhere
     */
    String resolve(String path) throws IOException;

    /** The directory that holds {@code path}; empty for a root. */
    String parent(String path);

    /** What is at {@code names} below {@code directory}. */
    String child(String directory, String names);

    /** Whether there is something, be it a link that leads nowhere. */
    boolean exists(String path) throws IOException;

    /** Whether there is a file that can be read. */
    boolean isFile(String path) throws IOException;

    /** Whether there is a directory. */
    boolean isDirectory(String path) throws IOException;

    /** Bytes of a file. */
    long length(String path) throws IOException;

    /** Names in a directory, sorted. */
    List<String> list(String directory) throws IOException;

    /** A file to read. */
    InputFile input(String path) throws IOException;

    /** Makes a directory, with those above it; one that is there is left. */
    void makeDirectory(String path) throws IOException;

    /** Starts a file that is not there yet, in a directory that is there where the system has directories. */
    DurableStream create(String path) throws IOException;

    /** Gives a file or directory another name, under which nothing may be, in one step where the system can. */
    void move(String from, String to) throws IOException;

    /** Whether {@link #replaceFile} is one step. */
    boolean replacesFilesAtOnce();

    /** Puts a file in the place of another or of none; only where {@link #replacesFilesAtOnce}. */
    void replaceFile(String from, String to) throws IOException;

    /** Whether {@link #move} of a directory is one step; object stores copy its files one by one. */
    boolean movesDirectoriesAtOnce();

    /** Removes a file or directory with all that is in it, if it is there. */
    void delete(String path) throws IOException;

    /** Makes the names in a directory durable, where that needs a call of its own. */
    void forceNames(String directory);

    /**
     * Takes the lock that the file {@code path} stands for. Of several that try at once exactly one has it; a lock whose
     * owner has died is free, where the system can tell.
     *
     * @param wanted what is locked, for the message
     * @throws OutputException when another run has it
     */
    RunLock lock(String path, String wanted) throws IOException;

    /** A lock that is held. */
    interface RunLock {
        /** Gives the lock back; never throws, and may be called more than once. */
        void release();
    }
}
