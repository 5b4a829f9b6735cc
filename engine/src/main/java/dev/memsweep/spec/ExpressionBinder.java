package dev.memsweep.spec;

import dev.memsweep.formula.Arithmetic;
import dev.memsweep.formula.BinaryOperator;
import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Problem;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites expressions for {@link BoundFormulas}, on demand.
 *
 * <p>A problem leaves a placeholder behind, so that the rest is checked too; {@link #throwProblems} ends the work.
 */
final class ExpressionBinder {
    private final Sweep sweep;
    private final Location spec;
    private final Map<String, Expr> formulas = new LinkedHashMap<>();
    private final Map<String, Expr> computedRows = new HashMap<>();
    private final Map<String, Value> known = new HashMap<>();
    private final Set<String> inProgress = new LinkedHashSet<>();
    private final Set<String> reportedAsUnset = new HashSet<>();
    private final Set<Problem> problems = new LinkedHashSet<>();

    ExpressionBinder(Sweep sweep, Location spec) {
        this.sweep = sweep;
        this.spec = spec;
    }

    Map<String, Expr> formulas() {
        return formulas;
    }

    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new InputException(List.copyOf(problems));
        }
    }

    /** The value of a condition. */
    Expr condition(Condition condition) {
        String name = "the condition '" + condition.text() + "'";
        inProgress.add(name);
        Expr bound = bind(condition.expr());
        inProgress.remove(name);
        return bound;
    }

    /** The value of a parameter or formula. */
    Expr named(String name) {
        Parameter parameter = sweep.formulas().parameters().get(name);
        if (parameter == null) {
            Formula formula = sweep.formulas().formulas().get(name);
            if (formula == null) {
                throw new IllegalArgumentException("no formula or parameter " + name);
            }
            return defined(name, formula.type(), formula.expr());
        }
        if (sweep.grid().axisOf(name) >= 0) {
            return new Expr.Input(name, parameter.type());
        }
        Value value = sweep.fixed().get(name);
        if (value != null) {
            return constant(value, parameter.type());
        }
        if (parameter.fallback().isPresent()) {
            return defined(name, parameter.type(), parameter.fallback().get());
        }
        if (reportedAsUnset.add(name)) {
            report(notSet(parameter));
        }
        return new Expr.Input(name, parameter.type());
    }

    private static Expr constant(Value value, Type type) {
        return value instanceof Value.Row row
                ? new Expr.Constant(new Value.Text(row.label()), type)
                : new Expr.Constant(value, type);
    }

    private Expr defined(String name, Type type, Expr definition) {
        Map<String, Expr> done = type.kind() == Type.Kind.ROW ? computedRows : formulas;
        if (!done.containsKey(name)) {
            if (!inProgress.add(name)) {
                List<String> cycle = new ArrayList<>(inProgress);
                cycle = cycle.subList(cycle.indexOf(name), cycle.size());
                report("'" + name + "' depends on itself through defaults: " + String.join(" -> ", cycle) + " -> "
                        + name + "; set one of them");
                return new Expr.Input(name, type);
            }
            Expr bound = bind(definition);
            inProgress.remove(name);
            done.put(name, bound);
            Value value = knownValue(bound);
            if (value != null) {
                known.put(name, value);
            }
        }
        return type.kind() == Type.Kind.ROW ? done.get(name) : new Expr.Reference(name, type);
    }

    private Expr bind(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            if (constant.type().kind() == Type.Kind.ROW) {
                row(constant.type(), constant.value().toString());
            }
            return constant;
        }
        if (expr instanceof Expr.Input input) {
            return named(input.parameter());
        }
        if (expr instanceof Expr.Reference reference) {
            return named(reference.formula());
        }
        if (expr instanceof Expr.Attribute attribute) {
            return attribute(bind(attribute.row()), attribute.name(), attribute.type());
        }
        if (expr instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.operator(), bind(unary.argument()), unary.type());
        }
        if (expr instanceof Expr.Binary binary) {
            return binary(binary);
        }
        if (expr instanceof Expr.Select select) {
            Expr condition = bind(select.condition());
            if (knownValue(condition) instanceof Value.Bool truth) {
                return bind(truth.value() ? select.then() : select.otherwise());
            }
            return new Expr.Select(condition, bind(select.then()), bind(select.otherwise()), select.type());
        }
        return match((Expr.Match) expr);
    }

    private Expr binary(Expr.Binary binary) {
        Expr left = bind(binary.left());
        boolean decides = binary.operator() == BinaryOperator.AND || binary.operator() == BinaryOperator.OR;
        if (decides
                && knownValue(left) instanceof Value.Bool truth
                && truth.value() == (binary.operator() == BinaryOperator.OR)) {
            return new Expr.Constant(truth, Type.BOOL);
        }
        return new Expr.Binary(binary.operator(), left, bind(binary.right()), binary.type());
    }

    private Expr match(Expr.Match match) {
        Expr subject = bind(match.subject());
        for (Expr.Arm arm : match.arms()) {
            arm.labels().forEach(label -> row(match.subject().type(), label));
        }
        Value label = knownValue(subject);
        Expr otherwise = match.otherwise();
        if (label != null) {
            for (Expr.Arm arm : match.arms()) {
                if (arm.labels().contains(label.toString())) {
                    return bind(arm.value());
                }
            }
            if (otherwise != null) {
                return bind(otherwise);
            }
        }
        List<Expr.Arm> arms = new ArrayList<>();
        for (Expr.Arm arm : match.arms()) {
            arms.add(new Expr.Arm(arm.labels(), bind(arm.value())));
        }
        return new Expr.Match(subject, arms, otherwise == null ? null : bind(otherwise), match.type());
    }

    private Expr attribute(Expr row, String name, Type type) {
        if (row instanceof Expr.Constant constant) {
            Value.Row known = row(constant.type(), constant.value().toString());
            Value value = known == null ? null : attribute(known, name);
            return value == null ? new Expr.Attribute(row, name, type) : new Expr.Constant(value, type);
        }
        if (row instanceof Expr.Select select) {
            return new Expr.Select(
                    select.condition(),
                    attribute(select.then(), name, type),
                    attribute(select.otherwise(), name, type),
                    type);
        }
        if (row instanceof Expr.Match match) {
            List<Expr.Arm> arms = new ArrayList<>();
            for (Expr.Arm arm : match.arms()) {
                arms.add(new Expr.Arm(arm.labels(), attribute(arm.value(), name, type)));
            }
            Expr otherwise = match.otherwise();
            return new Expr.Match(
                    match.subject(), arms, otherwise == null ? null : attribute(otherwise, name, type), type);
        }
        if (row instanceof Expr.Input input) {
            checkRowsOf(input.parameter(), name);
        }
        return new Expr.Attribute(row, name, type);
    }

    private void checkRowsOf(String parameter, String attribute) {
        for (Axis axis : sweep.grid().axes()) {
            for (Axis.Values column : axis.columns()) {
                if (column.parameter().equals(parameter)) {
                    column.values().forEach(value -> attribute((Value.Row) value, attribute));
                }
            }
        }
    }

    private @Nullable Value attribute(Value.Row row, String name) {
        Value value = row.attributes().get(name);
        if (value == null) {
            report(row.table() + " '" + row.label() + "' has no value for '" + name + "'" + neededBy());
        }
        return value;
    }

    private Value.@Nullable Row row(Type type, String label) {
        Value.Row row = sweep.rows().getOrDefault(type.table(), Map.of()).get(label);
        if (row == null) {
            report("'" + label + "' is no " + type.table() + " in the catalog" + neededBy());
        }
        return row;
    }

    /** The value of a bound expression that uses no axis, if it exists and is found without choosing a branch. */
    private @Nullable Value knownValue(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            return constant.value();
        }
        if (expr instanceof Expr.Reference reference) {
            return known.get(reference.formula());
        }
        try {
            if (expr instanceof Expr.Unary unary) {
                Value argument = knownValue(unary.argument());
                return argument == null ? null : Arithmetic.apply(unary.operator(), argument);
            }
            if (expr instanceof Expr.Binary binary) {
                Value left = knownValue(binary.left());
                Value right = left == null ? null : knownValue(binary.right());
                return left == null || right == null ? null : Arithmetic.apply(binary.operator(), left, right);
            }
        } catch (EvaluationException e) {
            return null;
        }
        return null;
    }

    private void report(String message) {
        problems.add(Problem.at(spec, message));
    }

    private String notSet(Parameter parameter) {
        String example = switch (parameter.type().kind()) {
            case INT, REAL -> "NUMBER";
            case BOOL -> "true";
            case TEXT, ROW -> "NAME";
        };
        return String.format(
                Locale.ROOT,
                "'%s' is not set; use --%s %s or 'fixed: {%s: %s}'%s",
                parameter.name(),
                parameter.name().replace('_', '-'),
                example,
                parameter.name(),
                example,
                neededBy());
    }

    private String neededBy() {
        String last = "";
        for (String name : inProgress) {
            last = name;
        }
        if (last.isEmpty()) {
            return "";
        }
        return last.startsWith("the condition") ? " (needed by " + last + ")" : " (needed by '" + last + "')";
    }
}
