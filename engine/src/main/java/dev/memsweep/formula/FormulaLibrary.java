package dev.memsweep.formula;

/** Finds the text of a formula set by its name or path. */
@FunctionalInterface
public interface FormulaLibrary {
    /**
     * The source of the set.
     *
     * @param name a shipped set's name, or a path to a file
     * @param from where the name was written, for the error message
     * @throws InputException when there is none
     */
    Source find(String name, Location from);
}
