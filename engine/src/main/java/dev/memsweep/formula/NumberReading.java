package dev.memsweep.formula;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The number reading: values at one point, computed by walking the expressions.
 *
 * <p>It is the definition that the vector reading is tested against: lazy in {@code if}, {@code match}, {@code and} and
 * {@code or}, exact in whole numbers, every fault an exception. Each formula is computed at most once. One thread.
 */
public final class NumberReading {
    private final FormulaSet formulas;
    private final Inputs inputs;
    private final Map<String, Value> known = new HashMap<>();
    private final Set<String> inProgress = new HashSet<>();

    /** Reads {@code formulas} at the point that {@code inputs} describes. */
    public NumberReading(FormulaSet formulas, Inputs inputs) {
        this.formulas = formulas;
        this.inputs = inputs;
    }

    /**
     * The value of a formula, or of a parameter, set or by default.
     *
     * @throws EvaluationException when it does not exist at this point
     * @throws InputException when a parameter that it needs is not set and has no default
     */
    public Value value(String name) {
        Value value = known.get(name);
        if (value != null) {
            return value;
        }
        if (!inProgress.add(name)) {
            throw new InputException(Location.of(""), "'" + name + "' depends on itself through the defaults");
        }
        Formula formula = formulas.formulas().get(name);
        try {
            value = formula == null ? parameter(name) : evaluate(formula.expr());
        } catch (EvaluationException e) {
            throw e.in(name, formula == null ? Location.of("") : formula.location());
        } finally {
            inProgress.remove(name);
        }
        known.put(name, value);
        return value;
    }

    private Value parameter(String name) {
        Value set = inputs.parameter(name);
        if (set != null) {
            return set;
        }
        Parameter parameter = formulas.parameters().get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no formula or parameter " + name);
        }
        Expr fallback = parameter
                .fallback()
                .orElseThrow(() -> new InputException(Location.of(""), "'" + name + "' is not set and has no default"));
        return evaluate(fallback);
    }

    /**
     * The value of an expression over the set's names.
     *
     * @throws EvaluationException when it does not exist at this point
     */
    public Value evaluate(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            boolean label = constant.type().kind() == Type.Kind.ROW;
            return label ? inputs.row(constant.type().table(), constant.value().toString()) : constant.value();
        }
        if (expr instanceof Expr.Input input) {
            return value(input.parameter());
        }
        if (expr instanceof Expr.Reference reference) {
            return value(reference.formula());
        }
        if (expr instanceof Expr.Attribute attribute) {
            return attribute(attribute);
        }
        if (expr instanceof Expr.Unary unary) {
            return unary(unary);
        }
        if (expr instanceof Expr.Binary binary) {
            return binary(binary);
        }
        if (expr instanceof Expr.Select select) {
            return evaluate(truth(select.condition()) ? select.then() : select.otherwise());
        }
        return evaluate(chosen((Expr.Match) expr));
    }

    /** The arm of a match that counts at this point. */
    Expr chosen(Expr.Match match) {
        String label = ((Value.Row) evaluate(match.subject())).label();
        for (Expr.Arm arm : match.arms()) {
            if (arm.labels().contains(label)) {
                return arm.value();
            }
        }
        Expr otherwise = match.otherwise();
        if (otherwise == null) {
            throw new InputException(Location.of(""), "no arm of match covers '" + label + "'");
        }
        return otherwise;
    }

    private Value attribute(Expr.Attribute attribute) {
        Value.Row row = (Value.Row) evaluate(attribute.row());
        Value value = row.attributes().get(attribute.name());
        if (value == null) {
            throw new InputException(
                    Location.of(""),
                    row.table() + " '" + row.label() + "' has no value for '" + attribute.name() + "'");
        }
        return value;
    }

    private Value binary(Expr.Binary binary) {
        if (binary.operator() == BinaryOperator.AND) {
            return new Value.Bool(truth(binary.left()) && truth(binary.right()));
        }
        if (binary.operator() == BinaryOperator.OR) {
            return new Value.Bool(truth(binary.left()) || truth(binary.right()));
        }
        Value left = evaluate(binary.left());
        Value right = evaluate(binary.right());
        try {
            return Arithmetic.apply(binary.operator(), left, right);
        } catch (EvaluationException e) {
            throw e.of(left + " " + binary.operator().symbol() + " " + right);
        }
    }

    private Value unary(Expr.Unary unary) {
        Value argument = evaluate(unary.argument());
        try {
            return Arithmetic.apply(unary.operator(), argument);
        } catch (EvaluationException e) {
            throw e.of(unary.operator().symbol() + "(" + argument + ")");
        }
    }

    /** The truth of a condition at this point. */
    public boolean truth(Expr condition) {
        return ((Value.Bool) evaluate(condition)).value();
    }
}
