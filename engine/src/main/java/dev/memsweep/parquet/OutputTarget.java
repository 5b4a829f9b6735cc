package dev.memsweep.parquet;

import java.nio.file.Path;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Where a file goes, as a whole or not at all.
 *
 * <p>What is written stays invisible under the final name until {@link #publish}; every other end, a crash included,
 * leaves that name as it was. Used by one thread at a time, in the order open, write, publish or abort.
 */
public interface OutputTarget {
    /**
     * A file of the local file system, written through {@code java.nio}.
     *
     * @param overwrite whether a file of that name may be replaced
     */
    static OutputTarget local(Path path, boolean overwrite) {
        return file(new Storage.Place(Storage.local(), LocalStorage.absolute(path.toString())), overwrite);
    }

    /**
     * A file of any file system.
     *
     * @param overwrite whether a file of that name may be replaced
     */
    static OutputTarget file(Storage.Place place, boolean overwrite) {
        return new FileTarget(place, overwrite);
    }

    /** The final name as a user knows it, for messages. */
    String name();

    /**
     * Starts the file; at most once.
     *
     * @return the stream to write to; closing it publishes nothing
     * @throws OutputException when the place cannot be written to, or holds a file that must not be replaced
     */
    PositionOutputStream open() throws OutputException;

    /** Bytes that the stream has taken so far. */
    long bytesWritten();

    /**
     * Makes the file durable, checks that it is the Parquet file that was written, and shows it under its final name.
     *
     * @param bytes bytes that were written, as the writer counts them
     * @param rows rows that its footer must state
     * @throws OutputException when any of this fails; the caller then aborts
     */
    void publish(long bytes, long rows) throws OutputException;

    /** Removes what was written, unless it is published; never throws, and may be called more than once. */
    void abort();
}
