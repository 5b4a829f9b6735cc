package dev.memsweep.cli;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.Table;
import dev.memsweep.catalog.TablePlace;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.spec.SweepSpec.Item;
import java.nio.file.Path;
import java.util.List;

/**
 * What there is to look up: a formula set and the rows of its tables.
 *
 * @param formulas the set
 * @param names the names or paths by which it was asked for
 * @param catalog where the rows come from
 */
record Known(FormulaSet formulas, List<String> names, Catalog catalog) {
    static Known of(Arguments arguments, Session session) {
        List<Item> names = Question.formulas(arguments, SpecEditor.empty(List.of()));
        Catalog catalog = session.shippedCatalog();
        for (String written : arguments.values(Options.CATALOG)) {
            Path path = Path.of(Question.catalog(written, session));
            catalog = catalog.with(TablePlace.files(path, Location.of(Options.CATALOG)));
        }
        return new Known(session.formulas(names), names.stream().map(Item::text).toList(), catalog);
    }

    Table table(String name) {
        TableSchema schema = formulas.tables().get(name);
        if (schema == null) {
            throw new IllegalArgumentException("no table " + name);
        }
        return catalog.table(schema);
    }
}
