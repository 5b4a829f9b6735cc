package dev.memsweep.cli;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.eval.Cancellation;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Location;
import dev.memsweep.plan.Plan;
import dev.memsweep.spec.SweepSpec.Item;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command.
 *
 * @param console where it prints
 * @param environment what it learns from outside
 * @param sources where it finds formulas, tables and specs
 * @param cancellation ends it early
 * @param mostRows rows of an answer
 * @param threads that evaluate, where none are asked for
 * @param writing what writes directories in the place of this process; null when it does so itself
 */
record Session(
        Console console,
        Environment environment,
        Sources sources,
        Cancellation cancellation,
        int mostRows,
        int threads,
        @Nullable PartWriting writing) {
    private static final int MOST_ROWS = 1_000_000;

    /** A run that nobody cancels. */
    Session(Console console, Environment environment, @Nullable PartWriting writing) {
        this(
                console,
                environment,
                new LocalSources(environment.folder()),
                new Cancellation(),
                MOST_ROWS,
                Runtime.getRuntime().availableProcessors(),
                writing);
    }

    Session(Console console, Environment environment) {
        this(console, environment, null);
    }

    /** Evaluates a plan as this run may. */
    Evaluator evaluator(Plan plan) {
        return new Evaluator(plan, threads, cancellation);
    }

    /** The file that the user means, by a path or a {@code file:} URI. */
    Path path(String written) {
        return sources.path(written);
    }

    FormulaLibrary library() {
        return sources.library();
    }

    /** The shipped tables, and models from config files. */
    Catalog shippedCatalog() {
        return sources.catalog(console::noteOnce);
    }

    FormulaSet formulas(List<Item> names) {
        Map<String, Location> written = new LinkedHashMap<>();
        names.forEach(name -> written.putIfAbsent(name.text(), name.location()));
        return library()
                .load(written, names.isEmpty() ? Location.of("") : names.get(0).location());
    }
}
