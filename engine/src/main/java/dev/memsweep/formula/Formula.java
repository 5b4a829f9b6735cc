package dev.memsweep.formula;

/**
 * A named formula.
 *
 * @param name snake_case name, the column's name in every output
 * @param type type of its value; {@link Type#INT} when its unit is bytes
 * @param doc its comment: description, unit, sources, conditions of validity
 * @param hidden whether it is an intermediate value that is no column unless asked for
 * @param text the expression as written
 * @param expr the expression, typed; rounded when its unit is bytes
 * @param location the line on which it is written
 */
public record Formula(String name, Type type, Doc doc, boolean hidden, String text, Expr expr, Location location) {}
