package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;

/** Copies the selected lanes of a tile to consecutive elements of a page. */
final class Lanes {
    private Lanes() {}

    /** Writes to {@code out[at, at + tile.selectedRows())}. */
    static void copy(Tile tile, long[] values, long[] out, int at) {
        if (tile.dense()) {
            System.arraycopy(values, 0, out, at, tile.rows());
            return;
        }
        int[] selection = tile.selection();
        int count = tile.selectedRows();
        for (int i = 0; i < count; i++) {
            out[at + i] = values[selection[i]];
        }
    }

    /** Writes to {@code out[at, at + tile.selectedRows())}. */
    static void copy(Tile tile, int[] values, int[] out, int at) {
        if (tile.dense()) {
            System.arraycopy(values, 0, out, at, tile.rows());
            return;
        }
        int[] selection = tile.selection();
        int count = tile.selectedRows();
        for (int i = 0; i < count; i++) {
            out[at + i] = values[selection[i]];
        }
    }

    /** Writes to {@code out[at, at + tile.selectedRows())}. */
    static void copy(Tile tile, double[] values, double[] out, int at) {
        if (tile.dense()) {
            System.arraycopy(values, 0, out, at, tile.rows());
            return;
        }
        int[] selection = tile.selection();
        int count = tile.selectedRows();
        for (int i = 0; i < count; i++) {
            out[at + i] = values[selection[i]];
        }
    }

    /** Writes 0 or 1 to {@code out[at, at + tile.selectedRows())}. */
    static void copy(Tile tile, boolean[] values, byte[] out, int at) {
        int count = tile.selectedRows();
        if (tile.dense()) {
            for (int i = 0; i < count; i++) {
                out[at + i] = (byte) (values[i] ? 1 : 0);
            }
            return;
        }
        int[] selection = tile.selection();
        for (int i = 0; i < count; i++) {
            out[at + i] = (byte) (values[selection[i]] ? 1 : 0);
        }
    }

    /** Length of a page's array that has to hold {@code needed} elements and now holds {@code length}. */
    static int grownLength(int length, int needed) {
        return Math.max(needed, Math.multiplyExact(length, 2));
    }
}
