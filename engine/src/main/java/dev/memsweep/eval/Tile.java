package dev.memsweep.eval;

import dev.memsweep.plan.Column;
import java.util.List;

/**
 * A block of consecutive rows with the values of every output column, as a {@link Sink.Collector} sees it.
 *
 * <p>Lanes {@code [0, rows)} hold the rows {@code firstRow() + lane} of the grid. Conditions leave {@link
 * #selectedRows} of them, listed in {@link #selection} unless all are selected. The value arrays are dense: lane i of
 * the tile is element i of the array, selected or not. All arrays belong to the worker: read only, valid during the
 * call.
 */
public final class Tile {
    private final List<Column> columns;
    private final TileValues values;
    private final int[] selection;
    private final int[] coordinates;
    private long firstRow;
    private int rows;
    private int selectedRows;

    /**
     * A view of arrays that are filled already: the first rows of the grid, all selected.
     *
     * @param columns the plan's output columns
     * @param longs values by slot for whole numbers and label codes; length 1 for scalar shapes
     * @param reals values by slot for reals
     * @param flags values by slot for flags
     * @param selection room for the selected lanes, at least as long as the longest tile
     * @param coordinates position on each outer level
     * @param patterns by slot, see {@link #pattern}
     * @param rows lanes that are filled
     */
    public Tile(
            List<Column> columns,
            long[][] longs,
            double[][] reals,
            boolean[][] flags,
            int[] selection,
            int[] coordinates,
            long[] patterns,
            int rows) {
        this(columns, new TileValues.Filled(longs, reals, flags, patterns), selection, coordinates);
        moveTo(0, rows, rows);
    }

    /** A view of values that are computed when they are asked for. */
    Tile(List<Column> columns, TileValues values, int[] selection, int[] coordinates) {
        this.columns = columns;
        this.values = values;
        this.selection = selection;
        this.coordinates = coordinates;
    }

    /** Moves the view to the rows {@code [firstRow, firstRow + rows)} of which {@code selectedRows} are selected. */
    void moveTo(long firstRow, int rows, int selectedRows) {
        this.firstRow = firstRow;
        this.rows = rows;
        this.selectedRows = selectedRows;
    }

    /** Row number in the whole grid, before conditions, of lane 0. */
    public long firstRow() {
        return firstRow;
    }

    /** Lanes of this tile; the last tile of a block may be shorter than the others. */
    public int rows() {
        return rows;
    }

    /** Rows that every condition accepts, at most {@link #rows}. */
    public int selectedRows() {
        return selectedRows;
    }

    /** Whether all rows are selected, so that {@link #selection} need not be looked at. */
    public boolean dense() {
        return selectedRows == rows;
    }

    /** The selected lanes, ascending, in elements {@code [0, selectedRows)}; undefined when {@link #dense}. */
    public int[] selection() {
        return selection;
    }

    /** Position on an outer level of the plan's tiling. */
    public int coordinate(int level) {
        return coordinates[level];
    }

    /**
     * A number that is the same for two tiles of a morsel only if the differences between the lanes of {@code column} are:
     * all lanes may move by one amount.
     */
    public long pattern(int column) {
        return values.pattern(columns.get(column).slot());
    }

    /** Values of a whole-number or label column; element 0 alone when its shape is scalar. */
    public long[] longs(int column) {
        return values.longs(columns.get(column).slot());
    }

    /** Values of a real column; element 0 alone when its shape is scalar. */
    public double[] reals(int column) {
        return values.reals(columns.get(column).slot());
    }

    /** Values of a flag column; element 0 alone when its shape is scalar. */
    public boolean[] flags(int column) {
        return values.flags(columns.get(column).slot());
    }

    /** Value of a whole-number or label column in lane 0; cheaper than {@link #longs} where only that is wanted. */
    public long firstLong(int column) {
        return values.firstLong(columns.get(column).slot());
    }

    /** What is known of a flag column without computing its lanes. */
    public Decision decision(int column) {
        return values.decision(columns.get(column).slot());
    }

    /** Whether {@link #low} and {@link #high} of a whole-number column are known without computing its lanes. */
    public boolean hasRange(int column) {
        return values.hasRange(columns.get(column).slot());
    }

    /** Least value of a whole-number column over all lanes, selected or not; only where {@link #hasRange}. */
    public long low(int column) {
        return values.low(columns.get(column).slot());
    }

    /** Greatest value of a whole-number column over all lanes, selected or not; only where {@link #hasRange}. */
    public long high(int column) {
        return values.high(columns.get(column).slot());
    }
}
