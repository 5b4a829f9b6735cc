package dev.memsweep.spec;

import dev.memsweep.formula.Expr;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The expressions of a sweep in which only axis inputs remain: what the plan and the SQL query are made from.
 *
 * <p>A fixed parameter is a constant. A parameter that is left to its default is a formula of its own, named after it; a
 * row that is computed is inlined where it is used. An {@link Expr.Attribute} is always one of an axis input. Branches
 * that the fixed values rule out are gone, and with them the parameters that only they use.
 */
public final class BoundFormulas {
    private final Map<String, Expr> formulas;
    private final List<Expr> conditions;
    private final Map<String, Expr> columns;

    private BoundFormulas(Map<String, Expr> formulas, List<Expr> conditions, Map<String, Expr> columns) {
        this.formulas = Collections.unmodifiableMap(formulas);
        this.conditions = List.copyOf(conditions);
        this.columns = columns;
    }

    /**
     * Binds what the columns and conditions of {@code sweep} need.
     *
     * @throws InputException with every parameter that has no value, attribute that a row lacks, label that names no row,
     *     and default that depends on itself
     */
    public static BoundFormulas of(Sweep sweep) {
        return of(sweep, Location.of(sweep.name()));
    }

    /** As {@link #of(Sweep)}, with problems reported at {@code spec}. */
    static BoundFormulas of(Sweep sweep, Location spec) {
        ExpressionBinder binder = new ExpressionBinder(sweep, spec);
        List<Expr> conditions = new ArrayList<>();
        for (Condition condition : sweep.conditions()) {
            conditions.add(binder.condition(condition));
        }
        Map<String, Expr> columns = new LinkedHashMap<>();
        for (String column : sweep.columns()) {
            columns.put(column, binder.named(column));
        }
        binder.throwProblems();
        return new BoundFormulas(binder.formulas(), conditions, columns);
    }

    /** Formulas that the columns and conditions need, by name, each after those that it references. */
    public Map<String, Expr> formulas() {
        return formulas;
    }

    /** The conditions, in the order of the sweep. */
    public List<Expr> conditions() {
        return conditions;
    }

    /**
     * The value of an output column: an axis input, a constant, a reference, or a computed row.
     *
     * @throws IllegalArgumentException when the sweep has no such column
     */
    public Expr column(String name) {
        Expr column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("the sweep has no column " + name);
        }
        return column;
    }
}
