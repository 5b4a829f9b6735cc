package dev.memsweep.eval;

import dev.memsweep.plan.AxisColumn;
import dev.memsweep.plan.Interval;
import java.util.Objects;

/**
 * Least and greatest value of an axis column over any range of positions.
 *
 * <p>A column that ascends or descends, as nearly all long ones do, is answered by its ends; a short one from the
 * extremes of all ranges whose length is a power of two; a long one without order by those of the whole axis.
 */
final class AxisRanges {
    /** Positions of the longest column for which the extremes of ranges are kept. */
    private static final int LONGEST_TABLE = 1 << 16;

    private final AxisColumn column;
    private final Direction direction;

    /** By power of two: extremes of the range of that length at each position. */
    private double[][] lows = {};

    private double[][] highs = {};

    AxisRanges(AxisColumn column) {
        this.column = column;
        direction = isOrdered(1) ? Direction.RISES : isOrdered(-1) ? Direction.FALLS : Direction.UNKNOWN;
        if (direction == Direction.UNKNOWN) {
            build();
        }
    }

    private double value(int position) {
        long[] longs = column.longs();
        if (longs != null) {
            return longs[position];
        }
        double[] reals = column.reals();
        return reals != null ? reals[position] : Objects.requireNonNull(column.flags())[position] ? 1 : 0;
    }

    private boolean isOrdered(int sign) {
        double last = value(0);
        for (int i = 1; i < column.size(); i++) {
            double next = value(i);
            if (!(sign * last <= sign * next)) {
                return false;
            }
            last = next;
        }
        return true;
    }

    private void build() {
        int size = column.size();
        int powers = size > LONGEST_TABLE ? 1 : 32 - Integer.numberOfLeadingZeros(size);
        lows = new double[powers][];
        highs = new double[powers][];
        lows[0] = new double[size];
        for (int i = 0; i < size; i++) {
            lows[0][i] = value(i);
        }
        highs[0] = lows[0];
        for (int power = 1; power < powers; power++) {
            int half = 1 << (power - 1);
            int count = size - (1 << power) + 1;
            lows[power] = new double[count];
            highs[power] = new double[count];
            for (int i = 0; i < count; i++) {
                lows[power][i] = Math.min(lows[power - 1][i], lows[power - 1][i + half]);
                highs[power][i] = Math.max(highs[power - 1][i], highs[power - 1][i + half]);
            }
        }
    }

    /** How the values move along the axis. */
    Direction direction() {
        return direction;
    }

    /** Positions of the axis. */
    int size() {
        return column.size();
    }

    /** Makes {@code out} the bounds of the values at {@code [from, to)}; those of flags are 0 and 1. */
    void over(int from, int to, Interval out) {
        if (direction != Direction.UNKNOWN) {
            double first = value(from);
            double last = value(to - 1);
            set(Math.min(first, last), Math.max(first, last), out);
            return;
        }
        int power = 31 - Integer.numberOfLeadingZeros(to - from);
        if (power >= lows.length) {
            over(0, column.size(), lows.length - 1, out);
        } else {
            over(from, to, power, out);
        }
    }

    private void over(int from, int to, int power, Interval out) {
        int step = 1 << power;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i += step) {
            int start = Math.min(i, to - step);
            low = Math.min(low, lows[power][start]);
            high = Math.max(high, highs[power][start]);
        }
        set(low, high, out);
    }

    private void set(double low, double high, Interval out) {
        if (column.longs() != null) {
            out.setWhole(low, high);
        } else {
            out.set(low, high);
        }
    }
}
