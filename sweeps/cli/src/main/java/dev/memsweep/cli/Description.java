package dev.memsweep.cli;

import dev.memsweep.catalog.Table;
import dev.memsweep.formula.Doc;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.Outline;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Range;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.memory.MemoryModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints what bears a name; a name may be borne by several things. */
final class Description {
    private static final int WIDEST = 100;
    private static final int MOST_LABELS = 20;
    private static final int LABEL_WIDTH = 10;

    private final Known known;
    private final Console console;
    private final Style style;
    private final int width;
    private boolean first = true;

    Description(Known known, Console console) {
        this.known = known;
        this.console = console;
        this.style = console.style();
        this.width = Math.min(WIDEST, console.width());
    }

    void print(String name, boolean isSet) {
        if (isSet) {
            set(name);
            return;
        }
        Named named = Named.of(name, known);
        named.parameters().forEach(this::parameter);
        named.formulas().forEach(this::formula);
        named.functions().forEach(this::function);
        named.tables().forEach(this::table);
        named.rows().forEach(row -> row(row.row(), row.table()));
    }

    private void start(String kind, String name, Doc doc) {
        if (!first) {
            console.line("");
        }
        first = false;
        console.line(style.heading(name) + "  " + kind);
        if (!doc.text().isEmpty()) {
            console.print(Paragraph.wrap(doc.text(), "  ", width));
        }
    }

    private void field(String name, String text) {
        if (!text.isEmpty()) {
            String label = "  " + name + " ".repeat(Math.max(1, LABEL_WIDTH - name.length()));
            console.print(Paragraph.wrap(text, label, " ".repeat(label.length()), width));
        }
    }

    private void fields(Doc doc) {
        field("unit", doc.unit());
        doc.conditions().forEach(condition -> field("when", condition));
        doc.sources().forEach(source -> field("source", source));
    }

    private void parameter(Parameter parameter) {
        start("parameter", parameter.name(), parameter.doc());
        field("flag", ParameterOptions.name(parameter));
        String type = parameter.type().toString();
        boolean row = parameter.type().kind() == Type.Kind.ROW;
        field("type", row ? "a row of table '" + type + "'" : type);
        field(
                "range",
                parameter.range().equals(Range.ALL) ? "" : parameter.range().toString());
        field("default", parameter.fallback().map(ParameterOptions::text).orElse("none: it must be set"));
        fields(parameter.doc());
        field("used by", users(parameter.name()));
    }

    private void formula(Formula formula) {
        start("formula", formula.name(), formula.doc());
        if (formula.text().contains("\n")) {
            console.print(("formula   " + formula.text()).stripIndent().indent(2));
        } else {
            field("formula", formula.text());
        }
        field("type", formula.type().toString());
        fields(formula.doc());
        field("uses", String.join(", ", Expressions.names(formula.expr())));
        field("used by", users(formula.name()));
    }

    private void function(Outline.Entry function) {
        start("function", function.name(), function.doc());
        field("formula", function.text());
        fields(function.doc());
    }

    private String users(String name) {
        return Named.users(known.formulas(), name).stream()
                .map(user -> known.formulas().parameters().containsKey(user) ? user + " (default)" : user)
                .collect(Collectors.joining(", "));
    }

    private void table(TableSchema schema) {
        start(schema.choices() == null ? "table" : "choice", schema.name(), schema.doc());
        fields(schema.doc());
        Map<String, Doc> labels = labels(schema);
        if (labels.isEmpty()) {
            Set<String> rows = known.table(schema.name()).rows().keySet();
            field(
                    "rows",
                    rows.size() <= MOST_LABELS
                            ? String.join(", ", rows)
                            : rows.size() + ": memsweep list " + schema.name());
        }
        int longest = labels.keySet().stream().mapToInt(String::length).max().orElse(0);
        labels.forEach((label, doc) -> {
            String start = "  " + label + " ".repeat(longest - label.length() + 2);
            console.print(Paragraph.wrap(doc.text(), start, " ".repeat(start.length()), width));
        });
        for (TableSchema.Attribute attribute : schema.attributes().values()) {
            String unit = attribute.doc().unit().isEmpty()
                    ? ""
                    : " [" + attribute.doc().unit() + "]";
            String fallback =
                    attribute.fallback().map(value -> ", default " + value).orElse("");
            console.line("  " + attribute.name() + ": " + attribute.type() + unit + fallback);
            if (!attribute.doc().text().isEmpty()) {
                console.print(Paragraph.wrap(attribute.doc().text(), "      ", width));
            }
        }
    }

    /** The labels of a choice with their comments; empty for a table. */
    private Map<String, Doc> labels(TableSchema schema) {
        return known.formulas().outlines().stream()
                .flatMap(outline -> outline.sections().stream())
                .flatMap(section -> section.entries().stream())
                .filter(entry ->
                        entry.kind() == Outline.Kind.CHOICE && entry.name().equals(schema.name()))
                .findFirst()
                .map(Outline.Entry::labels)
                .orElse(Map.of());
    }

    private void row(Value.Row row, Table table) {
        start(row.table(), row.label(), Doc.NONE);
        TextTable lines = new TextTable();
        lines.alignRight(1);
        for (TableSchema.Attribute attribute : table.schema().attributes().values()) {
            Value value = row.attributes().get(attribute.name());
            if (value != null && !value.equals(attribute.fallback().orElse(null))) {
                String unit = attribute.doc().unit();
                lines.row(
                        "  " + attribute.name(),
                        Quantity.of(unit, List.of(value)).text(value),
                        unit.equals(Quantity.BYTES) ? value + " bytes" : unit);
            }
        }
        console.print(lines.print(style));
        List<String> aliases = new ArrayList<>();
        table.aliases().forEach((alias, label) -> {
            if (label.equals(row.label())) {
                aliases.add(alias);
            }
        });
        field("also called", String.join(", ", aliases));
        field("source", table.sources().getOrDefault(row.label(), ""));
    }

    private void set(String name) {
        start("formula set", name, Doc.NONE);
        field("sha256", known.formulas().textHash());
        Named all = Named.all(known.formulas());
        Declarations declarations = new Declarations(console);
        declarations.formulas("formulas", all.formulas());
        declarations.parameters("parameters", all.parameters());
        declarations.tables("tables", all.tables());
        console.line("");
        String where = name.equals(MemoryModel.DEFAULT_SET) ? "" : ", with --formulas " + name;
        console.print(Paragraph.wrap("memsweep describe NAME tells all of one of them" + where + ".", "", width));
    }
}
