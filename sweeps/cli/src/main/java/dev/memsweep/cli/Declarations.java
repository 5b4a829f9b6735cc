package dev.memsweep.cli;

import dev.memsweep.formula.Doc;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Range;
import dev.memsweep.formula.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints declarations, a few lines each: name, type, what it means, and in parentheses unit, range and default. */
final class Declarations {
    private static final int WIDEST = 100;

    private final Console console;
    private final int width;

    Declarations(Console console) {
        this.console = console;
        this.width = Math.min(WIDEST, console.width());
    }

    /** A line to print. */
    private record Line(String name, String type, String meaning) {}

    /** Prints formulas below a heading, which may be empty. */
    void formulas(String heading, List<Formula> formulas) {
        List<Line> lines = new ArrayList<>();
        formulas.forEach(
                formula -> lines.add(new Line(formula.name(), formula.type().toString(), meaning(formula.doc()))));
        print(heading, lines);
    }

    /** Prints parameters below a heading, which may be empty. */
    void parameters(String heading, List<Parameter> parameters) {
        List<Line> lines = new ArrayList<>();
        parameters.forEach(parameter ->
                lines.add(new Line(parameter.name(), parameter.type().toString(), meaning(parameter))));
        print(heading, lines);
    }

    /** Prints tables below a heading, which may be empty. */
    void tables(String heading, List<TableSchema> tables) {
        List<Line> lines = new ArrayList<>();
        tables.forEach(table ->
                lines.add(new Line(table.name(), table.choices() == null ? "table" : "choice", meaning(table.doc()))));
        print(heading, lines);
    }

    private static String meaning(Doc doc) {
        return with(doc.summary(), doc.unit().isEmpty() ? List.of() : List.of(doc.unit()));
    }

    private static String meaning(Parameter parameter) {
        return meaning(parameter, null);
    }

    /**
     * The summary of a parameter, its unit, range and default.
     *
     * @param setting what counts in the place of its default; null where that does
     */
    static String meaning(Parameter parameter, @Nullable String setting) {
        List<String> facts = new ArrayList<>();
        if (!parameter.doc().unit().isEmpty()) {
            facts.add(parameter.doc().unit());
        }
        if (!parameter.range().equals(Range.ALL)) {
            facts.add(parameter.range().toString());
        }
        String value = setting != null
                ? setting
                : parameter.fallback().map(ParameterOptions::text).orElse("");
        if (!value.isEmpty()) {
            facts.add("default " + value);
        }
        return with(parameter.doc().summary(), facts);
    }

    private static String with(String summary, List<String> facts) {
        String inParentheses = facts.isEmpty() ? "" : "(" + String.join("; ", facts) + ")";
        return summary.isEmpty() || inParentheses.isEmpty() ? summary + inParentheses : summary + " " + inParentheses;
    }

    private void print(String heading, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        if (!heading.isEmpty()) {
            console.line("");
            console.line(console.style().heading(heading));
        }
        int names = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
        int types = lines.stream().mapToInt(line -> line.type().length()).max().orElse(0);
        String margin = heading.isEmpty() ? "" : "  ";
        int indent = margin.length() + names + types + 4;
        // A page too narrow for columns has the meaning below the name.
        boolean narrow = indent > width / 2;
        for (Line line : lines) {
            String name = margin + line.name() + " ".repeat(names - line.name().length() + 2) + line.type();
            if (narrow) {
                console.line(margin + line.name() + "  " + line.type());
                if (!line.meaning().isEmpty()) {
                    console.print(Paragraph.wrap(line.meaning(), margin + "    ", width));
                }
            } else {
                String start = name + " ".repeat(indent - name.length());
                console.print(Paragraph.wrap(line.meaning(), start, " ".repeat(indent), width));
            }
        }
    }
}
