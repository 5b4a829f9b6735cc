package dev.memsweep.spec;

import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The points of a sweep at which some parameters of its axes have one value each, as a sweep of its own.
 *
 * @param values the value of each of those parameters as text, in the order asked for
 * @param sweep the rest: it has the same rows in the same order, without the columns of those parameters, and keeps the
 *     identity of the whole
 */
public record SweepPartition(Map<String, String> values, Sweep sweep) {

    /** The partitions of a sweep, the last parameter fastest; one that is all of it when no parameter is named. */
    public static List<SweepPartition> of(Sweep sweep, List<String> parameters) {
        List<Map<String, String>> all = List.of(Map.of());
        for (Set<Map<String, String>> choices : choices(sweep, parameters)) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> start : all) {
                for (Map<String, String> choice : choices) {
                    Map<String, String> values = new LinkedHashMap<>(start);
                    values.putAll(choice);
                    longer.add(values);
                }
            }
            all = longer;
        }
        return all.stream()
                .map(values -> new SweepPartition(inOrder(values, parameters), restricted(sweep, values)))
                .toList();
    }

    /**
     * Number of partitions, without making them.
     *
     * @throws IllegalArgumentException when a parameter is on no axis
     */
    public static BigInteger count(Sweep sweep, List<String> parameters) {
        BigInteger count = BigInteger.ONE;
        for (Set<Map<String, String>> choices : choices(sweep, parameters)) {
            count = count.multiply(BigInteger.valueOf(choices.size()));
        }
        return count;
    }

    /** What the parameters can be, axis by axis: those of one axis move together. */
    private static List<Set<Map<String, String>>> choices(Sweep sweep, List<String> parameters) {
        Grid grid = sweep.grid();
        Map<Integer, List<String>> byAxis = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int axis = grid.axisOf(parameter);
            if (axis < 0) {
                throw new IllegalArgumentException(parameter + " is on no axis");
            }
            byAxis.computeIfAbsent(axis, a -> new ArrayList<>()).add(parameter);
        }
        List<Set<Map<String, String>>> choices = new ArrayList<>();
        byAxis.forEach((index, names) -> {
            Axis axis = grid.axes().get(index);
            Map<Map<String, String>, Boolean> distinct = new LinkedHashMap<>();
            for (int i = 0; i < axis.size(); i++) {
                distinct.put(valuesAt(axis, i, names), true);
            }
            choices.add(distinct.keySet());
        });
        return choices;
    }

    private static Map<String, String> valuesAt(Axis axis, int position, List<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Axis.Values column : axis.columns()) {
            if (names.contains(column.parameter())) {
                values.put(column.parameter(), column.values().get(position).toString());
            }
        }
        return values;
    }

    private static Map<String, String> inOrder(Map<String, String> values, List<String> parameters) {
        Map<String, String> ordered = new LinkedHashMap<>();
        parameters.forEach(parameter -> ordered.put(parameter, String.valueOf(values.get(parameter))));
        return ordered;
    }

    private static Sweep restricted(Sweep sweep, Map<String, String> values) {
        List<Axis> axes = sweep.grid().axes().stream()
                .map(axis -> restricted(axis, values))
                .toList();
        Set<String> left = new HashSet<>(values.keySet());
        return new Sweep(
                sweep.name(),
                sweep.description(),
                sweep.formulas(),
                sweep.fixed(),
                new Grid(axes),
                sweep.conditions(),
                sweep.columns().stream()
                        .filter(column -> !left.contains(column))
                        .toList(),
                sweep.rows(),
                sweep.canonical());
    }

    /** The positions of an axis that have the values; the axis itself when none of them is on it. */
    private static Axis restricted(Axis axis, Map<String, String> values) {
        List<String> names = axis.columns().stream()
                .map(Axis.Values::parameter)
                .filter(values::containsKey)
                .toList();
        if (names.isEmpty()) {
            return axis;
        }
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < axis.size(); i++) {
            if (valuesAt(axis, i, names).entrySet().stream()
                    .allMatch(entry -> entry.getValue().equals(values.get(entry.getKey())))) {
                kept.add(i);
            }
        }
        List<Axis.Values> columns = new ArrayList<>();
        for (Axis.Values column : axis.columns()) {
            List<Value> some = kept.stream().map(column.values()::get).toList();
            columns.add(new Axis.Values(column.parameter(), column.type(), some));
        }
        return new Axis(axis.name(), columns);
    }
}
