package dev.memsweep.catalog;

import dev.memsweep.formula.Source;
import dev.memsweep.formula.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A place whose tables are read once for each schema. */
final class RememberedTables implements TablePlace {
    private final TablePlace place;
    private final Map<String, List<Read>> known = new ConcurrentHashMap<>();

    RememberedTables(TablePlace place) {
        this.place = place;
    }

    private record Read(TableSchema schema, Optional<Table> rows) {}

    @Override
    public Optional<Source> find(String table) {
        return place.find(table);
    }

    @Override
    public Optional<Table> rows(TableSchema schema) {
        List<Read> reads = known.computeIfAbsent(schema.name(), name -> new CopyOnWriteArrayList<>());
        for (Read read : reads) {
            if (read.schema.equals(schema)) {
                return read.rows;
            }
        }
        Optional<Table> rows = place.rows(schema);
        reads.add(new Read(schema, rows));
        return rows;
    }
}
