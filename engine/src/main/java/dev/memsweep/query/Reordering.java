package dev.memsweep.query;

import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import dev.memsweep.spec.Sweep;
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
        return with(sweep, moved);
    }

    /** Number of axes that some parameters are on. */
    public static int axes(Sweep sweep, List<String> parameters) {
        return (int) parameters.stream()
                .map(parameter -> axisOf(sweep, parameter))
                .distinct()
                .count();
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
        return with(sweep, axes);
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
        List<Integer> positions = IntStream.range(0, axis.size())
                .boxed()
                .sorted(Comparator.comparingDouble(position -> number(keys.get(position))))
                .toList();
        List<Axis.Values> columns = new ArrayList<>();
        for (Axis.Values column : axis.columns()) {
            List<Value> values = positions.stream().map(column.values()::get).toList();
            columns.add(new Axis.Values(column.parameter(), column.type(), values));
        }
        return new Axis(axis.name(), columns);
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

    private static Sweep with(Sweep sweep, List<Axis> axes) {
        return new Sweep(
                sweep.name(),
                sweep.description(),
                sweep.formulas(),
                sweep.fixed(),
                new Grid(axes),
                sweep.conditions(),
                sweep.columns(),
                sweep.rows(),
                sweep.canonical());
    }
}
