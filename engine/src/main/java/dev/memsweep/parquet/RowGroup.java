package dev.memsweep.parquet;

import java.util.List;

/** A finished row group: compressed pages of every column, ready to be appended to a file; immutable. */
public final class RowGroup {
    private final long rows;
    private final List<ColumnChunk> chunks;
    private final long bytes;

    RowGroup(long rows, List<ColumnChunk> chunks) {
        this.rows = rows;
        this.chunks = List.copyOf(chunks);
        this.bytes = chunks.stream().mapToLong(ColumnChunk::bytes).sum();
    }

    /** Rows that the conditions left; a row group without any is not written. */
    public long rows() {
        return rows;
    }

    /** Bytes that the compressed pages hold in memory, about what they take in the file. */
    public long bytes() {
        return bytes;
    }

    List<ColumnChunk> chunks() {
        return chunks;
    }
}
