package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that recur tile by tile, in a sweep whose conditions take rows: dictionary indices, looked up once a place and
 * gathered by the selection.
 *
 * <p>An index takes whole bytes, so that values that recur are bytes that recur and the codec finds them.
 */
final class PlaceEncoder extends ColumnEncoder {
    private final ValueDictionary dictionary;
    private final TilePlaces places;
    private final int[] @Nullable [] indicesByPlace;
    private int[] gathered = new int[0];
    private int used;

    PlaceEncoder(StoredColumn column, int position, int pageRows, Workspace workspace, TilePlaces places) {
        super(column, position, pageRows, workspace);
        this.dictionary = new ValueDictionary(column);
        this.places = places;
        this.indicesByPlace = new int[places.count()][];
    }

    @Override
    void add(Tile tile) {
        int[] indices = indices(tile);
        int rows = tile.selectedRows();
        if (used + rows > gathered.length) {
            gathered = Arrays.copyOf(gathered, Lanes.grownLength(gathered.length, used + rows));
        }
        Lanes.copy(tile, indices, gathered, used);
        used += rows;
    }

    private int[] indices(Tile tile) {
        int place = places.place(tile);
        int[] known = indicesByPlace[place];
        if (known != null && known.length >= tile.rows()) {
            return known; // it is shorter where the first tile of the place was the last block of an axis
        }
        int[] indices = new int[tile.rows()];
        for (int lane = 0; lane < indices.length; lane++) {
            indices[lane] = dictionary.indexOf(column().value(tile, position(), lane));
        }
        indicesByPlace[place] = indices;
        return indices;
    }

    @Override
    Page encode(int rows) {
        int width = IndexRuns.widthOfBytes(dictionary.include(gathered, used, range()));
        ByteBuilder out = emptyScratch();
        out.putByte(width);
        IndexRuns.put(gathered, used, width, out);
        used = 0;
        return page(out, rows, Encoding.RLE_DICTIONARY);
    }

    @Override
    void restart() {
        dictionary.clear();
        Arrays.fill(indicesByPlace, null);
    }

    @Override
    ValueDictionary dictionary() {
        return dictionary;
    }
}
