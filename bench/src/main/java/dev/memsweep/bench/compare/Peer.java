package dev.memsweep.bench.compare;

import java.nio.file.Path;
import java.sql.SQLException;

/** A contender that runs in Java. */
public interface Peer extends AutoCloseable {
    /** Computes all rows once and, if it is one that does, writes them to {@code out}: a file, or a folder of part files. */
    Answer run(Path out) throws Exception;

    @Override
    default void close() throws SQLException {}
}
