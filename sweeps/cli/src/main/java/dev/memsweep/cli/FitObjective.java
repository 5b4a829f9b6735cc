package dev.memsweep.cli;

import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import dev.memsweep.query.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What set-ups are ranked by.
 *
 * @param text in words
 * @param keys columns, the first that differs decides
 */
record FitObjective(String text, List<Order> keys) {
    /** Copies the list. */
    FitObjective {
        keys = List.copyOf(keys);
    }

    /** The objective of that name. */
    static FitObjective named(String name, FitUse use) {
        List<Order> keys = new ArrayList<>();
        for (String written : use.objectives().getOrDefault(name, List.of())) {
            boolean minus = written.startsWith("-");
            keys.add(new Order(minus ? written.substring(1) : written, minus));
        }
        return new FitObjective(name + " (" + use.meaning(name) + ")", keys);
    }

    /** The objective that {@code --by} means: a name, or columns such as {@code headroom_bytes desc}. */
    static FitObjective of(String written, FitUse use) {
        if (use.objectives().containsKey(written)) {
            return named(written, use);
        }
        return new FitObjective(written, OrderWords.read(FitCommand.BY, written));
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
        for (Order key : keys) {
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
