package dev.memsweep.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** One file being written, row group by row group; whatever goes wrong, its target is given up. */
final class ParquetFile {
    private static final int COLUMN_INDEX_TRUNCATE_BYTES = 64;
    private static final boolean PAGE_CHECKSUMS = true;

    private final OutputTarget target;
    private final ParquetOptions options;
    private final MessageType schema;
    private final FooterStream stream;
    private final ParquetFileWriter writer;
    private boolean open = true;
    private long rowsWritten;

    private ParquetFile(OutputTarget target, ParquetOptions options, MessageType schema, FooterStream stream)
            throws IOException {
        this.target = target;
        this.options = options;
        this.schema = schema;
        this.stream = stream;
        this.writer = new ParquetFileWriter(
                stream.asFile(),
                schema,
                ParquetFileWriter.Mode.CREATE,
                options.rowGroupRows(),
                0,
                COLUMN_INDEX_TRUNCATE_BYTES,
                Integer.MAX_VALUE,
                PAGE_CHECKSUMS);
        writer.start();
    }

    /** Starts the file. */
    static ParquetFile open(OutputTarget target, List<StoredColumn> columns, ParquetOptions options)
            throws OutputException {
        List<Type> fields = new ArrayList<>();
        columns.forEach(column -> fields.add(column.type()));
        try {
            return new ParquetFile(
                    target, options, new MessageType("memsweep", fields), new FooterStream(target.open()));
        } catch (IOException | RuntimeException | Error e) {
            target.abort();
            throw OutputException.of(target, e);
        }
    }

    /** Appends a row group that has rows. */
    void append(RowGroup rowGroup) throws OutputException {
        try {
            writer.startBlock(rowGroup.rows());
            for (int i = 0; i < rowGroup.chunks().size(); i++) {
                rowGroup.chunks().get(i).appendTo(writer, schema.getColumns().get(i), rowGroup.rows(), options.codec());
            }
            writer.endBlock();
        } catch (IOException | RuntimeException | Error e) {
            abort();
            throw OutputException.of(target, e);
        }
        rowsWritten += rowGroup.rows();
    }

    /** Writes the footer and publishes the file. */
    void finish(Map<String, String> metadata) throws OutputException {
        try {
            stream.hold();
            writer.end(new TreeMap<>(metadata));
            stream.release(ParquetOptions.CREATED_BY);
            target.publish(stream.getPos(), rowsWritten);
        } catch (IOException | RuntimeException | Error e) {
            abort();
            throw OutputException.of(target, e);
        }
        open = false;
    }

    /** Gives the file up, unless it is finished. */
    void abort() {
        if (!open) {
            return;
        }
        open = false;
        target.abort();
        writer.abort();
        try {
            writer.close();
        } catch (IOException e) {
            // The writer has only memory to give back: its stream ends in this file.
        }
    }

    long rowsWritten() {
        return rowsWritten;
    }

    /** The checksum in the footer, once the file is finished. */
    String checksum() {
        return stream.checksum();
    }

    long bytesWritten() {
        return target.bytesWritten();
    }
}
