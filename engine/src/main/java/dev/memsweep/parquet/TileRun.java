package dev.memsweep.parquet;

import java.util.Arrays;

/**
 * Consecutive tiles of a column whose lanes differ by the same amounts: each is the first one moved as a whole.
 *
 * <p>The values of the first tile stand in an array that all runs of a page share.
 */
final class TileRun {
    private long pattern;
    private boolean dense;
    private int from;
    private int rows;
    private long toLast;
    private long[] firsts = new long[1];
    private int tiles;

    /**
     * Starts the run with a tile whose selected lanes are {@code lanes[from, from + rows)}.
     *
     * @param dense whether all lanes of the tile are selected
     */
    void start(long[] lanes, int from, int rows, boolean dense, long pattern) {
        this.pattern = pattern;
        this.dense = dense;
        this.from = from;
        this.rows = rows;
        toLast = lanes[from + rows - 1] - lanes[from];
        firsts[0] = lanes[from];
        tiles = 1;
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

    /** Where the values of the first tile start. */
    int from() {
        return from;
    }

    int tileRows() {
        return rows;
    }

    /** First value of a tile. */
    long first(int tile) {
        return firsts[tile];
    }

    /** Last value of a tile. */
    long last(int tile) {
        return firsts[tile] + toLast;
    }

    /** Widens {@code range} by the values of all tiles. */
    void include(long[] lanes, PageRange range) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = from; i < from + rows; i++) {
            least = Math.min(least, lanes[i]);
            greatest = Math.max(greatest, lanes[i]);
        }
        long leastFirst = Long.MAX_VALUE;
        long greatestFirst = Long.MIN_VALUE;
        for (int t = 0; t < tiles; t++) {
            leastFirst = Math.min(leastFirst, firsts[t]);
            greatestFirst = Math.max(greatestFirst, firsts[t]);
        }
        range.includeRanks(least + (leastFirst - firsts[0]), greatest + (greatestFirst - firsts[0]));
    }

    /** Writes the values of all tiles to {@code out} from {@code at} on; returns where they end. */
    int copyTo(long[] lanes, long[] out, int at) {
        int end = at;
        for (int t = 0; t < tiles; t++) {
            long moved = firsts[t] - firsts[0];
            for (int i = 0; i < rows; i++) {
                out[end + i] = lanes[from + i] + moved;
            }
            end += rows;
        }
        return end;
    }
}
