package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import java.util.Arrays;
import java.util.List;

/** Counts the rows by bins of one column. A sub-grid whose bounds lie in one bin is counted as a whole. */
public final class HistogramSink extends QuerySink<long[]> {
    /** Bits of the number of a part: as many parts as stay in the first-level cache. */
    private static final int PART_BITS = 12;

    private final Key key;
    private final long[] starts;
    private final long[] counts;

    /** The keys from the first start to the last in parts of {@code 1 << shift}: the bin in which each part begins. */
    private final int[] firstBins;

    private final int shift;

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
        long span = starts[starts.length - 1] - starts[0];
        this.shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(span) - PART_BITS);
        this.firstBins = new int[(int) (span >>> shift) + 2];
        int bin = 0;
        for (int part = 0; part < firstBins.length; part++) {
            while (bin + 1 < starts.length && (starts[bin + 1] - starts[0]) >>> shift < part) {
                bin++;
            }
            firstBins[part] = bin;
        }
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
        int last = starts.length - 1;
        if (value < starts[0]) {
            return -1;
        }
        if (value >= starts[last]) {
            return last;
        }
        int part = (int) ((value - starts[0]) >>> shift);
        int first = firstBins[part];
        int end = firstBins[part + 1];
        if (first == end) {
            return first;
        }
        int found = Arrays.binarySearch(starts, first, end + 1, value);
        return found >= 0 ? found : -found - 2;
    }

    private final class HistogramCollector implements Collector<long[]> {
        private final long[] binned = new long[starts.length];
        private long[] values = new long[0];

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
            values = key.read(tile, values);
            for (int i = 0; i < tile.selectedRows(); i++) {
                int bin = bin(values[i]);
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
