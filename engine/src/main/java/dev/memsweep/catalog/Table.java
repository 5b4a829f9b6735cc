package dev.memsweep.catalog;

import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of a table.
 *
 * @param schema its declaration
 * @param rows by label, in the order of the files
 * @param sources where the numbers of a row come from, by label; rows that do not say are left out
 */
public record Table(TableSchema schema, Map<String, Value.Row> rows, Map<String, String> sources) {
    /** Copies the maps; their order stays. */
    public Table {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** This table with the rows of {@code later}; one of the same label replaces the one here, its source too. */
    Table with(Table later) {
        Map<String, Value.Row> allRows = new LinkedHashMap<>(rows);
        allRows.putAll(later.rows);
        Map<String, String> allSources = new LinkedHashMap<>(sources);
        allSources.keySet().removeAll(later.rows.keySet());
        allSources.putAll(later.sources);
        return new Table(schema, allRows, allSources);
    }
}
