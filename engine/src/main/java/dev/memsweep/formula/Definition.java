package dev.memsweep.formula;

/**
 * A formula that a sweep adds to a set: a derived column, or the value of a parameter.
 *
 * @param name its name
 * @param doc its description and unit
 * @param source its expression
 */
public record Definition(String name, Doc doc, Source source) {}
