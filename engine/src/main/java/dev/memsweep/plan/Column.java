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
 */
public record Column(
        String name,
        ColumnType type,
        Shape shape,
        long axes,
        List<String> dictionary,
        String unit,
        String description,
        int slot) {

    public Column {
        Objects.requireNonNull(name);
        dictionary = List.copyOf(dictionary);
    }
}
