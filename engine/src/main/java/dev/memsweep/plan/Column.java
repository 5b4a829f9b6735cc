package dev.memsweep.plan;

import java.util.List;
import java.util.Objects;

/**
 * An output column of a plan.
 *
 * <p>Values of {@link ColumnType#INT32}, {@link ColumnType#INT64} and {@link ColumnType#LABEL} columns are {@code long}s
 * in a tile; a label is its index in {@link #dictionary}.
 *
 * @param name snake_case name, the column's name in every output
 * @param type what is stored
 * @param shape how the values vary within and between tiles
 * @param axes dependency set: bit i is set when the value depends on axis i of the grid
 * @param dictionary the labels by code for {@link ColumnType#LABEL}, else empty
 * @param unit unit of the values such as {@code bytes}, empty for plain numbers and labels
 * @param description one line of help
 * @param slot the slot of the worker's arrays that holds the values
 * @param patternLevel the deepest outer level that moves the differences between the lanes of a tile, or -1 when none
 *     does; a sum of a scalar and a vector has the pattern of its vector, so that its deltas repeat from tile to tile
 */
public record Column(
        String name,
        ColumnType type,
        Shape shape,
        long axes,
        List<String> dictionary,
        String unit,
        String description,
        int slot,
        int patternLevel) {

    public Column {
        Objects.requireNonNull(name);
        dictionary = List.copyOf(dictionary);
    }
}
