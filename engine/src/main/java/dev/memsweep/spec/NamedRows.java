package dev.memsweep.spec;

import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the rows of tables that a sweep names: in its expressions, on its axes, among its fixed values. */
final class NamedRows {
    private final RowFinder rows;
    private final Map<String, Map<String, Value.Row>> byTable = new TreeMap<>();

    NamedRows(RowFinder rows) {
        this.rows = rows;
    }

    /** The rows by table and label. */
    Map<String, Map<String, Value.Row>> byTable() {
        return byTable;
    }

    /** The rows that constants and matches of an expression name. */
    void add(Expr expr) {
        Expressions.forEach(expr, part -> {
            if (part instanceof Expr.Constant constant && constant.type().kind() == Type.Kind.ROW) {
                add(rows.find(constant.type().table(), constant.value().toString()));
            }
            if (part instanceof Expr.Match match) {
                String table = match.subject().type().table();
                match.arms().forEach(arm -> arm.labels().forEach(label -> add(rows.find(table, label))));
            }
        });
    }

    /** The rows on an axis. */
    void add(Axis axis) {
        axis.columns().stream()
                .filter(column -> column.type().kind() == Type.Kind.ROW)
                .forEach(column -> column.values().forEach(this::add));
    }

    /** The value, if it is a row. */
    void add(@Nullable Value value) {
        if (value instanceof Value.Row row) {
            byTable.computeIfAbsent(row.table(), table -> new TreeMap<>()).put(row.label(), row);
        }
    }
}
