package dev.memsweep.eval;

/** Lets tests of sinks move a tile over hand-made arrays, as the evaluator does. */
public final class TileMover {
    private TileMover() {}

    public static void move(Tile tile, long firstRow, int rows, int selectedRows) {
        tile.moveTo(firstRow, rows, selectedRows);
    }
}
