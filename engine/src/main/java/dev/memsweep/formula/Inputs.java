package dev.memsweep.formula;

import org.jspecify.annotations.Nullable;

/** What a point gives: the values of the parameters that are set, and the rows of tables. */
public interface Inputs {
    /** The value that is set for a parameter, or null when its default counts. */
    @Nullable
    Value parameter(String name);

    /** The row of a table by its label; the label exists. */
    Value.Row row(String table, String label);
}
