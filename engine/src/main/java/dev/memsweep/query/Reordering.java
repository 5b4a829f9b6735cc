package dev.memsweep.query;

import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import dev.memsweep.spec.Sweep;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The same points in another order of axes, as suits a question: groups are outermost, what is maximised innermost. */
public final class Reordering {
    private Reordering() {}

    /**
     * A sweep whose outermost axes are those of {@code parameters}, in that order; the others follow in theirs.
     *
     * @throws IllegalArgumentException when a parameter is on no axis
     */
    public static Sweep outermost(Sweep sweep, List<String> parameters) {
        List<Axis> axes = sweep.grid().axes();
        List<Axis> moved = new ArrayList<>();
        for (String parameter : parameters) {
            Axis axis = axes.get(axisOf(sweep, parameter));
            if (!moved.contains(axis)) {
                moved.add(axis);
            }
        }
        axes.stream().filter(axis -> !moved.contains(axis)).forEach(moved::add);
        return sweep.withGrid(new Grid(moved));
    }

    /**
     * How many groups of rows there are in which some parameters have the same values.
     *
     * @param sweep the {@link #outermost} of these parameters, or that with axes joined
     */
    public static long groups(Sweep sweep, List<String> parameters) {
        int last = lastAxis(sweep, parameters);
        return last < 0
                ? 1
                : prefixes(sweep, last)
                        * runs(sweep.grid().axes().get(last), parameters).size();
    }

    /**
     * First rows of these groups.
     *
     * @throws ArithmeticException when they are more than an array holds
     */
    public static long[] groupStarts(Sweep sweep, List<String> parameters) {
        int last = lastAxis(sweep, parameters);
        if (last < 0) {
            return new long[1];
        }
        List<Axis> axes = sweep.grid().axes();
        IntList runs = runs(axes.get(last), parameters);
        long rowsOfPosition = new Grid(axes.subList(last + 1, axes.size())).rows();
        long rowsOfPrefix = rowsOfPosition * axes.get(last).size();
        long[] starts = new long[Math.toIntExact(prefixes(sweep, last) * runs.size())];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i / runs.size() * rowsOfPrefix + runs.getInt(i % runs.size()) * rowsOfPosition;
        }
        return starts;
    }

    private static int lastAxis(Sweep sweep, List<String> parameters) {
        return parameters.stream()
                .mapToInt(parameter -> axisOf(sweep, parameter))
                .max()
                .orElse(-1);
    }

    /** Positions of the axes before one. */
    private static long prefixes(Sweep sweep, int axis) {
        return new Grid(sweep.grid().axes().subList(0, axis)).rows();
    }

    /** Positions from which on the values of some parameters are others than before. */
    private static IntList runs(Axis axis, List<String> parameters) {
        List<Axis.Values> columns = axis.columns().stream()
                .filter(column -> parameters.contains(column.parameter()))
                .toList();
        IntList runs = new IntArrayList();
        for (int i = 0; i < axis.size(); i++) {
            int position = i;
            boolean same = i > 0
                    && columns.stream()
                            .allMatch(column -> column.values()
                                    .get(position)
                                    .equals(column.values().get(position - 1)));
            if (!same) {
                runs.add(i);
            }
        }
        return runs;
    }

    /**
     * A sweep whose innermost axis is that of {@code parameter}, a number, with its values ascending.
     *
     * @throws IllegalArgumentException when the parameter is on no axis or its values are no numbers
     */
    public static Sweep innermost(Sweep sweep, String parameter) {
        int moved = axisOf(sweep, parameter);
        List<Axis> axes = new ArrayList<>(sweep.grid().axes());
        axes.add(ascending(axes.remove(moved), parameter));
        return sweep.withGrid(new Grid(axes));
    }

    private static int axisOf(Sweep sweep, String parameter) {
        int axis = sweep.grid().axisOf(parameter);
        if (axis < 0) {
            throw new IllegalArgumentException(parameter + " is on no axis");
        }
        return axis;
    }

    private static Axis ascending(Axis axis, String parameter) {
        List<Value> keys = axis.columns().stream()
                .filter(column -> column.parameter().equals(parameter))
                .findFirst()
                .orElseThrow()
                .values();
        int[] positions = IntStream.range(0, axis.size())
                .boxed()
                .sorted(Comparator.comparingDouble(position -> number(keys.get(position))))
                .mapToInt(Integer::intValue)
                .toArray();
        return axis.at(IntList.of(positions));
    }

    private static double number(Value value) {
        if (value instanceof Value.Int whole) {
            return whole.value();
        }
        if (value instanceof Value.Real real) {
            return real.value();
        }
        throw new IllegalArgumentException(value + " is no number");
    }
}
