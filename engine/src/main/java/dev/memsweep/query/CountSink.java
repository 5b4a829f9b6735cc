package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import java.util.List;

/** Counts the rows that the conditions keep. */
public final class CountSink extends QuerySink<Long> {
    private long rows;

    /** A count of the rows of a plan. */
    public CountSink(Plan plan) {
        super(plan, List.of());
    }

    /** Rows counted. */
    public long rows() {
        return rows;
    }

    @Override
    public Collector<Long> collector() {
        return new CountCollector();
    }

    @Override
    public void append(Long part) {
        rows += part;
    }

    private static final class CountCollector implements Collector<Long> {
        private long counted;

        @Override
        public void accept(Tile tile) {
            counted += tile.selectedRows();
        }

        @Override
        public boolean settles(SubGrid subGrid) {
            if (subGrid.selected()) {
                counted += subGrid.rows();
            }
            return subGrid.selected();
        }

        @Override
        public Long finish() {
            return counted;
        }
    }
}
