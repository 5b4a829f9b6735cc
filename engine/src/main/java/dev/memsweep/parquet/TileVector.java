package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import java.util.Arrays;

/**
 * The values of a column that is the same in every tile, as dictionary indices by lane.
 *
 * <p>A tile at the end of a block may be shorter than the others and then holds the first lanes only; the vector grows
 * when a longer tile comes. Ranges and label bytes of every prefix are kept, so that a tile costs no work per row.
 */
final class TileVector {
    private final ValueDictionary dictionary;
    private int[] indices = new int[0];
    private long[] lowRanks = new long[0];
    private long[] highRanks = new long[0];
    private long[] labelBytes = new long[0];

    TileVector(ValueDictionary dictionary) {
        this.dictionary = dictionary;
    }

    void clear() {
        indices = new int[0];
    }

    /** Lanes known so far. */
    int lanes() {
        return indices.length;
    }

    /** The dictionary index by lane; read only. */
    int[] indices() {
        return indices;
    }

    /** Learns the lanes of a tile that is longer than all before. */
    void grow(StoredColumn column, int position, Tile tile) {
        int known = lanes();
        int lanes = tile.rows();
        indices = Arrays.copyOf(indices, lanes);
        lowRanks = Arrays.copyOf(lowRanks, lanes);
        highRanks = Arrays.copyOf(highRanks, lanes);
        labelBytes = Arrays.copyOf(labelBytes, lanes);
        long low = known == 0 ? Long.MAX_VALUE : lowRanks[known - 1];
        long high = known == 0 ? Long.MIN_VALUE : highRanks[known - 1];
        long bytes = known == 0 ? 0 : labelBytes[known - 1];
        for (int lane = known; lane < lanes; lane++) {
            int index = dictionary.indexOf(column.value(tile, position, lane));
            low = Math.min(low, dictionary.rank(index));
            high = Math.max(high, dictionary.rank(index));
            bytes += dictionary.labelBytes(index);
            indices[lane] = index;
            lowRanks[lane] = low;
            highRanks[lane] = high;
            labelBytes[lane] = bytes;
        }
    }

    /** Widens {@code range} by {@code tiles} tiles of the first {@code rows} lanes. */
    void includeTiles(int rows, int tiles, PageRange range) {
        int last = rows - 1;
        range.includeRanks(lowRanks[last], highRanks[last]);
        range.addLabelBytes(tiles * labelBytes[last]);
    }
}
