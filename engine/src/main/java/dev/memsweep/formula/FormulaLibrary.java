package dev.memsweep.formula;

import java.util.List;
import java.util.Map;

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

    /**
     * Several sets and what they include, as one; a library may keep it for whoever asks next.
     *
     * @param names the sets, and where each of them is named
     * @param from where the question as a whole stands
     * @throws InputException with every mistake found
     */
    default FormulaSet load(Map<String, Location> names, Location from) {
        FormulaLibrary located =
                (name, place) -> find(name, place.equals(from) ? names.getOrDefault(name, place) : place);
        return FormulaSet.load(List.copyOf(names.keySet()), located, from);
    }
}
