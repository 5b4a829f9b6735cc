package dev.memsweep.query;

/**
 * What rows are ordered by.
 *
 * @param column name of an output column that holds numbers or flags
 * @param descending whether the greatest come first
 */
public record Order(String column, boolean descending) {}
