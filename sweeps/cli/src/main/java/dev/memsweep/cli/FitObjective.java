package dev.memsweep.cli;

import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What set-ups are ranked by.
 *
 * @param text in words
 * @param keys columns, the first that differs decides
 */
record FitObjective(String text, List<Key> keys) {
    private static final String ASCENDING = ":asc";
    private static final String DESCENDING = ":desc";

    /**
     * A column to rank by.
     *
     * @param column its name
     * @param descending whether the largest value is first
     */
    record Key(String column, boolean descending) {}

    /** Copies the list. */
    FitObjective {
        keys = List.copyOf(keys);
    }

    /** The objective of that name. */
    static FitObjective named(String name, FitUse use) {
        List<Key> keys = new ArrayList<>();
        for (String written : use.objectives().getOrDefault(name, List.of())) {
            boolean minus = written.startsWith("-");
            keys.add(new Key(minus ? written.substring(1) : written, minus));
        }
        return new FitObjective(name + " (" + use.meaning(name) + ")", keys);
    }

    /** The objective that {@code --by} means: a name, or columns such as {@code headroom_bytes:desc}. */
    static FitObjective of(String written, FitUse use) {
        if (use.objectives().containsKey(written)) {
            return named(written, use);
        }
        List<Key> keys = new ArrayList<>();
        for (String part :
                Arrays.stream(written.split(",", -1)).map(String::strip).toList()) {
            boolean descending = part.endsWith(DESCENDING);
            int length = part.length() - (descending ? DESCENDING.length() : part.endsWith(ASCENDING) ? 4 : 0);
            keys.add(new Key(part.substring(0, length).replace('-', '_'), descending));
        }
        return new FitObjective(written, keys);
    }

    /**
     * Checks that every column is a number or a flag of the formulas.
     *
     * @param derived names that the question derives
     * @throws InputException when one is not
     */
    void check(FormulaSet formulas, Set<String> derived, FitUse use) {
        Set<String> known = new TreeSet<>(formulas.formulas().keySet());
        known.addAll(formulas.parameters().keySet());
        known.addAll(derived);
        Set<String> all = new TreeSet<>(known);
        all.addAll(use.objectives().keySet());
        for (Key key : keys) {
            String name = key.column();
            if (!known.contains(name)) {
                throw new InputException(
                        Location.of(FitCommand.BY),
                        "'" + name + "' is neither a column nor one of "
                                + String.join(", ", use.objectives().keySet())
                                + NearestName.of(name, all)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse(""));
            }
            Formula formula = formulas.formulas().get(name);
            Parameter parameter = formulas.parameters().get(name);
            Type type = formula != null ? formula.type() : parameter != null ? parameter.type() : Type.INT;
            if (!type.numeric()) {
                throw new InputException(
                        Location.of(FitCommand.BY), "'" + name + "' is " + type + "; only numbers can be ranked by");
            }
        }
    }
}
