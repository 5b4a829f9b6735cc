package dev.memsweep.spec;

import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.SqlReading;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A whole sweep as one SQL query that DuckDB runs: the same rows, the same values, the same types.
 *
 * <p>Each axis is a table of literals with the position of every value, {@code grid} is their cross product, and each
 * layer adds the formulas that need nothing but the layers before it.
 */
public final class SweepSql {
    private final Sweep sweep;
    private final BoundFormulas bound;
    private final Set<Expr.Attribute> attributes = new LinkedHashSet<>();
    private final StringBuilder sql = new StringBuilder();
    private String previous = "grid";

    private SweepSql(Sweep sweep) {
        this.sweep = sweep;
        this.bound = BoundFormulas.of(sweep);
    }

    /**
     * The query with its rows in the order of the grid.
     *
     * @throws InputException when the sweep has a parameter without a value, or a name that SQL cannot tell from another
     */
    public static String ordered(Sweep sweep) {
        SweepSql query = new SweepSql(sweep);
        query.rows();
        List<String> positions = new ArrayList<>();
        for (int i = 0; i < sweep.grid().axes().size(); i++) {
            positions.add(position(i));
        }
        if (!positions.isEmpty()) {
            query.sql.append("ORDER BY ").append(String.join(", ", positions)).append('\n');
        }
        return query.sql.toString();
    }

    /**
     * The query with its rows in any order, which is what an aggregate over them wants.
     *
     * @throws InputException as for {@link #ordered}
     */
    public static String unordered(Sweep sweep) {
        SweepSql query = new SweepSql(sweep);
        query.rows();
        return query.sql.toString();
    }

    private void rows() {
        collectAttributes();
        sql.append("WITH\n");
        List<Axis> axes = sweep.grid().axes();
        List<String> tables = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            axis(i, axes.get(i));
            tables.add("axis_" + (i + 1));
        }
        String product = tables.isEmpty() ? "(SELECT 0 AS position__0)" : String.join(" CROSS JOIN ", tables);
        sql.append("grid AS (\n  SELECT * FROM ").append(product).append("\n)");
        layers();
        sql.append("\nSELECT\n  ");
        sql.append(
                String.join(",\n  ", sweep.columns().stream().map(this::column).toList()));
        sql.append("\nFROM ").append(previous).append('\n');
        if (!bound.conditions().isEmpty()) {
            List<String> conditions =
                    bound.conditions().stream().map(SqlReading::of).toList();
            sql.append("WHERE ").append(String.join("\n  AND ", conditions)).append('\n');
        }
    }

    private void collectAttributes() {
        List<Expr> all = new ArrayList<>(bound.formulas().values());
        all.addAll(bound.conditions());
        sweep.columns().forEach(column -> all.add(bound.column(column)));
        for (Expr expr : all) {
            Expressions.forEach(expr, part -> {
                if (part instanceof Expr.Attribute attribute) {
                    attributes.add(attribute);
                }
            });
        }
        for (Expr.Attribute attribute : attributes) {
            String column = attributeColumn(attribute);
            if (bound.formulas().containsKey(column) || sweep.grid().axisOf(column) >= 0) {
                throw new InputException(
                        Location.of(sweep.name()),
                        "'" + column + "' is in SQL the column of attribute '" + attribute.name() + "' of '"
                                + parameter(attribute) + "'; use another name");
            }
        }
    }

    private void axis(int index, Axis axis) {
        List<String> selected = new ArrayList<>();
        List<List<String>> cells = new ArrayList<>();
        selected.add("CAST(c0 AS BIGINT) AS " + position(index));
        for (int i = 0; i < axis.size(); i++) {
            cells.add(new ArrayList<>(List.of(Integer.toString(i))));
        }
        for (Axis.Values column : axis.columns()) {
            String name = SqlReading.identifier(column.parameter());
            add(selected, cells, name, column.type(), column.values());
            for (Expr.Attribute attribute : attributes) {
                if (parameter(attribute).equals(column.parameter())) {
                    List<Value> values = column.values().stream()
                            .map(row -> ((Value.Row) row).attributes().get(attribute.name()))
                            .toList();
                    add(selected, cells, attributeColumn(attribute), attribute.type(), values);
                }
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < selected.size(); i++) {
            names.add("c" + i);
        }
        List<String> rows =
                cells.stream().map(row -> "(" + String.join(", ", row) + ")").toList();
        sql.append("axis_").append(index + 1).append(" AS (\n  SELECT ");
        sql.append(String.join(", ", selected)).append("\n  FROM (VALUES ");
        sql.append(String.join(", ", rows))
                .append(") AS v(")
                .append(String.join(", ", names))
                .append(")\n),\n");
    }

    private static void add(
            List<String> selected, List<List<String>> cells, String name, Type type, List<Value> values) {
        selected.add("CAST(c" + selected.size() + " AS " + sqlType(type) + ") AS " + name);
        for (int i = 0; i < values.size(); i++) {
            cells.get(i).add(cell(values.get(i)));
        }
    }

    private static String cell(Value value) {
        boolean bare = value instanceof Value.Int || value instanceof Value.Bool;
        String text = value instanceof Value.Real real ? Double.toString(real.value()) : value.toString();
        return bare ? text : SqlReading.quoted(text);
    }

    private void layers() {
        Map<String, Integer> depths = new HashMap<>();
        Map<Integer, List<String>> layers = new TreeMap<>();
        bound.formulas().forEach((name, expr) -> {
            int depth = 1 + depthOf(expr, depths);
            depths.put(name, depth);
            layers.computeIfAbsent(depth, d -> new ArrayList<>())
                    .add(SqlReading.of(expr) + " AS " + SqlReading.identifier(name));
        });
        layers.forEach((depth, columns) -> {
            String layer = "layer_" + depth;
            sql.append(",\n").append(layer).append(" AS (\n  SELECT *,\n    ");
            sql.append(String.join(",\n    ", columns));
            sql.append("\n  FROM ").append(previous).append("\n)");
            previous = layer;
        });
    }

    private static int depthOf(Expr expr, Map<String, Integer> depths) {
        int[] deepest = {0};
        Expressions.forEach(expr, part -> {
            if (part instanceof Expr.Reference reference) {
                deepest[0] = Math.max(deepest[0], depths.getOrDefault(reference.formula(), 0));
            }
        });
        return deepest[0];
    }

    private String column(String name) {
        Expr expr = bound.column(name);
        Parameter parameter = sweep.formulas().parameters().get(name);
        boolean small = parameter != null
                && parameter.type().equals(Type.INT)
                && parameter.range().fitsInt32();
        String type = small ? "INTEGER" : sqlType(expr.type());
        return "CAST(" + SqlReading.of(expr) + " AS " + type + ") AS " + SqlReading.identifier(name);
    }

    private static String sqlType(Type type) {
        return switch (type.kind()) {
            case INT -> "BIGINT";
            case REAL -> "DOUBLE";
            case BOOL -> "BOOLEAN";
            case TEXT, ROW -> "VARCHAR";
        };
    }

    private static String position(int axis) {
        return "position__" + (axis + 1);
    }

    private static String parameter(Expr.Attribute attribute) {
        return ((Expr.Input) attribute.row()).parameter();
    }

    private static String attributeColumn(Expr.Attribute attribute) {
        return SqlReading.attributeColumn(parameter(attribute), attribute.name());
    }
}
