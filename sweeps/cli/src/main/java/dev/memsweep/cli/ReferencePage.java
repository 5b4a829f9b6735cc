package dev.memsweep.cli;

import dev.memsweep.formula.Doc;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Outline;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Range;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A formula file as a page of Markdown: everything that it declares, in the order and under the headings of the file.
 *
 * <p>Names link to where they are explained; those of an included file to its page, which is expected beside this one.
 */
final class ReferencePage {
    private static final Pattern WORD = Pattern.compile("\\S*://\\S*|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+");
    private static final Pattern EQUALS = Pattern.compile("(?<![<>=!])=(?!=)");

    private static final Pattern BULLETS = Pattern.compile("(?m)(?:^ *- .*(?:\\R {2,}.*)*\\R)+");

    private final FormulaSet formulas;
    private final Outline outline;
    private final Map<String, String> links = new HashMap<>();
    private final StringBuilder page = new StringBuilder();

    private ReferencePage(FormulaSet formulas, Outline outline) {
        this.formulas = formulas;
        this.outline = outline;
        for (Outline each : formulas.outlines()) {
            String file = each.name().equals(outline.name()) ? "" : pageName(each.name());
            for (Outline.Section section : each.sections()) {
                section.entries().forEach(entry -> links.put(key(entry), file + "#" + anchor(entry)));
            }
        }
    }

    /** The page of the last file that the set was read from, which is the one asked for. */
    static String of(FormulaSet formulas) {
        List<Outline> outlines = formulas.outlines();
        return new ReferencePage(formulas, outlines.get(outlines.size() - 1)).write();
    }

    private static String pageName(String set) {
        return set.substring(set.lastIndexOf('/') + 1).replaceFirst("\\.formulas$", "") + ".md";
    }

    /** Names of tables have a name space of their own. */
    private static String key(Outline.Entry entry) {
        boolean table = entry.kind() == Outline.Kind.TABLE || entry.kind() == Outline.Kind.CHOICE;
        return table ? "table " + entry.name() : entry.name();
    }

