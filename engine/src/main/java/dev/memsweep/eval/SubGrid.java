package dev.memsweep.eval;

import dev.memsweep.plan.Bounds;
import dev.memsweep.plan.Column;
import java.util.List;

/**
 * A part of the grid that was not looked at row by row, as a {@link Sink.Collector} sees it: consecutive rows and what the
 * interval reading knows of them. Valid during the call.
 */
public final class SubGrid {
    private final List<Column> columns;
    private final Intervals intervals;
    private int level;
    private long firstRow;
    private long rows;
    private boolean selected;

    SubGrid(List<Column> columns, Intervals intervals) {
        this.columns = columns;
        this.intervals = intervals;
    }

    /** Moves the view to rows within the positions that {@code level} is narrowed to. */
    void moveTo(int level, long firstRow, long rows, boolean selected) {
        this.level = level;
        this.firstRow = firstRow;
        this.rows = rows;
        this.selected = selected;
    }

    /** Row number in the whole grid, before conditions, of its first row. */
    public long firstRow() {
        return firstRow;
    }

    /** Rows, before conditions. */
    public long rows() {
        return rows;
    }

    /** Whether every row is known to meet every condition; else that is not known of all, nor that none does. */
    public boolean selected() {
        return selected;
    }

    /**
     * Whether every condition is known to have a value for every row. Where one may have none, a sub-grid is left out
     * only by who does not want its rows whatever they are: else its fault would not be found.
     */
    public boolean certain() {
        return intervals.certain(level);
    }

    /**
     * Bounds of the values of a column that the sink {@link Sink#bounded asked for}, a label being its code; not
     * {@link Bounds#certain} where the value may not exist.
     */
    public Bounds bounds(int column) {
        return intervals.bounds(level, columns.get(column).slot());
    }
}
