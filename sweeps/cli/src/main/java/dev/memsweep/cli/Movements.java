package dev.memsweep.cli;

import dev.memsweep.eval.Direction;
import dev.memsweep.eval.Directions;
import dev.memsweep.grid.Axis;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How computed columns move with the parameters of a sweep, as far as it can be proved for all its points. */
final class Movements {
    private final List<String> parameters = new ArrayList<>();
    private final List<Integer> axes = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final Plan plan;
    private final Directions directions;

    private Movements(Sweep sweep) {
        for (int i = 0; i < sweep.grid().axes().size(); i++) {
            for (Axis.Values column : sweep.grid().axes().get(i).columns()) {
                parameters.add(column.parameter());
                axes.add(i);
            }
        }
        columns.addAll(parameters);
        sweep.columns().stream()
                .filter(sweep.formulas().formulas()::containsKey)
                .forEach(columns::add);
        plan = PlanCompiler.compileForSearch(sweep.withConditions(List.of()).withColumns(columns));
        directions = Directions.of(plan);
    }

    /** By column, in words; those that depend on no axis are left out. */
    static Map<String, String> of(Sweep sweep) {
        Movements movements = new Movements(sweep);
        Map<String, String> words = new LinkedHashMap<>();
        for (int column = movements.parameters.size(); column < movements.columns.size(); column++) {
            String told = movements.told(column);
            if (!told.isEmpty()) {
                words.put(movements.columns.get(column), told);
            }
        }
        return words;
    }

    private String told(int column) {
        Map<Direction, List<String>> byDirection = new LinkedHashMap<>();
        byDirection.put(Direction.RISES, new ArrayList<>());
        byDirection.put(Direction.FALLS, new ArrayList<>());
        byDirection.put(Direction.UNKNOWN, new ArrayList<>());
        for (int parameter = 0; parameter < parameters.size(); parameter++) {
            Direction with = with(column, parameter);
            if (with != Direction.NONE) {
                byDirection
                        .computeIfAbsent(with, direction -> new ArrayList<>())
                        .add(parameters.get(parameter));
            }
        }
        List<String> parts = new ArrayList<>();
        byDirection.forEach((direction, names) -> {
            if (!names.isEmpty()) {
                String verb = switch (direction) {
                    case RISES -> "rises with ";
                    case FALLS -> "falls with ";
                    case UNKNOWN, NONE -> "depends on ";
                };
                parts.add(verb + String.join(", ", names));
            }
        });
        return String.join("; ", parts);
    }

    /** How a column moves when a parameter grows. */
    private Direction with(int column, int parameter) {
        int axis = axes.get(parameter);
        Direction along = directions.of(column, axis);
        boolean name = plan.columns().get(parameter).type() == ColumnType.LABEL;
        return switch (name ? Direction.UNKNOWN : directions.of(parameter, axis)) {
            case RISES -> along;
            case FALLS -> along.reversed();
            case UNKNOWN -> along == Direction.NONE ? Direction.NONE : Direction.UNKNOWN;
            case NONE -> Direction.NONE;
        };
    }
}
