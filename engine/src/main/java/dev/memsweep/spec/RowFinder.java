package dev.memsweep.spec;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.Scalars;
import dev.memsweep.catalog.Table;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.spec.SweepSpec.Item;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds rows by label: those that the spec defines in place, then those of the catalog, there by their aliases too. */
final class RowFinder {
    private final FormulaSet formulas;
    private final Catalog catalog;
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, Map<String, Value.Row>> inPlace = new HashMap<>();

    RowFinder(FormulaSet formulas, Catalog catalog) {
        this.formulas = formulas;
        this.catalog = catalog;
    }

    /** The row of a table, or null. */
    Value.@Nullable Row find(String table, String label) {
        Value.Row defined = inPlace.getOrDefault(table, Map.of()).get(label);
        return defined != null ? defined : table(table).rows().get(label);
    }

    /**
     * Checks that there is a row for every label that an expression names.
     *
     * @param location where the expression is written
     * @throws InputException with every label that is none
     */
    void checkLabels(Expr expr, Location location) {
        ProblemList problems = new ProblemList();
        Expressions.forEach(expr, part -> {
            if (part instanceof Expr.Constant constant && constant.type().kind() == Type.Kind.ROW) {
                String table = constant.type().table();
                String label = constant.value().toString();
                if (find(table, label) == null) {
                    problems.add(
                            location,
                            "'" + label + "' is no " + table
                                    + NearestName.hint(
                                            label, table(table).rows().keySet()));
                }
            }
        });
        problems.throwIfAny();
    }

    /**
     * The row that {@code item} names or defines.
     *
     * @throws InputException when there is none of that label, or what it defines does not fit the table
     */
    Value.Row row(String parameter, String table, Item item) {
        if (!item.attributes().isEmpty()) {
            return define(parameter, table, item);
        }
        Value.Row row = find(table, item.text());
        if (row == null) {
            row = table(table).find(item.text());
        }
        if (row == null) {
            row = single(table, item);
        }
        if (row == null) {
            throw new InputException(
                    item.location(),
                    "'" + parameter + "': '" + item.text() + "' is no " + table
                            + NearestName.hint(item.text(), table(table).names()));
        }
        return row;
    }

    private Value.@Nullable Row single(String table, Item item) {
        Optional<Value.Row> row = catalog.single().find(schema(table), item.text(), item.location());
        row.ifPresent(
                found -> inPlace.computeIfAbsent(table, name -> new HashMap<>()).put(item.text(), found));
        return row.orElse(null);
    }

    private Value.Row define(String parameter, String table, Item item) {
        TableSchema schema = schema(table);
        if (schema.choices() != null) {
            throw new InputException(
                    item.location(),
                    "'" + parameter + "': the rows of '" + table + "' are fixed by the formulas; write one of "
                            + String.join(", ", schema.choices().keySet()));
        }
        ProblemList problems = new ProblemList();
        Map<String, Value> values = new LinkedHashMap<>();
        item.attributes().forEach((name, written) -> {
            TableSchema.Attribute attribute = schema.attributes().get(name);
            if (attribute == null) {
                problems.add(
                        written.location(),
                        "table '" + table + "' has no attribute '" + name + "'"
                                + NearestName.hint(name, schema.attributes().keySet()));
            } else {
                String what = "'" + name + "' of '" + item.text() + "'";
                problems.collect(() -> values.put(
                        name,
                        Scalars.read(written.text(), attribute.type(), attribute.range(), written.location(), what)));
            }
        });
        problems.throwIfAny();
        for (TableSchema.Attribute attribute : schema.attributes().values()) {
            attribute.fallback().ifPresent(value -> values.putIfAbsent(attribute.name(), value));
        }
        Value.Row row = new Value.Row(table, item.text(), values);
        Value.Row earlier =
                inPlace.computeIfAbsent(table, t -> new LinkedHashMap<>()).putIfAbsent(row.label(), row);
        if (earlier != null && !earlier.equals(row)) {
            throw new InputException(
                    item.location(), "'" + row.label() + "' is defined twice with different attributes");
        }
        return row;
    }

    private Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            table = catalog.table(schema(name));
            tables.put(name, table);
        }
        return table;
    }

    private TableSchema schema(String table) {
        TableSchema schema = formulas.tables().get(table);
        if (schema == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        return schema;
    }
}
