package dev.memsweep.catalog;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the rows of tables in a list of places, the shipped ones before the user's.
 *
 * @param places in the order in which they are read; a later row replaces an earlier one of the same name
 * @param single where rows are that no table lists
 */
public record Catalog(List<TablePlace> places, RowPlace single) {
    /** Copies the list. */
    public Catalog {
        places = List.copyOf(places);
    }

    /** Tables alone. */
    public Catalog(List<TablePlace> places) {
        this(places, RowPlace.NONE);
    }

    /** This catalog with one more place, whose rows win. */
    public Catalog with(TablePlace place) {
        List<TablePlace> all = new ArrayList<>(places);
        all.add(place);
        return new Catalog(all, single);
    }

    /**
     * The rows of a table, from every place that has some; those of a {@code choice} are its own.
     *
     * @throws InputException with every mistake found in the files
     */
    public Table table(TableSchema schema) {
        Map<String, Value.Row> choices = schema.choices();
        if (choices != null) {
            return new Table(schema, choices, Map.of());
        }
        Table table = new Table(schema, Map.of(), Map.of());
        for (TablePlace place : places) {
            Optional<Source> file = place.find(schema.name());
            if (file.isPresent()) {
                table = table.with(CsvTable.read(file.get(), schema));
            }
        }
        return table;
    }
}
