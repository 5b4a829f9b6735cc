package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.grid.Axis;
import dev.memsweep.plan.Plan;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongList;
import java.util.List;

/**
 * For each position of the other axes, the last or the first position of the innermost axis that the conditions keep: the
 * largest micro-batch that fits, the fewest GPUs.
 *
 * <p>Where bounds settle sub-grids, as they do when what the conditions compare grows or falls along the axis, finding one
 * takes as many steps as halving the axis; else its tiles are looked at. Both are exact.
 */
public final class FurthestSink extends QuerySink<LongList> {
    private final boolean last;
    private final long axisSize;
    private final LongArrayList rows = new LongArrayList();

    /**
     * The furthest positions of a plan's innermost axis.
     *
     * @param last whether the last position is wanted, else the first
     */
    public FurthestSink(Plan plan, boolean last) {
        super(plan, List.of());
        this.last = last;
        List<Axis> axes = plan.sweep().grid().axes();
        this.axisSize = axes.get(axes.size() - 1).size();
    }

    /** The rows in row order, one for each position of the other axes at which a row is kept. */
    public LongList rows() {
        return rows;
    }

    @Override
    public Collector<LongList> collector() {
        return new FurthestCollector();
    }

    @Override
    public void append(LongList part) {
        part.forEach(row -> offer(rows, row));
    }

    /** Takes a row that comes after all of {@code found}. */
    private void offer(LongArrayList found, long row) {
        int size = found.size();
        boolean sameLine = size > 0 && found.getLong(size - 1) / axisSize == row / axisSize;
        if (!sameLine) {
            found.add(row);
        } else if (last) {
            found.set(size - 1, row);
        }
    }

    private final class FurthestCollector implements Collector<LongList> {
        private final LongArrayList found = new LongArrayList();

        @Override
        public boolean settles(SubGrid subGrid) {
            long from = subGrid.firstRow();
            long to = from + subGrid.rows();
            if (!subGrid.certain()) {
                return false;
            }
            if (!last && !found.isEmpty() && found.getLong(found.size() - 1) / axisSize == (to - 1) / axisSize) {
                return true;
            }
            if (!subGrid.selected()) {
                return false;
            }
            for (long line = from / axisSize; line * axisSize < to; line++) {
                offer(found, last ? Math.min(to, (line + 1) * axisSize) - 1 : Math.max(from, line * axisSize));
            }
            return true;
        }

        @Override
        public void accept(Tile tile) {
            boolean dense = tile.dense();
            int[] selection = tile.selection();
            for (int i = 0; i < tile.selectedRows(); i++) {
                offer(found, tile.firstRow() + (dense ? i : selection[i]));
            }
        }

        @Override
        public LongList finish() {
            return found;
        }
    }
}
