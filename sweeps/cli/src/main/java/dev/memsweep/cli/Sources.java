package dev.memsweep.cli;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.spec.SpecReader;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where a run finds what it reads. */
interface Sources {
    /** The formula sets. */
    FormulaLibrary library();

    /**
     * The tables.
     *
     * @param notes takes a sentence on each thing that was missing or ignored in a file
     */
    Catalog catalog(Consumer<String> notes);

    /** Whether words may mean files. */
    boolean hasFiles();

    /** Whether a word can only mean a sweep spec. */
    boolean isSpec(String word);

    /**
     * The spec that a word means.
     *
     * @throws Failure when it cannot be read
     */
    SpecReader.Reading spec(String word);

    /**
     * The file that a word means.
     *
     * @throws Failure when it can be none, or files are not for this run
     */
    Path path(String word);
}
