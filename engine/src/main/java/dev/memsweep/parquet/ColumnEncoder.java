package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * Turns one column of the tiles of a row group into pages, then that of another row group.
 *
 * <p>A page is cut at the first tile end at which it has enough rows, so that pages of the same place in a grid look the
 * same. For one thread.
 */
abstract class ColumnEncoder {
    private final StoredColumn column;
    private final int position;
    private final int pageRows;
    private final Compressor compressor;
    private final ByteBuilder scratch;
    private final PageRange range = new PageRange();
    private final List<Page> pages = new ArrayList<>();
    private final @Nullable PageReuse reuse;
    private long place = PageReuse.NOWHERE;
    private @Nullable Page reused;
    private int rows;

    /**
     * @param position of the column in the tiles
     * @param pageRows rows after which a page is cut
     * @param workspace shared by the encoders of a row group
     */
    ColumnEncoder(StoredColumn column, int position, int pageRows, Workspace workspace) {
        this(column, position, pageRows, workspace, null);
    }

    /**
     * @param position of the column in the tiles
     * @param pageRows rows after which a page is cut
     * @param workspace shared by the encoders of a row group
     * @param reuse where pages that recur are kept; null for pages that mean nothing outside their row group
     */
    ColumnEncoder(StoredColumn column, int position, int pageRows, Workspace workspace, @Nullable PageReuse reuse) {
        this.column = column;
        this.position = position;
        this.pageRows = pageRows;
        this.compressor = workspace.compressor();
        this.scratch = workspace.scratch();
        this.reuse = reuse;
    }

    /** Takes the selected rows of a tile, of which there is at least one. */
    final void accept(Tile tile) {
        if (rows == 0 && reuse != null) {
            place = reuse.place(tile);
            reused = reuse.find(place);
        }
        if (reused == null) {
            add(tile);
        }
        rows += tile.selectedRows();
        if (rows >= pageRows) {
            cut();
        }
    }

    final ColumnChunk finish() {
        cut();
        ValueDictionary dictionary = dictionary();
        ColumnChunk chunk = new ColumnChunk(dictionary == null ? null : dictionary.finish(scratch, compressor), pages);
        pages.clear();
        restart();
        return chunk;
    }

    /** Ends the page here, unless it is empty. */
    final void cut() {
        if (rows == 0) {
            return;
        }
        Page page = reused;
        if (page == null) {
            range.clear();
            page = encode(rows);
            if (reuse != null) {
                reuse.keep(place, page);
            }
        } else if (page.rows() != rows) {
            throw new IllegalStateException("a page of " + page.rows() + " rows was taken for one of " + rows);
        }
        pages.add(page);
        reused = null;
        rows = 0;
    }

    final StoredColumn column() {
        return column;
    }

    final int position() {
        return position;
    }

    /** Rows of the page under way. */
    final int rows() {
        return rows;
    }

    /** The range of the page being encoded, cleared before {@link #encode}. */
    final PageRange range() {
        return range;
    }

    /** An empty place for the values of the page being encoded; valid during {@link #encode}. */
    final ByteBuilder emptyScratch() {
        scratch.clear();
        return scratch;
    }

    /** The page of values {@code raw}, whose range is in {@link #range}. */
    final Page page(ByteBuilder raw, int rows, Encoding encoding) {
        return new Page(
                compressor.compress(raw), raw.size(), rows, encoding, column.statistics(range), column.sizes(range));
    }

    /** Adds the selected rows of a tile to the page under way. */
    abstract void add(Tile tile);

    /** Encodes the page under way, which has {@code rows} rows, and starts the next. */
    abstract Page encode(int rows);

    /** Forgets what was learned of the values of a row group that is finished. */
    void restart() {}

    /** The dictionary that the pages index; null when they hold values themselves. */
    abstract @Nullable ValueDictionary dictionary();
}
