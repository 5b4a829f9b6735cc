package dev.memsweep.formula;

import java.util.Locale;
import java.util.Set;

/**
 * The SQL reading of an expression, in the dialect that DuckDB runs and Spark SQL understands but for {@code //}.
 *
 * <p>Columns bear the names of parameters and formulas; the attribute {@code hidden} of parameter {@code model} is the
 * column {@code model__hidden}; a row is its label. Whole-number columns are BIGINT, so that an overflow is an error
 * there too; reals are DOUBLE and evaluated in the same order.
 *
 * <p>An engine computes a column in every row, also where the branch that uses it is not taken: a division by zero there
 * gives NULL, which nothing reads, but an overflow there is an error of the engine's. {@code log2} and powers that are
 * not written out may differ in the last two units; all else is equal to the bit.
 */
public final class SqlReading {
    private static final Set<String> KEYWORDS =
            Set.of(("all analyse analyze and anti any array as asc asof asymmetric at"
                            + " authorization binary both by case cast check collate collation column concurrently constraint"
                            + " create cross default deferrable desc describe distinct do else end except false fetch for"
                            + " foreign freeze from full glob group having ilike in initially inner intersect into is isnull"
                            + " join lambda lateral leading left like limit natural not notnull null offset on only or order"
                            + " outer overlaps pivot pivot_longer pivot_wider placing positional primary qualify references"
                            + " returning right select semi show similar some summarize symmetric table tablesample then to"
                            + " trailing true union unique unpack unpivot using variadic verbose when where window with")
                    .split(" "));

    private SqlReading() {}

    /** A name as SQL: quoted when SQL has another use for the word. */
    public static String identifier(String name) {
        return KEYWORDS.contains(name.toLowerCase(Locale.ROOT)) ? '"' + name + '"' : name;
    }

    /** Name of the column that holds an attribute of a parameter's row. */
    public static String attributeColumn(String parameter, String attribute) {
        return parameter + "__" + attribute;
    }

    /** The expression as SQL; attributes must be of parameters, not of computed rows. */
    public static String of(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            return literal(constant.value());
        }
        if (expr instanceof Expr.Input input) {
            return identifier(input.parameter());
        }
        if (expr instanceof Expr.Reference reference) {
            return identifier(reference.formula());
        }
        if (expr instanceof Expr.Attribute attribute) {
            if (attribute.row() instanceof Expr.Input row) {
                return attributeColumn(row.parameter(), attribute.name());
            }
            throw new IllegalArgumentException("an attribute of a computed row has no column");
        }
        if (expr instanceof Expr.Unary unary) {
            return unary(unary);
        }
        if (expr instanceof Expr.Binary binary) {
            return binary(binary);
        }
        if (expr instanceof Expr.Select select) {
            return "CASE WHEN " + of(select.condition()) + " THEN " + of(select.then()) + " ELSE "
                    + of(select.otherwise()) + " END";
        }
        return match((Expr.Match) expr);
    }

    private static String match(Expr.Match match) {
        StringBuilder sql = new StringBuilder("CASE");
        String subject = of(match.subject());
        for (Expr.Arm arm : match.arms()) {
            String labels = String.join(
                    ", ", arm.labels().stream().map(SqlReading::quoted).toList());
            sql.append(" WHEN ")
                    .append(subject)
                    .append(" IN (")
                    .append(labels)
                    .append(") THEN ")
                    .append(of(arm.value()));
        }
        if (match.otherwise() != null) {
            sql.append(" ELSE ").append(of(match.otherwise()));
        }
        return sql.append(" END").toString();
    }

    /** A value as an SQL literal of the exact type. */
    public static String literal(Value value) {
        if (value instanceof Value.Int i) {
            return i.value() == Long.MIN_VALUE
                    ? "CAST('" + i.value() + "' AS BIGINT)"
                    : "CAST(" + i.value() + " AS BIGINT)";
        }
        if (value instanceof Value.Real r) {
            return "CAST(" + String.format(Locale.ROOT, "'%s'", Double.toString(r.value())) + " AS DOUBLE)";
        }
        if (value instanceof Value.Bool b) {
            return b.value() ? "TRUE" : "FALSE";
        }
        return quoted(value.toString());
    }

    /** A text as an SQL literal. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String unary(Expr.Unary unary) {
        String argument = of(unary.argument());
        return switch (unary.operator()) {
            case NEGATE -> "(-" + argument + ")";
            case NOT -> "(NOT " + argument + ")";
            case ABS -> "abs(" + argument + ")";
            case TO_REAL -> "CAST(" + argument + " AS DOUBLE)";
            case FLOOR -> "CAST(floor(" + argument + ") AS BIGINT)";
            case CEIL -> "CAST(ceil(" + argument + ") AS BIGINT)";
            case ROUND -> "CAST(round(" + argument + ") AS BIGINT)";
            case SQRT -> "sqrt(" + argument + ")";
            case LOG2 -> "log2(" + argument + ")";
        };
    }

    private static String binary(Expr.Binary binary) {
        String left = of(binary.left());
        String right = of(binary.right());
        return switch (binary.operator()) {
            case MIN -> "least(" + left + ", " + right + ")";
            case MAX -> "greatest(" + left + ", " + right + ")";
            case POWER -> "power(" + left + ", " + right + ")";
            case EQUAL -> "(" + left + " = " + right + ")";
            case NOT_EQUAL -> "(" + left + " <> " + right + ")";
            case AND -> "(" + left + " AND " + right + ")";
            case OR -> "(" + left + " OR " + right + ")";
            case INT_DIVIDE, REMAINDER -> "(" + left + " " + binary.operator().symbol() + " NULLIF(" + right + ", 0))";
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
                "(" + left + " " + binary.operator().symbol() + " " + right + ")";
        };
    }
}
