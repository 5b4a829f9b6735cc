package dev.memsweep.spec;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Problem;
import java.util.List;

/** Binds what was written to formulas and tables: from {@link SweepSpec} to {@link Sweep}. */
public final class Binder {
    private final FormulaLibrary library;
    private final Catalog catalog;

    /** Binds to the formula sets of {@code library} and the tables of {@code catalog}. */
    public Binder(FormulaLibrary library, Catalog catalog) {
        this.library = library;
        this.catalog = catalog;
    }

    /**
     * The sweep that {@code spec} means, checked as a whole: nothing but the values of its formulas can still be wrong.
     *
     * @throws InputException with every mistake found
     */
    public Sweep bind(SweepSpec spec) {
        return new Binding(library, catalog, spec).bind();
    }

    /** What is wrong with the names and values that {@code spec} gives, even where it is not whole. */
    public List<Problem> problems(SweepSpec spec) {
        try {
            return new Binding(library, catalog, spec).check();
        } catch (InputException e) {
            return e.problems();
        }
    }
}
