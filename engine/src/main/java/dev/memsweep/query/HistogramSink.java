package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import java.util.Arrays;
import java.util.List;

/** Counts the rows by bins of one column. A sub-grid whose bounds lie in one bin is counted as a whole. */
public final class HistogramSink extends QuerySink<long[]> {
    private final Key key;
    private final long[] starts;
    private final long[] counts;

    /**
     * A histogram of a column of a plan.
     *
     * @param key ascending
     * @param starts least key of each bin, ascending; rows below the first are left out, the last bin has no end
     */
    HistogramSink(Plan plan, Key key, long[] starts) {
        super(plan, List.of(key));
        this.key = key;
        this.starts = starts.clone();
        this.counts = new long[starts.length];
    }

    /** Rows by bin. */
    public long[] counts() {
        return counts.clone();
    }

    @Override
    public Collector<long[]> collector() {
        return new HistogramCollector();
    }

    @Override
    public void append(long[] part) {
        for (int bin = 0; bin < part.length; bin++) {
            counts[bin] += part[bin];
        }
    }

    /** The bin of a key, or -1. */
    private int bin(long value) {
        int found = Arrays.binarySearch(starts, value);
        return found >= 0 ? found : -found - 2;
    }

    private final class HistogramCollector implements Collector<long[]> {
        private final long[] binned = new long[starts.length];

        @Override
        public boolean settles(SubGrid subGrid) {
            int bin = bin(key.worst(subGrid));
            if (bin < 0) {
                return true;
            }
            boolean settled = subGrid.selected() && bin(key.best(subGrid)) == bin;
            if (settled) {
                binned[bin] += subGrid.rows();
            }
            return settled;
        }

        @Override
        public void accept(Tile tile) {
            boolean dense = tile.dense();
            int[] selection = tile.selection();
            for (int i = 0; i < tile.selectedRows(); i++) {
                int bin = bin(key.of(tile, dense ? i : selection[i]));
                if (bin >= 0) {
                    binned[bin]++;
                }
            }
        }

        @Override
        public long[] finish() {
            return binned;
        }
    }
}
