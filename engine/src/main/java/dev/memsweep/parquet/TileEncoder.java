package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * A column that is the same in every tile: dictionary indices, encoded once a tile length and copied.
 *
 * <p>Whole tiles of one length are only counted, selected rows are gathered; either is laid out when the other follows
 * or the page ends. A page of whole tiles only is made once and used again as long as pages have as many of them.
 */
final class TileEncoder extends ColumnEncoder {
    private final ValueDictionary dictionary;
    private final TileVector vector;

    /** Bits of an index in the page under way; every page starts with the width of the dictionary as it is then. */
    private int width = 1;

    private final ByteBuilder encodedTile = new ByteBuilder();
    private int encodedRows;

    private int wholeRows;
    private int wholeTiles;
    private int[] gathered = new int[0];
    private int gatheredRows;

    private final ByteBuilder layout = new ByteBuilder();
    private final PageRange layoutRange = new PageRange();

    private @Nullable Page repeatedPage;
    private int repeatedRows;

    TileEncoder(StoredColumn column, int position, int pageRows, Workspace workspace) {
        super(column, position, pageRows, workspace);
        this.dictionary = new ValueDictionary(column);
        this.vector = new TileVector(dictionary);
    }

    @Override
    void add(Tile tile) {
        if (tile.rows() > vector.lanes()) {
            grow(tile);
        }
        if (tile.dense()) {
            addWhole(tile.rows());
        } else {
            addSelected(tile.selection(), tile.selectedRows());
        }
    }

    private void grow(Tile tile) {
        vector.grow(column(), position(), tile);
        int grownWidth = IndexRuns.width(dictionary.size() - 1);
        if (grownWidth != width) {
            cut();
            width = grownWidth;
            encodedRows = 0;
            repeatedPage = null;
        }
    }

    private void addWhole(int rows) {
        if (gatheredRows > 0 || rows != wholeRows) {
            layOut();
            wholeRows = rows;
        }
        wholeTiles++;
    }

    private void addSelected(int[] selection, int selectedRows) {
        if (wholeTiles > 0) {
            layOut();
        }
        int needed = gatheredRows + selectedRows;
        if (needed > gathered.length) {
            gathered = Arrays.copyOf(gathered, Math.max(needed, 2 * gathered.length));
        }
        int[] indices = vector.indices();
        int[] target = gathered;
        int at = gatheredRows;
        for (int i = 0; i < selectedRows; i++) {
            target[at + i] = indices[selection[i]];
        }
        gatheredRows = needed;
    }

    /** Moves what is counted or gathered to the layout of the page. */
    private void layOut() {
        if (wholeTiles > 0) {
            encodeTile();
            for (int i = 0; i < wholeTiles; i++) {
                layout.putBytes(encodedTile.array(), 0, encodedTile.size());
            }
            vector.includeTiles(wholeRows, wholeTiles, layoutRange);
            wholeTiles = 0;
        }
        if (gatheredRows > 0) {
            dictionary.include(gathered, gatheredRows, layoutRange);
            IndexRuns.put(gathered, gatheredRows, width, layout);
            gatheredRows = 0;
        }
    }

    private void encodeTile() {
        if (encodedRows != wholeRows) {
            encodedTile.clear();
            IndexRuns.put(vector.indices(), wholeRows, width, encodedTile);
            encodedRows = wholeRows;
        }
    }

    @Override
    Page encode(int rows) {
        boolean repeats = layout.size() == 0 && gatheredRows == 0;
        if (repeats && repeatedPage != null && repeatedPage.rows() == rows && repeatedRows == wholeRows) {
            wholeTiles = 0;
            return repeatedPage;
        }
        layOut();
        range().include(layoutRange);
        ByteBuilder out = emptyScratch();
        out.putByte(width);
        out.putBytes(layout.array(), 0, layout.size());
        layout.clear();
        layoutRange.clear();
        Page page = page(out, rows, Encoding.RLE_DICTIONARY);
        if (repeats) {
            repeatedPage = page;
            repeatedRows = wholeRows;
        }
        return page;
    }

    @Override
    void restart() {
        dictionary.clear();
        vector.clear();
        width = 1;
        encodedRows = 0;
        repeatedPage = null;
    }

    @Override
    ValueDictionary dictionary() {
        return dictionary;
    }
}
