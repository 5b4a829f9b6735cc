package dev.memsweep.catalog;

import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table.
 *
 * @param schema its declaration
 * @param rows by label, in the order of the files
 * @param sources where the numbers of a row come from, by label; rows that do not say are left out
 * @param aliases labels of rows by the other names that they have, in plain writing
 */
public record Table(
        TableSchema schema, Map<String, Value.Row> rows, Map<String, String> sources, Map<String, String> aliases) {
    /** Copies the maps; their order stays. */
    public Table {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    }

    /** A table without aliases. */
    Table(TableSchema schema, Map<String, Value.Row> rows, Map<String, String> sources) {
        this(schema, rows, sources, Map.of());
    }

    /** The row that a user means by a name: its label or an alias, in capitals or not, with blanks or hyphens. */
    public Value.@Nullable Row find(String name) {
        Value.Row exact = rows.get(name);
        if (exact != null) {
            return exact;
        }
        String plain = plain(name);
        return rows.get(aliases.getOrDefault(plain, plain));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    }

    /** Every name that {@link #find} knows. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(rows.keySet());
        names.addAll(aliases.keySet());
        return names;
    }

    /** This table with the rows of {@code later}; one of the same label replaces the one here, its source too. */
    Table with(Table later) {
        Map<String, Value.Row> allRows = new LinkedHashMap<>(rows);
        allRows.putAll(later.rows);
        Map<String, String> allSources = new LinkedHashMap<>(sources);
        allSources.keySet().removeAll(later.rows.keySet());
        allSources.putAll(later.sources);
        return new Table(schema, allRows, allSources, aliases);
    }

    /** This table with more aliases; a later one of the same name wins. */
    Table withAliases(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(aliases);
        more.forEach((alias, label) -> all.put(plain(alias), label));
        return new Table(schema, rows, sources, all);
    }
}
