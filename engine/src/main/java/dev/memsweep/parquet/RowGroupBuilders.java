package dev.memsweep.parquet;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;

/**
 * The builders of a file's row groups: each makes one after the other, with the arrays and the compressor that it has.
 * Thread-safe.
 */
final class RowGroupBuilders implements AutoCloseable {
    private final List<StoredColumn> columns;
    private final PageLayout layout;
    private final ParquetOptions options;
    private final ArrayDeque<RowGroupBuilder> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * Loads the codec, so that a missing library is known before the first row.
     *
     * @throws OutputException when its native library cannot be loaded
     */
    RowGroupBuilders(List<StoredColumn> columns, PageLayout layout, ParquetOptions options) throws OutputException {
        this.columns = columns;
        this.layout = layout;
        this.options = options;
        try {
            idle.push(make());
        } catch (LinkageError e) {
            throw new OutputException(
                    "cannot load the " + options.codec().name().toLowerCase(Locale.ROOT) + " library from "
                            + System.getProperty("java.io.tmpdir") + " (missing, full or mounted noexec): "
                            + OutputException.rootText(e) + "; set -Djava.io.tmpdir=DIR or use codec lz4_raw or none",
                    e);
        }
    }

    private RowGroupBuilder make() {
        return new RowGroupBuilder(columns, layout, Compressor.of(options.codec(), options.codecLevel()), this);
    }

    synchronized RowGroupBuilder borrow() {
        if (closed) {
            throw new IllegalStateException("the file is closed");
        }
        RowGroupBuilder builder = idle.poll();
        return builder == null ? make() : builder;
    }

    /** Takes a builder back that has finished its row group; it is closed at once when the file is. */
    synchronized void giveBack(RowGroupBuilder builder) {
        if (closed) {
            builder.close();
        } else {
            idle.push(builder);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(RowGroupBuilder::close);
        idle.clear();
    }
}
