package dev.memsweep.grid;

import dev.memsweep.formula.Value;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cross product of axes. Row numbers are mixed-radix numbers whose digits are the positions on the axes, the last
 * axis fastest; a grid without axes has one row.
 *
 * @param axes outermost first, at most {@link #MOST_AXES}
 */
public record Grid(List<Axis> axes) {
    /** Most axes: a dependency set is a 64-bit mask. */
    public static final int MOST_AXES = 60;

    /** Copies the axes. */
    public Grid {
        axes = List.copyOf(axes);
        if (axes.size() > MOST_AXES) {
            throw new IllegalArgumentException(axes.size() + " axes; the limit is " + MOST_AXES);
        }
    }

    /** Exact number of rows. */
    public BigInteger exactRows() {
        BigInteger rows = BigInteger.ONE;
        for (Axis axis : axes) {
            rows = rows.multiply(BigInteger.valueOf(axis.size()));
        }
        return rows;
    }

    /**
     * Number of rows.
     *
     * @throws ArithmeticException when it does not fit 64 bits
     */
    public long rows() {
        return exactRows().longValueExact();
    }

    /** Position on each axis of row {@code row}, which lies in {@code [0, rows())}. */
    public int[] coordinates(long row) {
        int[] positions = new int[axes.size()];
        long rest = row;
        for (int i = positions.length - 1; i >= 0; i--) {
            int size = axes.get(i).size();
            positions[i] = (int) (rest % size);
            rest /= size;
        }
        return positions;
    }

    /** Row number of the given positions: the inverse of {@link #coordinates}. */
    public long row(int[] positions) {
        long row = 0;
        for (int i = 0; i < positions.length; i++) {
            row = row * axes.get(i).size() + positions[i];
        }
        return row;
    }

    /** Row number of the given positions in the grid as it was written, before axes were joined. */
    public long writtenRow(int[] positions) {
        long row = 0;
        for (int i = 0; i < positions.length; i++) {
            row = row * axes.get(i).span() + axes.get(i).place(positions[i]);
        }
        return row;
    }

    /** Index of the axis along which {@code parameter} moves, or -1. */
    public int axisOf(String parameter) {
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).columns().stream().anyMatch(c -> c.parameter().equals(parameter))) {
                return i;
            }
        }
        return -1;
    }

    /** Value of {@code parameter} at the given positions, or null when it is on no axis. */
    public @Nullable Value valueAt(String parameter, int[] positions) {
        for (int i = 0; i < positions.length; i++) {
            for (Axis.Values column : axes.get(i).columns()) {
                if (column.parameter().equals(parameter)) {
                    return column.values().get(positions[i]);
                }
            }
        }
        return null;
    }
}
