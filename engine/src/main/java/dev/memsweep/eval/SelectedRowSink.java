package dev.memsweep.eval;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds the row of the grid that is the n-th which the conditions keep: counts by tile, and stops there. */
public final class SelectedRowSink implements Sink<SelectedRowSink.Part> {
    /** Few enough that the lanes of all morsels under way are small, and that little is done in vain. */
    private static final long MORSEL_ROWS = 1 << 18;

    private final long wanted;
    private long seen;
    private long found = -1;

    /** Looks for the kept row number {@code wanted}, counted from 0. */
    public SelectedRowSink(long wanted) {
        this.wanted = wanted;
    }

    /** Its number among all rows of the grid, or nothing when the conditions keep fewer. */
    public OptionalLong row() {
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /** Kept rows that were seen: all of them when {@link #row} is empty. */
    public long seen() {
        return seen;
    }

    @Override
    public long morselRows() {
        return MORSEL_ROWS;
    }

    @Override
    public Collector<Part> collector() {
        return new SelectionCollector();
    }

    @Override
    public void append(Part part) {
        if (found < 0 && wanted - seen < part.selected) {
            found = part.row(wanted - seen);
        }
        seen += part.selected;
    }

    @Override
    public boolean done() {
        return found >= 0;
    }

    /**
     * The kept rows of a tile.
     *
     * @param firstRow row number of lane 0
     * @param count how many are kept
     * @param lanes which; empty when the first {@code count} are
     */
    private record Kept(long firstRow, int count, IntList lanes) {
        long row(long number) {
            return firstRow + (lanes.isEmpty() ? number : lanes.getInt((int) number));
        }
    }

    /** The kept rows of a morsel. */
    public static final class Part {
        private final List<Kept> tiles = new ArrayList<>();
        private long selected;

        private Part() {}

        private long row(long number) {
            long rest = number;
            for (Kept tile : tiles) {
                if (rest < tile.count()) {
                    return tile.row(rest);
                }
                rest -= tile.count();
            }
            throw new IllegalArgumentException("no row " + number + " of " + selected);
        }
    }

    private static final class SelectionCollector implements Collector<Part> {
        private final Part part = new Part();

        @Override
        public void accept(Tile tile) {
            IntList lanes = tile.dense() ? IntList.of() : new IntArrayList(tile.selection(), 0, tile.selectedRows());
            part.tiles.add(new Kept(tile.firstRow(), tile.selectedRows(), lanes));
            part.selected += tile.selectedRows();
        }

        @Override
        public Part finish() {
            return part;
        }
    }
}
