package dev.memsweep.formula;

import java.util.Optional;

/**
 * A declared parameter: what the user may set or sweep.
 *
 * @param name snake_case name
 * @param type its type
 * @param doc its comment; {@code @unit} is the unit of its values
 * @param range legal values
 * @param fallback its default, an expression over other parameters; without one it must be set
 */
public record Parameter(String name, Type type, Doc doc, Range range, Optional<Expr> fallback) {

    /** Whether its default is a formula, no more: then it is a result that the user may set instead. */
    public boolean standsForFormula() {
        return fallback.isPresent() && fallback.get() instanceof Expr.Reference;
    }
}
