package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.Inputs;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.ProseReading;
import dev.memsweep.formula.ProseReading.Explanation;
import dev.memsweep.formula.Value;
import dev.memsweep.spec.JsonText;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where the numbers of one point of a sweep come from, printed. */
final class PointExplanation {
    private static final int WIDEST = 100;
    private static final int INDENT = 2;

    private final Sweep sweep;
    private final Inputs inputs;
    private final List<String> names;
    private final ProseReading reading;

    /** Explains the formulas {@code names}, and what they use, at the given positions of the grid. */
    PointExplanation(Sweep sweep, int[] positions, List<String> names) {
        this.sweep = sweep;
        this.inputs = sweep.inputsAt(positions);
        this.names = List.copyOf(names);
        this.reading = new ProseReading(sweep.formulas(), inputs);
    }

    /** Prints the parameters, then each formula after those that it uses. */
    void print(Console console) {
        Style style = console.style();
        int width = Math.min(WIDEST, console.width());
        console.line(style.heading("parameters"));
        console.print(parameters().print(style));
        for (Explanation explanation : reading.explain(names)) {
            print(explanation, formula(explanation).text(), style, width, console);
        }
    }

    private Formula formula(Explanation explanation) {
        return Objects.requireNonNull(sweep.formulas().formulas().get(explanation.name()));
    }

    /** The parameters that count, with their values and where those come from. */
    private TextTable parameters() {
        Map<String, Value> used = reading.inputsOf(names);
        List<String> mattering = Answerable.mattering(sweep);
        TextTable table = new TextTable();
        table.alignRight(1);
        for (Parameter parameter : sweep.formulas().parameters().values()) {
            Value set = inputs.parameter(parameter.name());
            Value value = set != null ? set : used.get(parameter.name());
            if (value != null && (set == null || mattering.contains(parameter.name()))) {
                String origin = set != null
                        ? ""
                        : parameter.fallback().map(PointExplanation::origin).orElse("");
                table.row(
                        "  " + parameter.name(), Quantity.of("", List.of(value)).text(value), origin);
            }
        }
        return table;
    }

    private static String origin(Expr fallback) {
        if (fallback instanceof Expr.Constant) {
            return "by default";
        }
        boolean named = fallback instanceof Expr.Input || fallback instanceof Expr.Attribute;
        return (named ? "from " : "") + ParameterOptions.text(fallback);
    }

    private static void print(Explanation explanation, String text, Style style, int width, Console console) {
        String value = Quantity.described(explanation.value(), explanation.doc().unit());
        console.line("");
        console.line(style.heading(explanation.name()) + " = " + value);
        if (!explanation.doc().text().isEmpty()) {
            console.print(Paragraph.wrap(explanation.doc().text(), "  ", width));
        }
        if (text.contains("\n")) {
            console.print(("= " + text).stripIndent().indent(INDENT));
        } else {
            console.print(Paragraph.wrap("= " + text, "  ", "    ", width));
        }
        String substituted = explanation.substituted();
        if (!substituted.equals(text) && !substituted.equals(explanation.value().toString())) {
            console.print(Paragraph.wrap("= " + substituted, "  ", "    ", width));
        }
        explanation.doc().conditions().forEach(condition -> console.print(faint("when " + condition, style, width)));
        explanation.doc().sources().forEach(source -> console.print(faint("source " + source, style, width)));
    }

    private static String faint(String text, Style style, int width) {
        return style.faint(Paragraph.wrap(text, "  ", "    ", width).stripTrailing()) + "\n";
    }

    /** Writes an array with an object for each formula, after those that it uses. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Explanation explanation : reading.explain(names)) {
            json.writeStartObject();
            json.writeStringField("name", explanation.name());
            JsonText.value(json, "value", explanation.value());
            json.writeStringField("type", formula(explanation).type().toString());
            json.writeStringField("unit", explanation.doc().unit());
            json.writeStringField("formula", explanation.text());
            json.writeStringField("substituted", explanation.substituted());
            json.writeStringField("description", explanation.doc().text());
            JsonText.texts(json, "sources", explanation.doc().sources());
            JsonText.texts(json, "conditions", explanation.doc().conditions());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
