package dev.memsweep.query;

import java.util.Arrays;

/** A row and its keys. */
final class RankedRow implements Comparable<RankedRow> {
    private final long row;
    private final long[] keys;

    RankedRow(long row, long[] keys) {
        this.row = row;
        this.keys = keys;
    }

    long row() {
        return row;
    }

    /** By column of the order; read only. */
    long[] keys() {
        return keys;
    }

    @Override
    public int compareTo(RankedRow other) {
        int byKeys = Arrays.compare(keys, other.keys);
        return byKeys != 0 ? byKeys : Long.compare(row, other.row);
    }

    /** Whether no key of this row is above that of {@code others}. */
    boolean atLeastAsGood(long[] others) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] > others[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RankedRow that && row == that.row && Arrays.equals(keys, that.keys);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(row);
    }

    @Override
    public String toString() {
        return row + Arrays.toString(keys);
    }
}
