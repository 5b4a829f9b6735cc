package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import java.util.List;

/** The first rows that the conditions keep, with the values of all columns; stops where it has as many as are wanted. */
public final class FirstRowsSink extends QuerySink<RowTable> {
    private final Plan plan;
    private final int count;
    private final RowTable rows;

    /**
     * The first {@code count} rows of a plan.
     *
     * @param count at least 1
     */
    public FirstRowsSink(Plan plan, int count) {
        super(plan, List.of());
        this.plan = plan;
        this.count = count;
        this.rows = new RowTable(plan.columns());
    }

    /** The rows, in row order. */
    public RowTable rows() {
        return rows;
    }

    @Override
    public Collector<RowTable> collector() {
        return new FirstRowsCollector();
    }

    @Override
    public void append(RowTable part) {
        rows.add(part, count);
    }

    @Override
    public boolean done() {
        return rows.size() == count;
    }

    private final class FirstRowsCollector implements Collector<RowTable> {
        private final RowTable found = new RowTable(plan.columns());

        @Override
        public boolean settles(SubGrid subGrid) {
            return found.size() == count;
        }

        @Override
        public void accept(Tile tile) {
            found.addFirst(tile, Math.min(tile.selectedRows(), count - found.size()));
        }

        @Override
        public RowTable finish() {
            return found;
        }
    }
}
