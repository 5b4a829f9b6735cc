package dev.memsweep.spec;

import dev.memsweep.formula.BinaryOperator;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;

/**
 * A filter on the rows of a sweep.
 *
 * @param expr true for the rows that stay
 * @param text as written
 * @param reason why a row that fails is left out, a short snake_case word; empty when none was given
 */
public record Condition(Expr expr, String text, String reason) {
    /**
     * The filter of an axis that moves only where a condition holds, and rests at one value elsewhere.
     *
     * @param parameter the axis
     * @param rest the value elsewhere
     * @param restIsOwn whether it is also one of the values where the axis moves
     * @param moves where the axis moves
     * @param text {@code moves} as written
     */
    static Condition moving(Parameter parameter, Value rest, boolean restIsOwn, Expr moves, String text) {
        Value constant = rest instanceof Value.Row row ? new Value.Text(row.label()) : rest;
        Expr input = new Expr.Input(parameter.name(), parameter.type());
        Expr other = new Expr.Constant(constant, parameter.type());
        Expr varies = restIsOwn
                ? new Expr.Constant(new Value.Bool(true), Type.BOOL)
                : new Expr.Binary(BinaryOperator.NOT_EQUAL, input, other, Type.BOOL);
        Expr rests = new Expr.Binary(BinaryOperator.EQUAL, input, other, Type.BOOL);
        String label = constant instanceof Value.Text name ? "'" + name.value() + "'" : constant.toString();
        String whole = "if " + text + " then " + (restIsOwn ? "true" : parameter.name() + " != " + label) + " else "
                + parameter.name() + " == " + label;
        return new Condition(new Expr.Select(moves, varies, rests, Type.BOOL), whole, "");
    }
}
