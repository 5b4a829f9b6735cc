package dev.memsweep.spark;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.Sink;
import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.util.List;

/** Counts the rows that each row group will have, without making one: bounds tell most of it. */
final class RowGroupCounts implements Sink<Long> {
    private final long rowGroupRows;
    private final LongArrayList counts = new LongArrayList();

    private RowGroupCounts(long rowGroupRows) {
        this.rowGroupRows = rowGroupRows;
    }

    /** Rows of the row groups {@code [from, to)} of a sweep. */
    static long[] of(Sweep sweep, int rowGroupRows, long from, long to) throws IOException {
        RowGroupCounts sink = new RowGroupCounts(rowGroupRows);
        new Evaluator(PlanCompiler.compile(PrunedSweep.withColumns(sweep, List.of())), 1).run(sink, from, to);
        return sink.counts.toLongArray();
    }

    @Override
    public long morselRows() {
        return rowGroupRows;
    }

    @Override
    public IntList bounded() {
        return IntList.of();
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
