package dev.memsweep.eval;

import dev.memsweep.plan.AxisColumn;
import dev.memsweep.plan.Bounds;

/**
 * Least and greatest value of an axis column over any range of positions.
 *
 * <p>A column that ascends or descends, as nearly all long ones do, is answered by its ends; a short one from the
 * extremes of all ranges whose length is a power of two; a long one without order by those of the whole axis.
 */
final class AxisRanges {
    /** Positions of the longest column for which the extremes of ranges are kept. */
    private static final int LONGEST_TABLE = 1 << 16;

    private final double[] values;
    private final boolean whole;
    private final boolean ordered;

    /** By power of two: extremes of the range of that length at each position. */
    private double[][] lows = {};

    private double[][] highs = {};

    AxisRanges(AxisColumn column) {
        values = values(column);
        whole = column.longs() != null;
        ordered = isAscending(values, 1) || isAscending(values, -1);
        if (!ordered) {
            build();
        }
    }

    private static double[] values(AxisColumn column) {
        long[] longs = column.longs();
        double[] reals = column.reals();
        boolean[] flags = column.flags();
        double[] values = new double[column.size()];
        for (int i = 0; i < values.length; i++) {
            if (longs != null) {
                values[i] = longs[i];
            } else if (reals != null) {
                values[i] = reals[i];
            } else if (flags != null) {
                values[i] = flags[i] ? 1 : 0;
            }
        }
        return values;
    }

    private static boolean isAscending(double[] values, int sign) {
        for (int i = 1; i < values.length; i++) {
            if (!(sign * values[i - 1] <= sign * values[i])) {
                return false;
            }
        }
        return true;
    }

    private void build() {
        int powers = values.length > LONGEST_TABLE ? 1 : 32 - Integer.numberOfLeadingZeros(values.length);
        lows = new double[powers][];
        highs = new double[powers][];
        lows[0] = values;
        highs[0] = values;
        for (int power = 1; power < powers; power++) {
            int half = 1 << (power - 1);
            int count = values.length - (1 << power) + 1;
            lows[power] = new double[count];
            highs[power] = new double[count];
            for (int i = 0; i < count; i++) {
                lows[power][i] = Math.min(lows[power - 1][i], lows[power - 1][i + half]);
                highs[power][i] = Math.max(highs[power - 1][i], highs[power - 1][i + half]);
            }
        }
    }

    /** Bounds of the values at {@code [from, to)}; exact for whole numbers up to 2^53, for flags 0 and 1. */
    Bounds over(int from, int to) {
        if (ordered) {
            double first = values[from];
            double last = values[to - 1];
            return bounds(Math.min(first, last), Math.max(first, last));
        }
        int power = 31 - Integer.numberOfLeadingZeros(to - from);
        if (power >= lows.length) {
            return over(0, values.length, lows.length - 1);
        }
        return over(from, to, power);
    }

    private Bounds over(int from, int to, int power) {
        int step = 1 << power;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i += step) {
            int start = Math.min(i, to - step);
            low = Math.min(low, lows[power][start]);
            high = Math.max(high, highs[power][start]);
        }
        return bounds(low, high);
    }

    private Bounds bounds(double low, double high) {
        return whole ? Bounds.whole(low, high) : new Bounds(low, high);
    }
}
