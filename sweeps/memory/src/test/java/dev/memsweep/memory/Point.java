package dev.memsweep.memory;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Inputs;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One point of a shipped set: the values of its formulas for some settings, the rest by default. */
final class Point {
    private static final Map<String, FormulaSet> SETS = new HashMap<>();
    private static final Catalog CATALOG = new Catalog(List.of(MemoryModel.tables()));
    private static final Map<String, Map<String, Value.Row>> ROWS = new HashMap<>();

    private final FormulaSet formulas;
    private final NumberReading reading;

    /** The point of {@code set} with settings such as {@code "model=gpt-3-175b tp=8"}. */
    Point(String set, String settings) {
        formulas = set(set);
        Map<String, Value> values = new HashMap<>();
        for (String setting : settings.strip().split("\\s+", -1)) {
            String[] parts = setting.split("=", 2);
            Parameter parameter = formulas.parameters().get(parts[0]);
            if (parameter == null) {
                throw new IllegalArgumentException("no parameter '" + parts[0] + "' in '" + settings + "'");
            }
            values.put(parts[0], value(parameter.type(), parts[1]));
        }
        reading = new NumberReading(formulas, new Inputs() {
            @Override
            public @Nullable Value parameter(String name) {
                return values.get(name);
            }

            @Override
            public Value.Row row(String table, String label) {
                return Point.this.row(table, label);
            }
        });
    }

    static FormulaSet set(String name) {
        return SETS.computeIfAbsent(
                name, key -> FormulaSet.load(List.of(key), new MemoryModel(Path.of("")), Location.of("test")));
    }

    private Value value(Type type, String text) {
        return switch (type.kind()) {
            case INT -> new Value.Int(new BigDecimal(text).longValueExact());
            case REAL -> new Value.Real(Double.parseDouble(text));
            case BOOL -> new Value.Bool(Boolean.parseBoolean(text));
            case TEXT -> new Value.Text(text);
            case ROW -> row(type.table(), text);
        };
    }

    private Value.Row row(String table, String label) {
        Map<String, Value.Row> rows = ROWS.computeIfAbsent(
                table,
                key -> CATALOG.table(Objects.requireNonNull(formulas.tables().get(key)))
                        .rows());
        return Objects.requireNonNull(rows.get(label), () -> "no " + table + " '" + label + "'");
    }

    /** The value of an expression, as it is printed. */
    String text(String expression) {
        return reading.evaluate(formulas.expression(Source.embedded(Location.of("test"), expression)))
                .toString();
    }

    /** The value of an expression. */
    double number(String expression) {
        return Double.parseDouble(text(expression));
    }

    /** The value of a whole-number expression. */
    long whole(String expression) {
        return Long.parseLong(text(expression));
    }
}
