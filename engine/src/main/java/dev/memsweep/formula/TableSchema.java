package dev.memsweep.formula;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a table: its typed, documented attributes, and its rows when they are written with it.
 *
 * @param name the table's name, also the type of parameters that are a row of it
 * @param doc its comment
 * @param attributes by name, in declared order
 * @param choices the rows that are written with the declaration, by label in declared order, or null when they come
 *     from a catalog
 */
public record TableSchema(
        String name,
        Doc doc,
        Map<String, Attribute> attributes,
        @Nullable Map<String, Value.Row> choices) {

    /**
     * An attribute of a table's rows.
     *
     * @param name its name
     * @param type its type, never a row
     * @param doc its comment
     * @param range legal values
     * @param fallback value of rows that give none, if any
     */
    public record Attribute(String name, Type type, Doc doc, Range range, Optional<Value> fallback) {}
}
