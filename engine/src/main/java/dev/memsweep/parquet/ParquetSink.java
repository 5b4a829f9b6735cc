package dev.memsweep.parquet;

import dev.memsweep.eval.Sink;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    private enum State {
        OPEN,
        FINISHED,
        CLOSED
    }

    private final OutputTarget target;
    private final ParquetOptions options;
    private final RowGroupBuilders builders;
    private final ParquetFile file;
    private State state = State.OPEN;

    private ParquetSink(OutputTarget target, ParquetOptions options, RowGroupBuilders builders, ParquetFile file) {
        this.target = target;
        this.options = options;
        this.builders = builders;
        this.file = file;
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
        List<StoredColumn> stored = StoredColumn.of(columns);
        RowGroupBuilders builders = new RowGroupBuilders(stored, layout, options);
        try {
            ParquetFile file = ParquetFile.open(target, stored, options);
            return new ParquetSink(target, options, builders, file);
        } catch (IOException | RuntimeException | Error e) {
            builders.close();
            throw OutputException.of(target, e);
        }
    }

    @Override
    public long morselRows() {
        return options.rowGroupRows();
    }

    @Override
    public Sink.Collector<RowGroup> collector() {
        return builders.borrow();
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
            file.append(rowGroup);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
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
            file.finish(metadata);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
        state = State.FINISHED;
        builders.close();
    }

    /** Removes the file unless it is finished. */
    @Override
    public void close() {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSED;
        file.abort();
        builders.close();
    }

    /** Rows appended so far. */
    public long rowsWritten() {
        return file.rowsWritten();
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
