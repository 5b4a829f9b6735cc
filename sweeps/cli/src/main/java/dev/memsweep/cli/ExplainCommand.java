package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Inputs;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Problem;
import dev.memsweep.formula.ProseReading;
import dev.memsweep.formula.ProseReading.Explanation;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec.Item;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code explain}: where each number of one point comes from. */
final class ExplainCommand implements Command {
    private static final int WIDEST = 100;
    private static final int INDENT = 2;

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String summary() {
        return "Where does each number come from? Formulas as written, with the numbers put in, and their sources.";
    }

    @Override
    public boolean takesParameters() {
        return true;
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "[FORMULA]... --model NAME [--PARAMETER VALUE]... [OPTION]...",
                "memsweep explain --model llama-2-70b --tp 8",
                "memsweep explain total_bytes --model chatglm-6b --seq-len 4k",
                "memsweep explain activation_bytes --model chatglm-6b --format json");
        spec.addPositional(Options.words("FORMULA", "Explain only these and what they use.", "0..*"));
        Options.addQuestion(spec);
        spec.addOption(Options.format());
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        Question question = Question.ofFlags(arguments, this, session);
        Format format = Format.of(question.flags().value(Options.FORMAT), List.of(Format.TABLE, Format.JSON));
        if (question.isPrinted()) {
            return ExitCode.DONE;
        }
        Sweep sweep;
        List<String> names;
        if (question.flags().words().isEmpty()) {
            Answerable answerable = Answerable.of(question);
            sweep = answerable.sweep();
            names = answerable.formulas();
        } else {
            names = formulas(question);
            sweep = question.bind(
                    names.stream().map(name -> Item.of(name, Location.of(""))).toList());
        }
        requireOnePoint(sweep);
        ProseReading reading = new ProseReading(
                sweep.formulas(), sweep.inputsAt(new int[sweep.grid().axes().size()]));
        if (format == Format.JSON) {
            session.console().print(json(reading.explain(names), sweep.formulas()));
        } else {
            print(reading, names, sweep, session.console());
        }
        return ExitCode.DONE;
    }

    /** The formulas that the words name. */
    private static List<String> formulas(Question question) {
        Set<String> known = new LinkedHashSet<>(question.formulas().formulas().keySet());
        question.spec().derive().forEach(derivation -> known.add(derivation.name()));
        List<Problem> problems = new ArrayList<>();
        for (String word : question.flags().words()) {
            if (!known.contains(word)) {
                problems.add(
                        Problem.at(Location.of(""), "unknown formula '" + word + "'" + NearestName.hint(word, known)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
        return question.flags().words();
    }

    private static void requireOnePoint(Sweep sweep) {
        List<Problem> problems = new ArrayList<>();
        for (Axis axis : sweep.grid().axes()) {
            if (axis.size() > 1) {
                problems.add(Problem.at(
                        Location.of(""),
                        "explain looks at one point, but '" + axis.name() + "' has " + axis.size()
                                + " values; give it one"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
    }

    private static void print(ProseReading reading, List<String> names, Sweep sweep, Console console) {
        Style style = console.style();
        int width = Math.min(WIDEST, console.width());
        console.line(style.heading("parameters"));
        console.print(parameters(reading.inputsOf(names), sweep).print(style));
        for (Explanation explanation : reading.explain(names)) {
            String text = Objects.requireNonNull(sweep.formulas().formulas().get(explanation.name()))
                    .text();
            print(explanation, text, style, width, console);
        }
    }

    /** The parameters that count, with their values and where those come from. */
    private static TextTable parameters(Map<String, Value> inputs, Sweep sweep) {
        Inputs given = sweep.inputsAt(new int[sweep.grid().axes().size()]);
        List<String> mattering = Answerable.mattering(sweep);
        TextTable table = new TextTable();
        table.alignRight(1);
        for (Parameter parameter : sweep.formulas().parameters().values()) {
            Value set = given.parameter(parameter.name());
            Value value = set != null ? set : inputs.get(parameter.name());
            if (value != null && (set == null || mattering.contains(parameter.name()))) {
                String origin = set != null
                        ? ""
                        : parameter.fallback().map(ExplainCommand::origin).orElse("");
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

    private static String json(List<Explanation> explanations, FormulaSet formulas) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartArray();
            for (Explanation explanation : explanations) {
                Formula formula = Objects.requireNonNull(formulas.formulas().get(explanation.name()));
                json.writeStartObject();
                json.writeStringField("name", explanation.name());
                json.writeFieldName("value");
                Listing.write(json, explanation.value());
                json.writeStringField("type", formula.type().toString());
                json.writeStringField("unit", explanation.doc().unit());
                json.writeStringField("formula", explanation.text());
                json.writeStringField("substituted", explanation.substituted());
                json.writeStringField("description", explanation.doc().text());
                writeAll(json, "sources", explanation.doc().sources());
                writeAll(json, "conditions", explanation.doc().conditions());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new IllegalStateException("a string can be written to", e);
        }
        return text + "\n";
    }

    private static void writeAll(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
