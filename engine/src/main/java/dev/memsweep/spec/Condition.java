package dev.memsweep.spec;

import dev.memsweep.formula.Expr;

/**
 * A filter on the rows of a sweep.
 *
 * @param expr true for the rows that stay
 * @param text as written
 * @param reason why a row that fails is left out, a short snake_case word; empty when none was given
 */
public record Condition(Expr expr, String text, String reason) {}