    /** The anchor that GitHub makes of the entry's heading; those of parameters are written out. */
    private static String anchor(Outline.Entry entry) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        return switch (entry.kind()) {
            case TABLE -> "table-" + name;
            case CHOICE -> "choice-" + name;
            case PARAMETER, FUNCTION, FORMULA -> name;
        };
    }

    private String write() {
        String set = outline.name();
        line("# Formula set `" + set + "`");
        line("");
        line("Written by `memsweep describe " + set + " --format markdown` from the text that the engine runs.");
        if (!outline.includes().isEmpty()) {
            List<String> includes = outline.includes().stream()
                    .map(name -> "[`" + name + "`](" + pageName(name) + ")")
                    .toList();
            line("It includes " + String.join(", ", includes) + ".");
        }
        line("");
        if (!outline.introduction().isEmpty()) {
            line(prose(BULLETS.matcher(outline.introduction()).replaceAll("\n$0\n")));
            line("");
        }
        List<String> headings = new ArrayList<>();
        for (Outline.Section section : outline.sections()) {
            // The number keeps a heading's anchor apart from those of names.
            headings.add((headings.size() + 1) + ". " + heading(section));
        }
        if (headings.size() > 1) {
            headings.forEach(heading -> line("- [" + heading.replace(". ", "\\. ") + "](#" + slug(heading) + ")"));
        }
        for (int i = 0; i < headings.size(); i++) {
            line("");
            line("## " + headings.get(i));
            section(outline.sections().get(i));
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static String heading(Outline.Section section) {
        if (!section.heading().isEmpty()) {
            return section.heading();
        }
        List<String> kinds = section.entries().stream()
                .map(entry -> entry.kind().name().toLowerCase(Locale.ROOT) + "s")
                .distinct()
                .toList();
        String joined = String.join(", ", kinds).replaceFirst(", ([a-z]+)$", " and $1");
        return joined.substring(0, 1).toUpperCase(Locale.ROOT) + joined.substring(1);
    }

    /** The anchor that GitHub makes of a heading. */
    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    private void section(Outline.Section section) {
        if (!section.text().isEmpty()) {
            line("");
            line(prose(section.text()));
        }
        boolean inTable = false;
        for (Outline.Entry entry : section.entries()) {
            boolean isParameter = entry.kind() == Outline.Kind.PARAMETER;
            if (isParameter && !inTable) {
                header("parameter", "type", "unit", "default", "range", "meaning");
            }
            inTable = isParameter;
            switch (entry.kind()) {
                case TABLE, CHOICE -> table(entry);
                case PARAMETER -> parameter(entry);
                case FUNCTION -> function(entry);
                case FORMULA -> formula(entry);
            }
        }
    }

    private void header(String... cells) {
        line("");
        line("| " + String.join(" | ", cells) + " |");
        line("| --- ".repeat(cells.length) + "|");
    }

    private void row(List<String> cells) {
        StringBuilder row = new StringBuilder("|");
        // A bar would end the cell, in code too.
        cells.forEach(cell -> row.append(' ').append(cell.replace("|", "\\|")).append(cell.isEmpty() ? "|" : " |"));
        line(row.toString());
    }

    private void parameter(Outline.Entry entry) {
        Parameter parameter = Objects.requireNonNull(formulas.parameters().get(entry.name()), entry.name());
        row(List.of(
                "<a id=\"" + anchor(entry) + "\"></a>`" + entry.name() + "`",
                type(parameter.type()),
                prose(entry.doc().unit()),
                code(afterEquals(entry.text())),
                range(parameter.range()),
                meaning(entry.doc())));
    }

    private static String afterEquals(String text) {
        Matcher equals = EQUALS.matcher(text);
        return equals.find() ? text.substring(equals.end()).strip().replaceAll("\\s+", " ") : "";
    }

    private void function(Outline.Entry entry) {
        line("");
        line("### `" + entry.name() + "`");
        line("");
        line("*function*");
        body(entry, "def " + entry.text());
        facts(entry.doc());
    }

    private void formula(Outline.Entry entry) {
        Formula formula = Objects.requireNonNull(formulas.formulas().get(entry.name()), entry.name());
        line("");
        line("### `" + entry.name() + "`");
        line("");
        String unit = formula.doc().unit();
        line("*" + (formula.hidden() ? "intermediate value, " : "") + type(formula.type())
                + (unit.isEmpty() ? "" : ", " + prose(unit)) + "*");
        body(entry, (formula.hidden() ? "let " : "") + entry.text());
        facts(entry.doc());
        names("Uses", Expressions.names(formula.expr()));
        names("Used by", Named.users(formulas, entry.name()));
    }

    private void body(Outline.Entry entry, String text) {
        if (!entry.doc().text().isEmpty()) {
            line("");
            line(prose(entry.doc().text()));
        }
        line("");
        line("```");
        line(text);
        line("```");
        line("");
    }

    private void facts(Doc doc) {
        doc.conditions().forEach(condition -> line("- **When** " + prose(condition)));
        doc.sources().forEach(source -> line("- **Source** " + prose(source)));
    }

    private void names(String label, Iterable<String> names) {
        List<String> linked = new ArrayList<>();
        names.forEach(name -> linked.add(linked(name, name)));
        if (!linked.isEmpty()) {
            line("- **" + label + "** " + String.join(", ", linked));
        }
    }

    private void table(Outline.Entry entry) {
        TableSchema schema = Objects.requireNonNull(formulas.tables().get(entry.name()), entry.name());
        boolean isChoice = entry.kind() == Outline.Kind.CHOICE;
        line("");
        line("### " + (isChoice ? "Choice" : "Table") + " `" + entry.name() + "`");
        line("");
        line(prose(entry.doc().text()));
        if (!isChoice) {
            line((entry.doc().text().isEmpty() ? "" : "\n") + "Its rows: `memsweep list " + entry.name() + "`.");
        }
        if (!entry.doc().sources().isEmpty() || !entry.doc().conditions().isEmpty()) {
            line("");
            facts(entry.doc());
        }
        if (!schema.attributes().isEmpty()) {
            header("attribute", "type", "unit", "default", "range", "meaning");
            schema.attributes()
                    .values()
                    .forEach(attribute -> row(List.of(
                            "`" + attribute.name() + "`",
                            type(attribute.type()),
                            prose(attribute.doc().unit()),
                            attribute
                                    .fallback()
                                    .map(value -> value.toString().isEmpty() ? "empty" : code(value.toString()))
                                    .orElse(""),
                            range(attribute.range()),
                            meaning(attribute.doc()))));
        }
        if (isChoice) {
            labels(entry, schema);
        }
    }

    private void labels(Outline.Entry entry, TableSchema schema) {
        Map<String, Value.Row> rows = Objects.requireNonNull(schema.choices());
        List<String> header = new ArrayList<>(List.of("label"));
        schema.attributes().keySet().forEach(attribute -> header.add("`" + attribute + "`"));
        header.add("meaning");
        header(header.toArray(String[]::new));
        entry.labels().forEach((label, doc) -> {
            List<String> cells = new ArrayList<>(List.of("`" + label + "`"));
            Value.Row row = Objects.requireNonNull(rows.get(label), label);
            for (String attribute : schema.attributes().keySet()) {
                Value value = row.attributes().get(attribute);
                cells.add(value == null ? "" : code(value.toString()));
            }
            cells.add(meaning(doc));
            row(cells);
        });
    }

    private String type(Type type) {
        return type.kind() == Type.Kind.ROW ? linked("table " + type.table(), type.table()) : type.toString();
    }

    private static String range(Range range) {
        return range.equals(Range.ALL) ? "" : range.toString();
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /** A comment in one cell of a table. */
    private String meaning(Doc doc) {
        StringBuilder text = new StringBuilder(prose(doc.text()));
        doc.conditions().forEach(condition -> text.append("<br>**When** ").append(prose(condition)));
        doc.sources().forEach(source -> text.append("<br>**Source** ").append(prose(source)));
        return text.toString();
    }

    /** Text that shows as it is, names that are explained linked. */
    private String prose(String text) {
        Matcher word =
                WORD.matcher(text.replace("<", "&lt;").replace("*", "\\*").replace("$", "\\$"));
        return word.replaceAll(match -> {
            String found = match.group();
            return Matcher.quoteReplacement(links.containsKey(found) ? linked(found, found) : found);
        });
    }

    private String linked(String key, String name) {
        String link = links.get(key);
        return link == null ? "`" + name + "`" : "[`" + name + "`](" + link + ")";
    }

    /** Adds a line; an empty one only where there is none yet. */
    private void line(String text) {
        if (!text.isEmpty() || page.lastIndexOf("\n\n") != page.length() - 2) {
            page.append(text).append('\n');
        }
    }
}
