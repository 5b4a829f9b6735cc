package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.List;

/**
 * A sample of the rows that the conditions keep, with the values of all columns: the kept rows of a morsel are cut into
 * runs of one length, and one of each run is chosen by a hash, so that each row has the same chance, neighbours are not
 * chosen together, and the same question gives the same sample.
 *
 * <p>A sub-grid whose rows are all kept and of which none is chosen is left out.
 */
public final class SampleSink extends QuerySink<RowTable> {
    private final Plan plan;
    private final double run;
    private final RowTable rows;

    /**
     * A sample of a plan.
     *
     * @param kept rows that the conditions keep, at least 1
     * @param count how many are wanted, about; at least 1
     */
    public SampleSink(Plan plan, long kept, int count) {
        super(plan, List.of());
        this.plan = plan;
        this.run = Math.max(1, (double) kept / count);
        this.rows = new RowTable(plan.columns());
    }

    /** The sample, in row order. */
    public RowTable rows() {
        return rows;
    }

    @Override
    public Collector<RowTable> collector() {
        return new SampleCollector();
    }

    @Override
    public void append(RowTable part) {
        rows.add(part, Integer.MAX_VALUE);
    }

    /** Spreads the bits of a number, as the last step of MurmurHash3 does. */
    private static long hash(long number) {
        long bits = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return bits ^ (bits >>> 33);
    }

    private final class SampleCollector implements Collector<RowTable> {
        private final RowTable found = new RowTable(plan.columns());

        private final IntArrayList lanes = new IntArrayList();

        /** A number of the morsel's own, known when its first rows come. */
        private long seed = -1;

        /** Kept rows of the morsel that have come. */
        private long seen;

        /** The run that is looked at, from 0. */
        private long current;

        /** The place among the kept rows that is chosen of it. */
        private long chosen;

        /** The first run begins before the morsel, so that the rows of short morsels have their chance too. */
        private void start(long firstRow) {
            if (seed < 0) {
                seed = firstRow;
                choose();
            }
        }

        /** Chooses of the current run. */
        private void choose() {
            double offset = (hash(seed) >>> 11) * 0x1p-53 * run;
            long from = (long) Math.floor(current * run - offset);
            long to = (long) Math.floor((current + 1) * run - offset);
            chosen = from + Math.floorMod(hash(seed * 31 + current + 1), to - from);
        }

        /** Goes on to the first choice that is not passed. */
        private void advance() {
            while (chosen < seen) {
                current++;
                choose();
            }
        }

        @Override
        public boolean settles(SubGrid subGrid) {
            start(subGrid.firstRow());
            advance();
            boolean without = subGrid.selected() && seen + subGrid.rows() <= chosen;
            if (without) {
                seen += subGrid.rows();
            }
            return without;
        }

        @Override
        public void accept(Tile tile) {
            start(tile.firstRow());
            advance();
            long end = seen + tile.selectedRows();
            lanes.clear();
            while (chosen < end) {
                int place = (int) (chosen - seen);
                lanes.add(tile.dense() ? place : tile.selection()[place]);
                current++;
                choose();
            }
            found.add(tile, lanes.toIntArray());
            seen = end;
        }

        @Override
        public RowTable finish() {
            return found;
        }
    }
}
