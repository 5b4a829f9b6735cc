package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How results are printed. */
enum Format {
    /** For people. */
    TABLE,
    /** An array of flat objects. */
    JSON,
    /** RFC 4180, with a header. */
    CSV,
    /** A JSON object with an array for each column: shorter, and quickly read. */
    COLUMNS,
    /** A page of documentation. */
    MARKDOWN;

    /** The formats of a result that consists of rows. */
    private static final List<Format> OF_ROWS = List.of(TABLE, JSON, CSV);

    /** The formats of a result that may have many rows. */
    static final List<Format> OF_MANY_ROWS = List.of(TABLE, JSON, CSV, COLUMNS);

    static Format of(Optional<String> written, List<Format> known) {
        if (written.isEmpty()) {
            return TABLE;
        }
        List<String> names =
                known.stream().map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
        int index = names.indexOf(written.get());
        if (index < 0) {
            throw new InputException(
                    Location.of(Options.FORMAT),
                    "unknown format '" + written.get() + "'" + NearestName.hint(written.get(), names));
        }
        return known.get(index);
    }

    static Format of(Optional<String> written) {
        return of(written, OF_ROWS);
    }
}
