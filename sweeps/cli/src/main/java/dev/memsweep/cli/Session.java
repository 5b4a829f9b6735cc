package dev.memsweep.cli;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Location;
import dev.memsweep.memory.MemoryModel;
import dev.memsweep.spec.SweepSpec.Item;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command.
 *
 * @param console where it prints
 * @param environment where it finds things
 * @param writing what writes directories in the place of this process; null when it does so itself
 */
record Session(
        Console console, Environment environment, @Nullable PartWriting writing) {
    Session(Console console, Environment environment) {
        this(console, environment, null);
    }

    /** The file that the user means, by a path or a {@code file:} URI. */
    Path path(String written) {
        try {
            return environment.folder().resolve(written.replaceFirst("^file:(//)?(?=/)", ""));
        } catch (InvalidPathException e) {
            throw new Failure(ExitCode.USAGE, "'" + written + "' cannot be the name of a file");
        }
    }

    MemoryModel library() {
        return new MemoryModel(environment.folder());
    }

    /** The shipped tables, and models from config files. */
    Catalog shippedCatalog() {
        return new Catalog(List.of(MemoryModel.tables()), library().configs(console::noteOnce));
    }

    FormulaSet formulas(List<Item> names) {
        Location from = names.isEmpty() ? Location.of("") : names.get(0).location();
        return FormulaSet.load(names.stream().map(Item::text).toList(), library(), from);
    }
}
