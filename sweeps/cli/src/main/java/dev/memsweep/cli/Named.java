package dev.memsweep.cli;

import dev.memsweep.catalog.Table;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Outline;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import dev.memsweep.memory.MemoryModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What bears a name, or all that a formula set declares.
 *
 * @param parameters parameters
 * @param formulas formulas
 * @param functions functions, as written
 * @param tables tables and choices
 * @param rows rows of tables
 */
record Named(
        List<Parameter> parameters,
        List<Formula> formulas,
        List<Outline.Entry> functions,
        List<TableSchema> tables,
        List<TableRow> rows) {
    /**
     * A row with its table.
     *
     * @param row the row
     * @param table the table
     */
    record TableRow(Value.Row row, Table table) {}

    /** Copies the lists. */
    Named {
        parameters = List.copyOf(parameters);
        formulas = List.copyOf(formulas);
        functions = List.copyOf(functions);
        tables = List.copyOf(tables);
        rows = List.copyOf(rows);
    }

    /** All that the set declares, hidden formulas left out. */
    static Named all(FormulaSet set) {
        return new Named(
                List.copyOf(set.parameters().values()),
                set.formulas().values().stream()
                        .filter(formula -> !formula.hidden())
                        .toList(),
                functions(set),
                List.copyOf(set.tables().values()),
                List.of());
    }

    /**
     * Everything that bears the name.
     *
     * @throws InputException when nothing does
     */
    static Named of(String name, Known known) {
        FormulaSet set = known.formulas();
        List<TableRow> rows = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(set.formulas().keySet());
        names.addAll(set.parameters().keySet());
        for (TableSchema schema : set.tables().values()) {
            Table table = known.table(schema.name());
            Value.Row row = table.find(name);
            if (row != null) {
                rows.add(new TableRow(row, table));
            }
            names.add(schema.name());
            names.addAll(table.names());
        }
        functions(set).forEach(function -> names.add(function.name()));
        if (rows.isEmpty() && !names.contains(name)) {
            names.addAll(MemoryModel.sets());
            String hint = NearestName.of(name, names)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("see memsweep list models, devices, formulas or parameters");
            throw new InputException(Location.of(""), "nothing is called '" + name + "'; " + hint);
        }
        return new Named(
                set.parameters().values().stream()
                        .filter(parameter -> parameter.name().equals(name))
                        .toList(),
                set.formulas().values().stream()
                        .filter(formula -> formula.name().equals(name))
                        .toList(),
                functions(set).stream()
                        .filter(function -> function.name().equals(name))
                        .toList(),
                set.tables().values().stream()
                        .filter(table -> table.name().equals(name))
                        .toList(),
                rows);
    }

    private static List<Outline.Entry> functions(FormulaSet set) {
        return set.outlines().stream()
                .flatMap(outline -> outline.sections().stream())
                .flatMap(section -> section.entries().stream())
                .filter(entry -> entry.kind() == Outline.Kind.FUNCTION)
                .toList();
    }

    /** The formulas, and parameters by their defaults, that use what bears the name. */
    static List<String> users(FormulaSet set, String name) {
        List<String> users = new ArrayList<>();
        set.formulas().values().stream()
                .filter(formula -> Expressions.names(formula.expr()).contains(name))
                .forEach(formula -> users.add(formula.name()));
        set.parameters().values().stream()
                .filter(parameter -> parameter
                        .fallback()
                        .filter(fallback -> Expressions.names(fallback).contains(name))
                        .isPresent())
                .forEach(parameter -> users.add(parameter.name()));
        return users;
    }
}
