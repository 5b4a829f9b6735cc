package dev.memsweep.plan;

import org.jspecify.annotations.Nullable;

/**
 * The values of a parameter or attribute by position on its axis; exactly one of the arrays is there.
 *
 * <p>Shared by all workers and never written after construction.
 */
public final class AxisColumn {
    private final int axis;
    private final long @Nullable [] longs;
    private final double @Nullable [] reals;
    private final boolean @Nullable [] flags;

    private AxisColumn(int axis, long @Nullable [] longs, double @Nullable [] reals, boolean @Nullable [] flags) {
        this.axis = axis;
        this.longs = longs;
        this.reals = reals;
        this.flags = flags;
    }

    static AxisColumn of(int axis, long[] values) {
        return new AxisColumn(axis, values, null, null);
    }

    static AxisColumn of(int axis, double[] values) {
        return new AxisColumn(axis, null, values, null);
    }

    static AxisColumn of(int axis, boolean[] values) {
        return new AxisColumn(axis, null, null, values);
    }

    /** The axis. */
    public int axis() {
        return axis;
    }

    /** Whole numbers or label codes by position; null for other kinds. Read only. */
    public long @Nullable [] longs() {
        return longs;
    }

    /** Reals by position; null for other kinds. Read only. */
    public double @Nullable [] reals() {
        return reals;
    }

    /** Flags by position; null for other kinds. Read only. */
    public boolean @Nullable [] flags() {
        return flags;
    }
}
