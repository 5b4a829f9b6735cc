package dev.memsweep.formula;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Formula sets from text blocks, and points to read them at. */
final class Formulas {
    private Formulas() {}

    static FormulaSet of(String text) {
        return FormulaSet.load(List.of("test.formulas"), (name, from) -> Source.file(name, text), Location.of("test"));
    }

    /** A row of a choice. */
    static Value.Row choice(FormulaSet set, String table, String label) {
        Map<String, Value.Row> choices = Objects.requireNonNull(
                Objects.requireNonNull(set.tables().get(table)).choices());
        return Objects.requireNonNull(choices.get(label));
    }

    /** A point that sets the given parameters; labels are looked up among the choices of the set. */
    static Inputs point(FormulaSet set, Map<String, Value> values) {
        Map<String, Value> copy = new LinkedHashMap<>(values);
        return new Inputs() {
            @Override
            public @Nullable Value parameter(String name) {
                return copy.get(name);
            }

            @Override
            public Value.Row row(String table, String label) {
                return choice(set, table, label);
            }
        };
    }
}
