package dev.memsweep.spec;

import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Inputs;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Grid;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question asked of a grid: formulas, fixed values, axes, conditions, columns.
 *
 * @param name short name, used for output files
 * @param description what is asked, for people; may be empty
 * @param formulas the formulas with the sweep's derived ones
 * @param fixed values of the parameters that are set and do not move
 * @param grid the axes
 * @param conditions all must hold for a row to stay
 * @param columns names of the output columns in order: axis parameters, fixed or default parameters, formulas
 * @param rows rows of each table that the sweep can name, by table and label
 * @param canonical the spec with everything resolved, as canonical JSON: its identity
 */
public record Sweep(
        String name,
        String description,
        FormulaSet formulas,
        Map<String, Value> fixed,
        Grid grid,
        List<Condition> conditions,
        List<String> columns,
        Map<String, Map<String, Value.Row>> rows,
        String canonical) {

    /** Copies the collections. */
    public Sweep {
        fixed = Map.copyOf(fixed);
        conditions = List.copyOf(conditions);
        columns = List.copyOf(columns);
        rows = Map.copyOf(rows);
    }

    /** The same with other axes. */
    public Sweep withGrid(Grid other) {
        return new Sweep(name, description, formulas, fixed, other, conditions, columns, rows, canonical);
    }

    /** The same with other fixed values. */
    public Sweep withFixed(Map<String, Value> other) {
        return new Sweep(name, description, formulas, other, grid, conditions, columns, rows, canonical);
    }

    /** The same rows under other conditions. */
    public Sweep withConditions(List<Condition> other) {
        return new Sweep(name, description, formulas, fixed, grid, other, columns, rows, canonical);
    }

    /** The same with other output columns. */
    public Sweep withColumns(List<String> other) {
        return new Sweep(name, description, formulas, fixed, grid, conditions, other, rows, canonical);
    }

    /** The inputs of the point at the given positions of the grid. */
    public Inputs inputsAt(int[] positions) {
        return new Inputs() {
            @Override
            public @Nullable Value parameter(String name) {
                Value onAxis = grid.valueAt(name, positions);
                return onAxis != null ? onAxis : fixed.get(name);
            }

            @Override
            public Value.Row row(String table, String label) {
                Value.Row row = rows.getOrDefault(table, Map.of()).get(label);
                if (row == null) {
                    throw new IllegalStateException("the binder let an unknown " + table + " pass: " + label);
                }
                return row;
            }
        };
    }
}
