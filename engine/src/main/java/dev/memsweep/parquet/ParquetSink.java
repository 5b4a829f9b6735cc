package dev.memsweep.parquet;

import dev.memsweep.eval.Sink;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Writes the rows of a sweep to one Parquet file.
 *
 * <p>Row groups are encoded and compressed by their collectors, on as many threads as there are, and appended in row
 * order. The file is visible only after {@link #finish}; a sink that is closed without it, or fails, leaves nothing.
 * The bytes depend on the tiles, the options and the metadata alone.
 *
 * <pre>{@code
 * try (ParquetSink sink = ParquetSink.open(OutputTarget.local(path, false), plan, ParquetOptions.DEFAULT)) {
 *     new Evaluator(plan, threads).run(sink, progress);
 *     sink.finish(metadata);
 * }
 * }</pre>
 */
public final class ParquetSink implements Sink<RowGroup>, AutoCloseable {
    private static final int COLUMN_INDEX_TRUNCATE_BYTES = 64;
    private static final boolean PAGE_CHECKSUMS = true;

    private enum State {
        OPEN,
        FINISHED,
        CLOSED
    }

    private final OutputTarget target;
    private final ParquetOptions options;
    private final PageLayout layout;
    private final List<StoredColumn> columns;
    private final MessageType schema;
    private final CompressorPool compressors;
    private final FooterStream stream;
    private final ParquetFileWriter writer;
    private State state = State.OPEN;
    private long rowsWritten;

    private ParquetSink(
            OutputTarget target,
            ParquetOptions options,
            PageLayout layout,
            List<StoredColumn> columns,
            CompressorPool compressors,
            FooterStream stream)
            throws IOException {
        this.target = target;
        this.options = options;
        this.layout = layout;
        this.columns = columns;
        this.compressors = compressors;
        this.stream = stream;
        List<Type> fields = new ArrayList<>();
        columns.forEach(column -> fields.add(column.type()));
        this.schema = new MessageType("memsweep", fields);
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

    /**
     * Starts a file for the rows of a plan, which must have at least one column.
     *
     * @throws OutputException when the target cannot be written to or the codec cannot be loaded
     */
    public static ParquetSink open(OutputTarget target, Plan plan, ParquetOptions options) throws OutputException {
        return open(target, plan.columns(), options, PageLayout.of(plan, options));
    }

    /** Starts a file for tiles that come from no plan, so that no page is known to recur. */
    static ParquetSink open(OutputTarget target, List<Column> columns, ParquetOptions options) throws OutputException {
        return open(target, columns, options, PageLayout.of(options));
    }

    private static ParquetSink open(
            OutputTarget target, List<Column> columns, ParquetOptions options, PageLayout layout)
            throws OutputException {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a Parquet file needs at least one column");
        }
        List<StoredColumn> stored = new ArrayList<>();
        for (Column column : columns) {
            stored.add(new StoredColumn(column, stored.size()));
        }
        CompressorPool compressors = new CompressorPool(options.codec(), options.codecLevel());
        try {
            FooterStream stream = new FooterStream(target.open());
            return new ParquetSink(target, options, layout, stored, compressors, stream);
        } catch (IOException | RuntimeException | Error e) {
            compressors.close();
            target.abort();
            throw OutputException.of(target, e);
        }
    }

    @Override
    public long morselRows() {
        return options.rowGroupRows();
    }

    @Override
    public Sink.Collector<RowGroup> collector() {
        return new RowGroupBuilder(columns, layout, compressors);
    }

    /**
     * Appends a row group; one without rows is skipped.
     *
     * @throws OutputException when the file cannot be written; the sink is then closed and nothing remains
     */
    @Override
    public void append(RowGroup rowGroup) throws OutputException {
        requireOpen();
        if (rowGroup.rows() == 0) {
            return;
        }
        try {
            writer.startBlock(rowGroup.rows());
            for (int i = 0; i < columns.size(); i++) {
                rowGroup.chunks().get(i).appendTo(writer, schema.getColumns().get(i), rowGroup.rows(), options.codec());
            }
            writer.endBlock();
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw OutputException.of(target, e);
        }
        rowsWritten += rowGroup.rows();
    }

    /**
     * Writes the footer and makes the file visible.
     *
     * @param metadata key-value metadata of the footer, stored in the order of the keys
     * @throws OutputException when the file cannot be completed; the sink is then closed and nothing remains
     */
    public void finish(Map<String, String> metadata) throws OutputException {
        requireOpen();
        try {
            stream.hold();
            writer.end(new TreeMap<>(metadata));
            stream.release(options.createdBy());
            target.publish(rowsWritten);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw OutputException.of(target, e);
        }
        state = State.FINISHED;
        compressors.close();
    }

    /** Removes the file unless it is finished. */
    @Override
    public void close() {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSED;
        target.abort();
        compressors.close();
        writer.abort();
        try {
            writer.close();
        } catch (IOException e) {
            // The writer has only memory to give back: its stream ends in this sink.
        }
    }

    /** Rows appended so far. */
    public long rowsWritten() {
        return rowsWritten;
    }

    /** Bytes of the file so far, or of the whole file once it is finished. */
    public long bytesWritten() {
        return target.bytesWritten();
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw new IllegalStateException(
                    target.name() + " is " + state.name().toLowerCase(Locale.ROOT));
        }
    }
}
