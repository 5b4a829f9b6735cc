package dev.memsweep.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.jspecify.annotations.Nullable;

/**
 * The finished pages of one column in one row group.
 *
 * @param dictionary the values that the pages index; null when they hold values themselves
 * @param pages in row order
 */
record ColumnChunk(@Nullable Dictionary dictionary, List<Page> pages) {
    ColumnChunk {
        pages = List.copyOf(pages);
    }

    /** Compressed bytes without page headers. */
    long bytes() {
        long bytes = dictionary == null ? 0 : dictionary.bytes();
        for (Page page : pages) {
            bytes += page.bytes();
        }
        return bytes;
    }

    /** Appends the chunk to the row group that the writer has open. */
    void appendTo(ParquetFileWriter writer, ColumnDescriptor descriptor, long rows, Codec codec) throws IOException {
        writer.startColumn(descriptor, rows, codec.parquetName());
        if (dictionary != null) {
            writer.writeDictionaryPage(dictionary.toParquet());
        }
        for (Page page : pages) {
            page.appendTo(writer);
        }
        writer.endColumn();
    }
}
