package dev.memsweep.spark;

import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiPredicate;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Spark's predicates as conditions of a sweep, in the text of the formula language.
 *
 * <p>No value of a sweep is NULL or NaN, so that Spark's three-valued logic and the language's agree.
 */
final class FilterText {
    private static final Map<String, String> COMPARISONS =
            Map.of("=", "==", "<=>", "==", "<>", "!=", "<", "<", "<=", "<=", ">", ">", ">=", ">=");
    private static final Map<String, BiPredicate<UTF8String, UTF8String>> ON_LABELS = Map.ofEntries(
            Map.entry("=", UTF8String::equals),
            Map.entry("<=>", UTF8String::equals),
            Map.entry("<>", (label, text) -> !label.equals(text)),
            Map.entry("<", (label, text) -> label.compareTo(text) < 0),
            Map.entry("<=", (label, text) -> label.compareTo(text) <= 0),
            Map.entry(">", (label, text) -> label.compareTo(text) > 0),
            Map.entry(">=", (label, text) -> label.compareTo(text) >= 0),
            Map.entry("STARTS_WITH", UTF8String::startsWith),
            Map.entry("ENDS_WITH", UTF8String::endsWith),
            Map.entry("CONTAINS", UTF8String::contains));

    private final Map<String, Column> columns;
    private final Map<String, Set<String>> labels;

    /**
     * A translation.
     *
     * @param columns of the table, by name
     * @param labels all that a label column can hold, by name; of those without, only equality is translated
     */
    FilterText(Map<String, Column> columns, Map<String, Set<String>> labels) {
        this.columns = columns;
        this.labels = labels;
    }

    /** The condition that holds where {@code predicate} does; nothing when the language cannot say it. */
    Optional<String> of(Predicate predicate) {
        Expression[] children = predicate.children();
        switch (predicate.name()) {
            case "ALWAYS_TRUE" -> {
                return Optional.of("true");
            }
            case "ALWAYS_FALSE" -> {
                return Optional.of("false");
            }
            case "AND", "OR" -> {
                return both(predicate.name().equals("AND") ? " and " : " or ", children);
            }
            case "NOT" -> {
                return nested(children[0]).map(text -> "(not " + text + ")");
            }
            case "IS_NOT_NULL" -> {
                return column(children[0]).map(column -> "true");
            }
            case "IS_NULL" -> {
                return column(children[0]).map(column -> "false");
            }
            case "IN" -> {
                return among(children);
            }
            default -> {
                return children.length == 2 ? comparison(predicate.name(), children[0], children[1]) : Optional.empty();
            }
        }
    }

    private Optional<String> nested(Expression expression) {
        return expression instanceof Predicate predicate ? of(predicate) : Optional.empty();
    }

    private Optional<String> both(String operator, Expression[] children) {
        return nested(children[0])
                .flatMap(left -> nested(children[1]).map(right -> "(" + left + operator + right + ")"));
    }

    private Optional<Column> column(Expression expression) {
        if (!(expression instanceof NamedReference reference) || reference.fieldNames().length != 1) {
            return Optional.empty();
        }
        return Optional.ofNullable(columns.get(reference.fieldNames()[0]));
    }

    /** An IN is an OR of equalities. */
    private Optional<String> among(Expression[] children) {
        StringJoiner any = new StringJoiner(" or ", "(", ")");
        for (int i = 1; i < children.length; i++) {
            Optional<String> equal = comparison("=", children[0], children[i]);
            if (equal.isEmpty()) {
                return equal;
            }
            any.add(equal.get());
        }
        return children.length == 1 ? Optional.of("false") : Optional.of(any.toString());
    }

    private Optional<String> comparison(String operator, Expression left, Expression right) {
        Optional<Column> column = column(left);
        if (column.isEmpty() || !(right instanceof Literal<?> literal)) {
            return Optional.empty();
        }
        if (column.get().type() == ColumnType.LABEL) {
            return literal.value() instanceof UTF8String text
                    ? onLabel(operator, column.get(), text)
                    : Optional.empty();
        }
        String symbol = COMPARISONS.get(operator);
        if (symbol == null) {
            return Optional.empty();
        }
        return literal(column.get().type(), literal.value())
                .map(value -> "(" + column.get().name() + " " + symbol + " " + value + ")");
    }

    /** A comparison with a text, as a list of the labels that meet it. */
    private Optional<String> onLabel(String operator, Column column, UTF8String text) {
        BiPredicate<UTF8String, UTF8String> comparison = ON_LABELS.get(operator);
        Set<String> possible = labels.get(column.name());
        if (comparison == null || possible == null) {
            return Optional.empty();
        }
        List<String> met = new ArrayList<>();
        for (String label : possible) {
            if (comparison.test(UTF8String.fromString(label), text)) {
                if (!label.matches("[^'\"\\\\\\p{Cntrl}]+")) {
                    return Optional.empty();
                }
                met.add('"' + label + '"');
            }
        }
        return Optional.of(met.isEmpty() ? "false" : column.name() + " in (" + String.join(", ", met) + ")");
    }

    private static Optional<String> literal(ColumnType type, Object value) {
        boolean fits = switch (type) {
            case INT32, INT64 -> (value instanceof Integer || value instanceof Long) && !value.equals(Long.MIN_VALUE);
            case REAL -> value instanceof Double real && Double.isFinite(real);
            case FLAG -> value instanceof Boolean;
            case LABEL -> false;
        };
        return fits ? Optional.of("(" + value + ")") : Optional.empty();
    }
}
