package dev.memsweep.spec;

import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Parameter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Tells what the value of an expression depends on, through formulas and defaults. */
final class Dependence {
    private final FormulaSet formulas;
    private final Predicate<String> given;

    /**
     * @param given whether a parameter has values of its own, so that its default does not count
     */
    Dependence(FormulaSet formulas, Predicate<String> given) {
        this.formulas = formulas;
        this.given = given;
    }

    /** Whether the value of {@code expr} depends on a parameter. */
    boolean on(String parameter, Expr expr) {
        return on(parameter, expr, new HashSet<>());
    }

    private boolean on(String parameter, Expr expr, Set<String> visited) {
        Set<String> names = Expressions.names(expr);
        if (names.contains(parameter)) {
            return true;
        }
        for (String name : names) {
            if (visited.add(name) && !given.test(name)) {
                Optional<Expr> next = definition(name);
                if (next.isPresent() && on(parameter, next.get(), visited)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<Expr> definition(String name) {
        Formula formula = formulas.formulas().get(name);
        return formula != null
                ? Optional.of(formula.expr())
                : Optional.ofNullable(formulas.parameters().get(name)).flatMap(Parameter::fallback);
    }
}
