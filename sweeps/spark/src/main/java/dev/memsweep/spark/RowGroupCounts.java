package dev.memsweep.spark;

import dev.memsweep.cli.DirectoryParts;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.eval.Sink;
import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepPartition;
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
     * Finds a row that has no value once more, on the driver: its sweep knows where the formulas are written.
     *
     * @param from first row group of those of the partition among which it is
     * @param to their end, exclusive
     * @throws PointFaultException the fault
     */
    static void findFault(DirectoryParts parts, int partition, long from, long to) throws IOException {
        SweepPartition whole = parts.partitions().get(partition);
        Plan plan = PlanCompiler.compile(DirectoryParts.rows(whole));
        RowGroupCounts everyRow = new RowGroupCounts(parts.options().rowGroupRows(), true);
        try {
            new Evaluator(plan, 1).run(everyRow, from, to, done -> {});
        } catch (PointFaultException e) {
            throw DirectoryParts.faultOf(whole, e);
        }
        throw new IllegalStateException("a row has no value on an executor, but one here");
    }

    /** Rows of the row groups {@code [from, to)} of a sweep; bounds tell most of it. */
    static long[] of(Sweep sweep, int rowGroupRows, long from, long to) throws IOException {
        RowGroupCounts sink = new RowGroupCounts(rowGroupRows, false);
        new Evaluator(PlanCompiler.compile(sweep.withColumns(List.of())), 1)
                .run(sink, from, to, done -> KilledTask.endIfKilled());
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
