package dev.memsweep.catalog;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.TableSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A place that may have {@code <table>.csv}. */
@FunctionalInterface
public interface TablePlace {
    /**
     * The rows of a table as CSV, if this place has them.
     *
     * @throws InputException when they are there but cannot be read
     */
    Optional<Source> find(String table);

    /**
     * The rows of a table, if this place has them, without those of other places.
     *
     * @throws InputException with every mistake found in the file
     */
    default Optional<Table> rows(TableSchema schema) {
        return find(schema.name()).map(file -> CsvTable.read(file, schema));
    }

    /** This place with what it has read kept; what changes afterwards is not seen. */
    default TablePlace remembering() {
        return new RememberedTables(this);
    }

    /** The CSV files in {@code folder} of the class path, a path that starts at the root. */
    static TablePlace resources(ClassLoader loader, String folder) {
        return table -> {
            String name = table + ".csv";
            Location location = Location.of(name);
            try (InputStream stream = loader.getResourceAsStream(folder + "/" + name)) {
                return stream == null
                        ? Optional.empty()
                        : Optional.of(Source.file(name, Utf8.decode(stream.readAllBytes(), location)));
            } catch (IOException e) {
                throw new InputException(location, "cannot read the shipped table: " + e.getMessage());
            }
        };
    }

    /**
     * A CSV file named after its table, or a folder of such files.
     *
     * @param from where the path was written, for the error message
     * @throws InputException when it is neither
     */
    static TablePlace files(Path path, Location from) {
        return TableFiles.of(path, from);
    }
}
