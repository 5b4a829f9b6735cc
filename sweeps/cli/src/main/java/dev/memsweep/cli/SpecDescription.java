package dev.memsweep.cli;

import dev.memsweep.formula.Formula;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.spec.Condition;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what a spec asks: its axes, fixed values, conditions, and the columns that come of it. */
final class SpecDescription {
    private static final int WIDEST = 100;
    private static final int MOST_VALUES = 16;

    private SpecDescription() {}

    static void print(String file, Sweep sweep, OutputSpec output, Console console) {
        int width = Math.min(WIDEST, console.width());
        console.line(console.style().heading(file) + "  spec");
        if (!sweep.description().isEmpty()) {
            console.print(Paragraph.wrap(sweep.description(), "  ", width));
        }
        String size = String.format(
                Locale.ROOT,
                "%,d %s",
                sweep.grid().exactRows(),
                sweep.conditions().isEmpty() ? "points" : "points before conditions");
        console.line("  " + size);
        Map<String, String> axes = new LinkedHashMap<>();
        for (Axis axis : sweep.grid().axes()) {
            axis.columns().forEach(column -> axes.put(column.parameter(), values(column.values())));
        }
        section("axes", axes, console, width);
        Map<String, String> fixed = new LinkedHashMap<>();
        sweep.formulas().parameters().keySet().forEach(name -> {
            Value value = sweep.fixed().get(name);
            if (value != null) {
                fixed.put(name, value.toString());
            }
        });
        section("fixed", fixed, console, width);
        if (!sweep.conditions().isEmpty()) {
            console.line("");
            console.line(console.style().heading("conditions"));
            for (Condition condition : sweep.conditions()) {
                String reason = condition.reason().isEmpty() ? "" : " (" + condition.reason() + ")";
                console.print(Paragraph.wrap(condition.text() + reason, "  ", "    ", width));
            }
        }
        Map<String, String> written = new LinkedHashMap<>();
        output.byKey()
                .forEach((key, items) -> written.put(
                        key, String.join(", ", items.stream().map(Item::text).toList())));
        section("output", written, console, width);
        columns(sweep, new Declarations(console));
        section("how columns move (proved for all points)", Movements.of(sweep), console, width);
    }

    /** The columns, told apart by whether they are given or computed. */
    private static void columns(Sweep sweep, Declarations declarations) {
        List<Parameter> parameters = new ArrayList<>();
        List<Formula> formulas = new ArrayList<>();
        for (String column : sweep.columns()) {
            Parameter parameter = sweep.formulas().parameters().get(column);
            Formula formula = sweep.formulas().formulas().get(column);
            if (parameter != null) {
                parameters.add(parameter);
            } else if (formula != null) {
                formulas.add(formula);
            }
        }
        declarations.parameters("parameter columns", parameters);
        declarations.formulas("formula columns", formulas);
    }

    private static String values(List<Value> values) {
        if (values.size() <= MOST_VALUES) {
            return String.join(", ", values.stream().map(Value::toString).toList());
        }
        return values.get(0) + ", " + values.get(1) + ", " + values.get(2) + ", ... " + values.get(values.size() - 1)
                + String.format(Locale.ROOT, " (%,d values)", values.size());
    }

    private static void section(String heading, Map<String, String> entries, Console console, int width) {
        if (entries.isEmpty()) {
            return;
        }
        console.line("");
        console.line(console.style().heading(heading));
        int longest = entries.keySet().stream().mapToInt(String::length).max().orElse(0);
        entries.forEach((name, text) -> {
            String start = "  " + name + " ".repeat(longest - name.length() + 2);
            console.print(Paragraph.wrap(text, start, " ".repeat(start.length()), width));
        });
    }
}
