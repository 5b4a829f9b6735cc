package dev.memsweep.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.jspecify.annotations.Nullable;

/**
 * A finished, compressed data page of a required column; immutable, so that it may be appended any number of times, to
 * every row group whose dictionary gives its indices the same meaning.
 */
final class Page {
    private final byte[] bytes;
    private final int rawBytes;
    private final int rows;
    private final Encoding encoding;
    private final Statistics<?> statistics;
    private final @Nullable SizeStatistics sizes;

    /**
     * Takes ownership of {@code bytes} and the statistics.
     *
     * @param bytes the compressed values
     * @param rawBytes their length before compression
     * @param statistics exact; the column index of the file is built from it
     */
    Page(
            byte[] bytes,
            int rawBytes,
            int rows,
            Encoding encoding,
            Statistics<?> statistics,
            @Nullable SizeStatistics sizes) {
        this.bytes = bytes;
        this.rawBytes = rawBytes;
        this.rows = rows;
        this.encoding = encoding;
        this.statistics = statistics;
        this.sizes = sizes;
    }

    int rows() {
        return rows;
    }

    int bytes() {
        return bytes.length;
    }

    /** Appends the page to the column chunk that the writer has open. */
    void appendTo(ParquetFileWriter writer) throws IOException {
        writer.writeDataPage(
                rows,
                rawBytes,
                BytesInput.from(bytes),
                statistics,
                rows,
                Encoding.RLE,
                Encoding.RLE,
                encoding,
                null,
                null,
                sizes);
    }
}
