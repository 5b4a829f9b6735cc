package dev.memsweep.spec;

import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The points of a sweep at which some parameters of its axes have one value each, as a sweep of its own.
 *
 * @param values the value of each of those parameters as text, in the order asked for; not to be changed
 * @param sweep the rest: it has the same rows in the same order, without the columns of those parameters, and keeps the
 *     identity of the whole
 * @param positions by the number of each axis that is shorter than that of the whole: which positions there it has
 */
public record SweepPartition(Map<String, String> values, Sweep sweep, Map<Integer, List<Integer>> positions) {
    /** Where a point of this partition stands on the axes of the whole sweep. */
    public int[] inWhole(int[] point) {
        int[] whole = point.clone();
        positions.forEach((axis, ofWhole) -> whole[axis] = ofWhole.get(point[axis]));
        return whole;
    }

    /** Positions of an axis at which some of its parameters have certain values. */
    private record Choice(int axis, Map<String, String> values, IntList positions) {}

    /**
     * The partitions of a sweep, the last parameter fastest unless several are on one axis; one that is all of it when no
     * parameter is named.
     *
     * @throws IllegalArgumentException when a parameter is on no axis
     */
    public static List<SweepPartition> of(Sweep sweep, List<String> parameters) {
        List<List<Choice>> all = List.of(List.of());
        for (List<Choice> choices : choices(sweep, parameters)) {
            List<List<Choice>> longer = new ArrayList<>();
            for (List<Choice> start : all) {
                for (Choice choice : choices) {
                    List<Choice> some = new ArrayList<>(start);
                    some.add(choice);
                    longer.add(some);
                }
            }
            all = longer;
        }
        return all.stream().map(some -> of(sweep, parameters, some)).toList();
    }

    /**
     * Number of partitions, without making them.
     *
     * @throws IllegalArgumentException when a parameter is on no axis
     */
    public static BigInteger count(Sweep sweep, List<String> parameters) {
        BigInteger count = BigInteger.ONE;
        for (List<Choice> choices : choices(sweep, parameters)) {
            count = count.multiply(BigInteger.valueOf(choices.size()));
        }
        return count;
    }

    /** What the parameters can be, axis by axis: those of one axis move together. */
    private static List<List<Choice>> choices(Sweep sweep, List<String> parameters) {
        Grid grid = sweep.grid();
        Map<Integer, List<String>> byAxis = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int axis = grid.axisOf(parameter);
            if (axis < 0) {
                throw new IllegalArgumentException(parameter + " is on no axis");
            }
            byAxis.computeIfAbsent(axis, a -> new ArrayList<>()).add(parameter);
        }
        List<List<Choice>> choices = new ArrayList<>();
        byAxis.forEach((axis, names) -> choices.add(choices(grid, axis, names)));
        return choices;
    }

    private static List<Choice> choices(Grid grid, int index, List<String> names) {
        Axis axis = grid.axes().get(index);
        Map<Map<String, String>, Choice> distinct = new LinkedHashMap<>();
        for (int i = 0; i < axis.size(); i++) {
            Map<String, String> values = new LinkedHashMap<>();
            for (Axis.Values column : axis.columns()) {
                if (names.contains(column.parameter())) {
                    values.put(column.parameter(), column.values().get(i).toString());
                }
            }
            distinct.computeIfAbsent(values, v -> new Choice(index, v, new IntArrayList()))
                    .positions()
                    .add(i);
        }
        return List.copyOf(distinct.values());
    }

    private static SweepPartition of(Sweep sweep, List<String> parameters, List<Choice> choices) {
        List<Axis> axes = new ArrayList<>(sweep.grid().axes());
        Map<String, String> values = new LinkedHashMap<>();
        parameters.forEach(parameter -> values.put(parameter, ""));
        Map<Integer, List<Integer>> positions = new LinkedHashMap<>();
        for (Choice choice : choices) {
            positions.put(choice.axis(), choice.positions());
            axes.set(choice.axis(), axes.get(choice.axis()).at(choice.positions()));
            values.putAll(choice.values());
        }
        List<String> columns = sweep.columns().stream()
                .filter(column -> !values.containsKey(column))
                .toList();
        Sweep rest = sweep.withGrid(new Grid(axes)).withColumns(columns);
        return new SweepPartition(values, rest, positions);
    }
}
