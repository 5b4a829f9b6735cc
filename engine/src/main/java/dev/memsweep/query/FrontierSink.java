package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Pareto frontier: rows that no other row is at least as good as in all objectives and better in one. Of rows that
 * are equal in all objectives the first stands for all.
 *
 * <p>A sub-grid is left out when a row before it is at least as good as its bounds in all objectives.
 */
public final class FrontierSink extends QuerySink<List<RankedRow>> {
    private final List<Key> keys;
    private final List<RankedRow> total = new ArrayList<>();
    private volatile List<RankedRow> seen = List.of();

    /**
     * The frontier of the rows of a plan.
     *
     * @param objectives at least one; columns of the plan
     */
    public FrontierSink(Plan plan, List<Order> objectives) {
        super(plan, Key.of(plan, objectives));
        this.keys = Key.of(plan, objectives);
    }

    /** The rows in the order of the objectives: row numbers of the grid, before conditions. */
    public List<Long> rows() {
        return total.stream().sorted().map(RankedRow::row).toList();
    }

    @Override
    public Collector<List<RankedRow>> collector() {
        return new FrontierCollector();
    }

    @Override
    public void append(List<RankedRow> part) {
        part.forEach(row -> offer(total, row));
        seen = List.copyOf(total);
    }

    /** Adds a row that comes after all of {@code front}, unless one of them is as good; removes those it is better than. */
    private static void offer(List<RankedRow> front, RankedRow row) {
        if (!isMet(front, row.keys())) {
            front.removeIf(other -> row.atLeastAsGood(other.keys()));
            front.add(row);
        }
    }

    private static boolean isMet(List<RankedRow> front, long[] keys) {
        return met(front, keys) != null;
    }

    /** A row of {@code front} that is at least as good as {@code keys}; null where there is none. */
    private static @Nullable RankedRow met(List<RankedRow> front, long[] keys) {
        for (RankedRow row : front) {
            if (row.atLeastAsGood(keys)) {
                return row;
            }
        }
        return null;
    }

    private final class FrontierCollector implements Collector<List<RankedRow>> {
        private final List<RankedRow> front = new ArrayList<>();
        private final long[] candidate = new long[keys.size()];
        private final long[][] values = new long[keys.size()][0];

        /** The row that met the last candidate, or was as good as that one: most often it meets the next too. */
        private @Nullable RankedRow usual;

        private boolean isMetByAny() {
            RankedRow likely = usual;
            if (likely != null && likely.atLeastAsGood(candidate)) {
                return true;
            }
            RankedRow found = met(front, candidate);
            if (found == null) {
                found = met(seen, candidate);
            }
            if (found != null) {
                usual = found;
            }
            return found != null;
        }

        @Override
        public boolean settles(SubGrid subGrid) {
            for (int i = 0; i < candidate.length; i++) {
                candidate[i] = keys.get(i).best(subGrid);
            }
            return isMetByAny() && subGrid.certain() && keys.stream().allMatch(key -> key.certain(subGrid));
        }

        @Override
        public void accept(Tile tile) {
            boolean dense = tile.dense();
            int[] selection = tile.selection();
            for (int k = 0; k < values.length; k++) {
                values[k] = keys.get(k).read(tile, values[k]);
            }
            for (int i = 0; i < tile.selectedRows(); i++) {
                for (int k = 0; k < candidate.length; k++) {
                    candidate[k] = values[k][i];
                }
                if (!isMetByAny()) {
                    offer(front, new RankedRow(tile.firstRow() + (dense ? i : selection[i]), candidate.clone()));
                }
            }
        }

        @Override
        public List<RankedRow> finish() {
            return front;
        }
    }
}
