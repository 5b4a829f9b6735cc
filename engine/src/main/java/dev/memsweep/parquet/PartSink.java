package dev.memsweep.parquet;

import dev.memsweep.eval.Sink;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a plan to part files of a directory, one after the other.
 *
 * <p>A new file starts at the end of a row group when the next one would bring the file above its number of rows, so
 * that the files depend on the plan, the options and that number alone.
 */
public final class PartSink implements Sink<RowGroup>, AutoCloseable {
    /**
     * Where the parts of a plan go.
     *
     * @param directory directories of the partition below that of the target, or empty
     * @param suffix what follows the number in a file's name
     * @param fileRows rows that a file has at most, unless a single row group has more
     * @param first number of the first file, from 0
     * @param rowsBefore rows of the plan that are in the files before it
     */
    public record Parts(String directory, String suffix, long fileRows, int first, long rowsBefore) {
        /** Checks the number of rows. */
        public Parts {
            if (fileRows < 1) {
                throw new IllegalArgumentException("fileRows is " + fileRows);
            }
        }

        /** All files of a plan. */
        public Parts(String directory, String suffix, long fileRows) {
            this(directory, suffix, fileRows, 0, 0);
        }

        /** The files from number {@code first} on, {@code rowsBefore} rows being in those before. */
        public Parts from(int first, long rowsBefore) {
            return new Parts(directory, suffix, fileRows, first, rowsBefore);
        }

        private String path(int number) {
            String file = String.format(Locale.ROOT, "part-%05d-%s.parquet", number, suffix);
            return directory.isEmpty() ? file : directory + "/" + file;
        }
    }

    /** Tells what the footer of a part says. */
    @FunctionalInterface
    public interface Metadata {
        /**
         * Key-value metadata of the part at {@code path}.
         *
         * @param firstRow number of its first row among those that the plan gives, counted from 0
         * @param rows how many it has
         */
        Map<String, String> of(String path, long firstRow, long rows);
    }

    private final PartFiles target;
    private final Parts parts;
    private final ParquetOptions options;
    private final Metadata metadata;
    private final List<StoredColumn> columns;
    private final RowGroupBuilders builders;
    private @Nullable ParquetFile file;
    private String path = "";
    private int files;
    private long rowsBefore;
    private boolean open = true;

    private PartSink(
            PartFiles target,
            Parts parts,
            ParquetOptions options,
            Metadata metadata,
            PageLayout layout,
            List<Column> columns)
            throws OutputException {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a Parquet file needs at least one column");
        }
        this.target = target;
        this.parts = parts;
        this.options = options;
        this.metadata = metadata;
        this.columns = StoredColumn.of(columns);
        this.files = parts.first();
        this.rowsBefore = parts.rowsBefore();
        this.builders = new RowGroupBuilders(this.columns, layout, options);
    }

    /**
     * Starts the parts of a plan, which must have at least one column; no file is made before there is a row.
     *
     * @throws OutputException when the codec cannot be loaded
     */
    public static PartSink open(PartFiles target, Parts parts, Plan plan, ParquetOptions options, Metadata metadata)
            throws OutputException {
        return new PartSink(target, parts, options, metadata, PageLayout.of(plan, options), plan.columns());
    }

    /** Starts the parts of tiles that come from no plan. */
    static PartSink open(PartFiles target, Parts parts, List<Column> columns, ParquetOptions options, Metadata metadata)
            throws OutputException {
        return new PartSink(target, parts, options, metadata, PageLayout.of(options), columns);
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
     * @throws OutputException when it cannot be written; the target is then to be aborted
     */
    @Override
    public void append(RowGroup rowGroup) throws OutputException {
        requireOpen();
        if (rowGroup.rows() == 0) {
            return;
        }
        if (file != null && file.rowsWritten() + rowGroup.rows() > parts.fileRows()) {
            endFile(file);
        }
        current().append(rowGroup);
    }

    /** Completes the last file. Parts without a row have no file, unless {@link #startFile} was called. */
    public void finish() throws OutputException {
        requireOpen();
        if (file != null) {
            endFile(file);
        }
        close();
    }

    /** Makes a file even if no row follows. */
    public void startFile() throws OutputException {
        requireOpen();
        current();
    }

    private ParquetFile current() throws OutputException {
        ParquetFile current = file;
        if (current == null) {
            path = parts.path(files++);
            current = ParquetFile.open(target.part(path), columns, options);
            file = current;
        }
        return current;
    }

    private void endFile(ParquetFile done) throws OutputException {
        done.finish(metadata.of(path, rowsBefore, done.rowsWritten()));
        rowsBefore += done.rowsWritten();
        target.add(new Manifest.Part(path, done.rowsWritten(), done.bytesWritten(), done.checksum()));
        file = null;
    }

    /** Gives back what the sink holds; a file that is not complete is left to the target. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        if (file != null) {
            file.abort();
        }
        builders.close();
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the parts of " + target.name() + " are closed");
        }
    }
}
