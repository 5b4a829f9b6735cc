package dev.memsweep.catalog;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.util.Optional;

/** A place that may have a row which no table lists: a file whose path is the row's label. */
@FunctionalInterface
public interface RowPlace {
    /** Has no rows. */
    RowPlace NONE = (schema, label, from) -> Optional.empty();

    /**
     * The row that {@code label} names, or nothing when {@code label} is no name that this place knows.
     *
     * @param from where the label was written
     * @throws InputException when the row is there but cannot be read
     */
    Optional<Value.Row> find(TableSchema schema, String label, Location from);
}
