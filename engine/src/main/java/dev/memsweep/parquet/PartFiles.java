package dev.memsweep.parquet;

/** Where a {@link PartSink} puts its files. */
public sealed interface PartFiles permits DatasetTarget, PartAttempt {
    /** The directory as a user knows it, for messages. */
    String name();

    /** The target of the part at {@code path}, which is not shown before the whole directory is. */
    OutputTarget part(String path);

    /** Remembers a part that is written. */
    void add(Manifest.Part part);
}
