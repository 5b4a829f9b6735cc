package dev.memsweep.plan;

import dev.memsweep.formula.Value;
import dev.memsweep.grid.WholeRange;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

    /** Numbers or flags by position, all of one kind. */
    static AxisColumn of(int axis, List<Value> values) {
        if (values instanceof WholeRange range) {
            long[] numbers = new long[range.size()];
            Arrays.setAll(numbers, range::at);
            return of(axis, numbers);
        }
        Value first = values.get(0);
        if (first instanceof Value.Int) {
            return of(
                    axis,
                    values.stream().mapToLong(v -> ((Value.Int) v).value()).toArray());
        }
        if (first instanceof Value.Real) {
            return of(
                    axis,
                    values.stream().mapToDouble(v -> ((Value.Real) v).value()).toArray());
        }
        boolean[] flags = new boolean[values.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = ((Value.Bool) values.get(i)).value();
        }
        return of(axis, flags);
    }

    /** Positions of the axis. */
    public int size() {
        if (longs != null) {
            return longs.length;
        }
        return reals != null ? reals.length : Objects.requireNonNull(flags).length;
    }

    /** The value at a position. */
    Value value(int position) {
        if (longs != null) {
            return new Value.Int(longs[position]);
        }
        return reals != null
                ? new Value.Real(reals[position])
                : new Value.Bool(Objects.requireNonNull(flags)[position]);
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
