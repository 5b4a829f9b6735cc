package dev.memsweep.cli;

import dev.memsweep.parquet.DatasetTarget;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongConsumer;

/** Writes the parts of a directory: here, or by many processes. */
public interface PartWriting {
    /**
     * Settings of Hadoop that count when the directory is not local, by name; asked for first.
     *
     * @throws IOException when there is nobody to write
     */
    Map<String, String> storageSettings() throws IOException;

    /**
     * Writes all parts to a target that is open, in the order of their rows.
     *
     * @param progress to be told how many points of the grid are done, at least every second or so; it throws when the run
     *     is to end
     * @throws dev.memsweep.eval.PointFaultException when a row has no value: the first such row in row order
     * @throws IOException when a part cannot be written
     */
    void write(DirectoryParts parts, DatasetTarget target, LongConsumer progress) throws IOException;
}
