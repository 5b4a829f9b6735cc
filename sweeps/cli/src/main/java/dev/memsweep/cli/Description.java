package dev.memsweep.cli;

import dev.memsweep.catalog.Table;
import dev.memsweep.formula.Doc;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Range;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.memory.MemoryModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        Map<String, Parameter> parameters = known.formulas().parameters();
        if (parameters.containsKey(name)) {
            parameter(parameters.get(name));
        }
        Formula formula = known.formulas().formulas().get(name);
        if (formula != null) {
            formula(formula);
        }
        Set<String> names = new LinkedHashSet<>(known.formulas().formulas().keySet());
        names.addAll(parameters.keySet());
        for (TableSchema schema : known.formulas().tables().values()) {
            if (schema.name().equals(name)) {
                table(schema);
            }
            Table table = known.table(schema.name());
            Value.Row row = table.find(name);
            if (row != null) {
                row(row, table);
            }
            names.add(schema.name());
            names.addAll(table.names());
        }
        if (first) {
            names.addAll(MemoryModel.sets());
            String hint = NearestName.of(name, names)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("see memsweep list models, devices, formulas or parameters");
            throw new InputException(Location.of(""), "nothing is called '" + name + "'; " + hint);
        }
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
        field("used by", String.join(", ", users(parameter.name())));
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
        field("uses", String.join(", ", used(formula.expr())));
        field("used by", String.join(", ", users(formula.name())));
    }

    private static Set<String> used(Expr expr) {
        Set<String> used = new LinkedHashSet<>();
        Expressions.forEach(expr, part -> {
            if (part instanceof Expr.Input input) {
                used.add(input.parameter());
            } else if (part instanceof Expr.Reference reference) {
                used.add(reference.formula());
            }
        });
        return used;
    }

    private List<String> users(String name) {
        List<String> users = new ArrayList<>();
        known.formulas().formulas().values().forEach(formula -> {
            if (used(formula.expr()).contains(name)) {
                users.add(formula.name());
            }
        });
        known.formulas()
                .parameters()
                .values()
                .forEach(parameter -> parameter
                        .fallback()
                        .filter(fallback -> used(fallback).contains(name))
                        .ifPresent(fallback -> users.add(parameter.name() + " (default)")));
        return users;
    }

    private void table(TableSchema schema) {
        start(schema.choices() == null ? "table" : "choice", schema.name(), schema.doc());
        fields(schema.doc());
        Set<String> rows = known.table(schema.name()).rows().keySet();
        field(
                "rows",
                rows.size() <= MOST_LABELS
                        ? String.join(", ", rows)
                        : rows.size() + ": memsweep list " + schema.name());
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
        Map<String, String> formulas = new LinkedHashMap<>();
        known.formulas().formulas().values().stream()
                .filter(formula -> !formula.hidden())
                .forEach(formula -> formulas.put(formula.name(), formula.doc().summary()));
        section("formulas", formulas);
        Map<String, String> parameters = new LinkedHashMap<>();
        known.formulas()
                .parameters()
                .values()
                .forEach(parameter ->
                        parameters.put(parameter.name(), parameter.doc().summary()));
        section("parameters", parameters);
        Map<String, String> tables = new LinkedHashMap<>();
        known.formulas()
                .tables()
                .values()
                .forEach(table -> tables.put(table.name(), table.doc().summary()));
        section("tables", tables);
    }

    private void section(String heading, Map<String, String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        console.line("");
        console.line(style.heading(heading));
        int longest = entries.keySet().stream().mapToInt(String::length).max().orElse(0);
        entries.forEach((name, summary) -> {
            String label = "  " + name + " ".repeat(longest - name.length() + 2);
            console.print(Paragraph.wrap(summary, label, " ".repeat(label.length()), width));
        });
    }
}
