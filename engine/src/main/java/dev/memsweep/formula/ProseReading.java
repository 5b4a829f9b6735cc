package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The prose reading: each formula as written, with the numbers of one point put in, its value and its source. */
public final class ProseReading {
    private static final int LOOSEST = 0;
    private static final int UNARY = 7;

    private final FormulaSet formulas;
    private final Inputs inputs;
    private final NumberReading numbers;

    /** Explains {@code formulas} at the point that {@code inputs} describes. */
    public ProseReading(FormulaSet formulas, Inputs inputs) {
        this.formulas = formulas;
        this.inputs = inputs;
        this.numbers = new NumberReading(formulas, inputs);
    }

    /**
     * One formula explained.
     *
     * @param name its name
     * @param text the expression as written
     * @param substituted the expression with the numbers of the point, only the branches that count
     * @param value its value
     * @param doc its description, unit, sources and conditions
     */
    public record Explanation(String name, String text, String substituted, Value value, Doc doc) {}

    /**
     * Explains the named formulas and every formula that they use, each after those that it uses.
     *
     * @throws EvaluationException when a value does not exist at this point
     */
    public List<Explanation> explain(List<String> names) {
        Set<String> ordered = new LinkedHashSet<>();
        for (String name : names) {
            collect(name, ordered);
        }
        List<Explanation> explanations = new ArrayList<>();
        for (String name : ordered) {
            Formula formula = formulas.formulas().get(name);
            if (formula != null) {
                Expr shown = withoutImplicitRounding(formula);
                explanations.add(new Explanation(
                        name,
                        formula.text().replaceAll("\\s+", " "),
                        substitute(shown, LOOSEST),
                        numbers.value(name),
                        formula.doc()));
            }
        }
        return explanations;
    }

    private static Expr withoutImplicitRounding(Formula formula) {
        boolean implicit = formula.expr() instanceof Expr.Unary unary
                && unary.operator() == UnaryOperator.ROUND
                && !formula.text().startsWith(UnaryOperator.ROUND.symbol());
        return implicit ? ((Expr.Unary) formula.expr()).argument() : formula.expr();
    }

    private void collect(String name, Set<String> ordered) {
        if (ordered.contains(name)) {
            return;
        }
        Formula formula = formulas.formulas().get(name);
        if (formula != null) {
            for (String used : used(formula.expr())) {
                collect(used, ordered);
            }
        }
        ordered.add(name);
    }

    /** The formulas that count for {@code expr} at this point. */
    private Set<String> used(Expr expr) {
        Set<String> used = new LinkedHashSet<>();
        if (expr instanceof Expr.Reference reference) {
            used.add(reference.formula());
        } else if (expr instanceof Expr.Input input) {
            used.addAll(usedByDefault(input.parameter()));
        } else if (expr instanceof Expr.Attribute attribute) {
            used.addAll(used(attribute.row()));
        } else if (expr instanceof Expr.Unary unary) {
            used.addAll(used(unary.argument()));
        } else if (expr instanceof Expr.Binary binary) {
            used.addAll(used(binary.left()));
            used.addAll(used(binary.right()));
        } else if (expr instanceof Expr.Select select) {
            used.addAll(used(select.condition()));
            used.addAll(used(numbers.truth(select.condition()) ? select.then() : select.otherwise()));
        } else if (expr instanceof Expr.Match match) {
            used.addAll(used(numbers.chosen(match)));
        }
        return used;
    }

    private Set<String> usedByDefault(String name) {
        Parameter parameter = formulas.parameters().get(name);
        if (parameter == null || inputs.parameter(name) != null) {
            return Set.of();
        }
        return parameter.fallback().map(this::used).orElse(Set.of());
    }

    private String substitute(Expr expr, int context) {
        if (expr instanceof Expr.Unary unary) {
            return unary(unary, context);
        }
        if (expr instanceof Expr.Binary binary) {
            return binary(binary, context);
        }
        if (expr instanceof Expr.Select select) {
            return substitute(numbers.truth(select.condition()) ? select.then() : select.otherwise(), context);
        }
        if (expr instanceof Expr.Match match) {
            return substitute(numbers.chosen(match), context);
        }
        return numbers.evaluate(expr).toString();
    }

    private String unary(Expr.Unary unary, int context) {
        return switch (unary.operator()) {
            case TO_REAL -> substitute(unary.argument(), context);
            case NEGATE -> "-" + substitute(unary.argument(), UNARY);
            case NOT -> "not " + substitute(unary.argument(), UNARY);
            case ABS, FLOOR, CEIL, ROUND, SQRT, LOG2 ->
                unary.operator().symbol() + "(" + substitute(unary.argument(), LOOSEST) + ")";
        };
    }

    private String binary(Expr.Binary binary, int context) {
        BinaryOperator operator = binary.operator();
        if (operator == BinaryOperator.MIN || operator == BinaryOperator.MAX) {
            return operator.symbol() + "(" + substitute(binary.left(), LOOSEST) + ", "
                    + substitute(binary.right(), LOOSEST) + ")";
        }
        int own = operator.precedence();
        String text =
                substitute(binary.left(), own) + " " + operator.symbol() + " " + substitute(binary.right(), own + 1);
        return own < context ? "(" + text + ")" : text;
    }

    /** The parameters that the named formulas use at this point, with their values, in declared order. */
    public Map<String, Value> inputsOf(List<String> names) {
        Set<String> used = new LinkedHashSet<>();
        Set<String> ordered = new LinkedHashSet<>();
        for (String name : names) {
            collect(name, ordered);
        }
        for (String name : ordered) {
            Formula formula = formulas.formulas().get(name);
            if (formula != null) {
                Expressions.forEach(formula.expr(), expr -> {
                    if (expr instanceof Expr.Input input) {
                        used.add(input.parameter());
                    }
                });
            }
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (String parameter : formulas.parameters().keySet()) {
            if (used.contains(parameter)) {
                values.put(parameter, numbers.value(parameter));
            }
        }
        return values;
    }
}
