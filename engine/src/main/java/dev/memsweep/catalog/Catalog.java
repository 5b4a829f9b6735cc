package dev.memsweep.catalog;

import dev.memsweep.formula.Doc;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Range;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the rows of tables in a list of places, the shipped ones before the user's.
 *
 * @param places in the order in which they are read; a later row replaces an earlier one of the same name
 * @param single where rows are that no table lists
 * @param given rows that are known already, by table and label; those of the places win
 */
public record Catalog(List<TablePlace> places, RowPlace single, Map<String, Map<String, Value.Row>> given) {
    private static final String ALIASES = "-aliases";
    private static final String ROW = "row";

    /** Copies the list and the map. */
    public Catalog {
        places = List.copyOf(places);
        given = Map.copyOf(given);
    }

    /** Tables, and rows that no table lists. */
    public Catalog(List<TablePlace> places, RowPlace single) {
        this(places, single, Map.of());
    }

    /** Tables alone. */
    public Catalog(List<TablePlace> places) {
        this(places, RowPlace.NONE);
    }

    /** These rows alone, by table and label. */
    public static Catalog ofRows(Map<String, Map<String, Value.Row>> rows) {
        return new Catalog(List.of(), RowPlace.NONE, rows);
    }

    /** This catalog with one more place, whose rows win. */
    public Catalog with(TablePlace place) {
        List<TablePlace> all = new ArrayList<>(places);
        all.add(place);
        return new Catalog(all, single, given);
    }

    /**
     * The rows of a table, from every place that has some; those of a {@code choice} are its own. Beside
     * {@code model.csv}, a file {@code model-aliases.csv} may give more names to rows: its columns are {@code name} and
     * {@code row}.
     *
     * @throws InputException with every mistake found in the files
     */
    public Table table(TableSchema schema) {
        Map<String, Value.Row> choices = schema.choices();
        if (choices != null) {
            return new Table(schema, choices, Map.of());
        }
        Table table = new Table(schema, given.getOrDefault(schema.name(), Map.of()), Map.of());
        for (TablePlace place : places) {
            Optional<Table> rows = place.rows(schema);
            if (rows.isPresent()) {
                table = table.with(rows.get());
            }
            Optional<Table> aliases = place.rows(aliases(schema));
            if (aliases.isPresent()) {
                table = table.withAliases(labels(aliases.get()));
            }
        }
        return table;
    }

    private static TableSchema aliases(TableSchema schema) {
        TableSchema.Attribute row = new TableSchema.Attribute(ROW, Type.TEXT, Doc.NONE, Range.ALL, Optional.empty());
        return new TableSchema(schema.name() + ALIASES, Doc.NONE, Map.of(ROW, row), null);
    }

    private static Map<String, String> labels(Table aliases) {
        Map<String, String> labels = new LinkedHashMap<>();
        aliases.rows().forEach((alias, cells) -> {
            Value label = cells.attributes().get(ROW);
            if (label != null) {
                labels.put(alias, label.toString());
            }
        });
        return labels;
    }
}
