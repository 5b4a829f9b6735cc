package dev.memsweep.spark;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.Sink;
import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the rows that each row group will have, without making one. */
final class RowGroupCounts implements Sink<Long> {
    private final long rowGroupRows;
    private final boolean everyTile;
    private final LongArrayList counts = new LongArrayList();

    private RowGroupCounts(long rowGroupRows, boolean everyTile) {
        this.rowGroupRows = rowGroupRows;
        this.everyTile = everyTile;
    }

    /**
     * Looks at every row of the row groups {@code [from, to)}.
     *
     * @throws dev.memsweep.eval.PointFaultException when a row has no value: the first such row
     */
    static void check(Plan plan, int rowGroupRows, long from, long to) throws IOException {
        new Evaluator(plan, 1).run(new RowGroupCounts(rowGroupRows, true), from, to);
    }

    /** Rows of the row groups {@code [from, to)} of a sweep; bounds tell most of it. */
    static long[] of(Sweep sweep, int rowGroupRows, long from, long to) throws IOException {
        RowGroupCounts sink = new RowGroupCounts(rowGroupRows, false);
        new Evaluator(PlanCompiler.compile(sweep.withColumns(List.of())), 1).run(sink, from, to);
        return sink.counts.toLongArray();
    }

    @Override
    public long morselRows() {
        return rowGroupRows;
    }

    @Override
    public @Nullable IntList bounded() {
        return everyTile ? null : IntList.of();
    }

    @Override
    public void append(Long part) {
        counts.add(part.longValue());
    }

    @Override
    public Collector<Long> collector() {
        return new Counter();
    }

    private static final class Counter implements Collector<Long> {
        private long rows;

        @Override
        public void accept(Tile tile) {
            rows += tile.selectedRows();
        }

        @Override
        public boolean settles(SubGrid subGrid) {
            if (subGrid.selected()) {
                rows += subGrid.rows();
            }
            return subGrid.selected();
        }

        @Override
        public Long finish() {
            return rows;
        }
    }
}
