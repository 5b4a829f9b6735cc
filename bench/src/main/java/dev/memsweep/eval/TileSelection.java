package dev.memsweep.eval;

/** Lets benchmarks of sinks take rows from a hand-made tile, as conditions do. */
public final class TileSelection {
    private TileSelection() {}

    /** Leaves the lanes that the tile's selection lists first. */
    public static void select(Tile tile, int selectedRows) {
        tile.moveTo(0, tile.rows(), selectedRows);
    }
}
