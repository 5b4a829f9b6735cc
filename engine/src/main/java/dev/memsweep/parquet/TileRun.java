package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import java.util.Arrays;

/** Consecutive tiles of a column whose lanes differ by the same amounts: each is the first one moved as a whole. */
final class TileRun {
    private long pattern;
    private boolean dense;
    private long[] values = new long[0];
    private int rows;
    private long low;
    private long high;
    private long[] firsts = new long[1];
    private int tiles;

    /** Starts the run with the selected lanes of {@code tile}, whose values are {@code lanes}. */
    void start(Tile tile, long[] lanes, long pattern) {
        this.pattern = pattern;
        this.dense = tile.dense();
        this.rows = tile.selectedRows();
        if (values.length < rows) {
            values = new long[rows];
        }
        Lanes.copy(tile, lanes, values, 0);
        firsts[0] = values[0];
        tiles = 1;
        findRange();
    }

    private void findRange() {
        long[] tile = values;
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            least = Math.min(least, tile[i]);
            greatest = Math.max(greatest, tile[i]);
        }
        low = least;
        high = greatest;
    }

    /** Whether a dense tile of that pattern and length continues the run. */
    boolean repeats(long tilePattern, int tileRows) {
        return dense && pattern == tilePattern && rows == tileRows;
    }

    /** Adds a tile that starts with {@code first}. */
    void repeat(long first) {
        if (tiles == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * tiles);
        }
        firsts[tiles++] = first;
    }

    int tiles() {
        return tiles;
    }

    int tileRows() {
        return rows;
    }

    /** The values of the first tile, in elements {@code [0, tileRows())}. */
    long[] values() {
        return values;
    }

    /** First value of a tile. */
    long first(int tile) {
        return firsts[tile];
    }

    /** Last value of a tile. */
    long last(int tile) {
        return firsts[tile] + (values[rows - 1] - values[0]);
    }

    /** Least value of all tiles. */
    long low() {
        return low + (Arrays.stream(firsts, 0, tiles).min().orElseThrow() - firsts[0]);
    }

    /** Greatest value of all tiles. */
    long high() {
        return high + (Arrays.stream(firsts, 0, tiles).max().orElseThrow() - firsts[0]);
    }

    /** Writes all values to {@code out} from {@code at} on; returns where they end. */
    int copyTo(long[] out, int at) {
        long[] tile = values;
        int end = at;
        for (int t = 0; t < tiles; t++) {
            long moved = firsts[t] - firsts[0];
            for (int i = 0; i < rows; i++) {
                out[end + i] = tile[i] + moved;
            }
            end += rows;
        }
        return end;
    }
}
