package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.catalog.Table;
import dev.memsweep.formula.Doc;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.Outline;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Range;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import dev.memsweep.spec.JsonText;
import java.io.IOException;
import java.util.Map;

/** What bears a name, as one JSON object with an array for each kind of thing. */
final class DescriptionJson {
    private final Known known;
    private final JsonGenerator json;

    private DescriptionJson(Known known, JsonGenerator json) {
        this.known = known;
        this.json = json;
    }

    static String of(Named named, Known known) {
        return JsonText.indented(json -> new DescriptionJson(known, json).write(named));
    }

    private void write(Named named) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("formulas");
        for (Formula formula : named.formulas()) {
            formula(formula);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("parameters");
        for (Parameter parameter : named.parameters()) {
            parameter(parameter);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("functions");
        for (Outline.Entry function : named.functions()) {
            start(function.name(), function.doc());
            json.writeStringField("formula", function.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tables");
        for (TableSchema table : named.tables()) {
            table(table);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (Named.TableRow row : named.rows()) {
            row(row.row(), row.table());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void start(String name, Doc doc) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("description", doc.text());
        json.writeStringField("unit", doc.unit());
        JsonText.texts(json, "when", doc.conditions());
        JsonText.texts(json, "sources", doc.sources());
    }

    private void formula(Formula formula) throws IOException {
        start(formula.name(), formula.doc());
        json.writeStringField("type", formula.type().toString());
        json.writeStringField("formula", formula.text());
        JsonText.texts(json, "uses", Expressions.names(formula.expr()));
        JsonText.texts(json, "used_by", Named.users(known.formulas(), formula.name()));
        json.writeEndObject();
    }

    private void parameter(Parameter parameter) throws IOException {
        start(parameter.name(), parameter.doc());
        json.writeStringField("flag", ParameterOptions.name(parameter));
        json.writeStringField("type", parameter.type().toString());
        range(parameter.range());
        json.writeStringField(
                "default", parameter.fallback().map(ParameterOptions::text).orElse(null));
        JsonText.texts(json, "used_by", Named.users(known.formulas(), parameter.name()));
        json.writeEndObject();
    }

    private void range(Range range) throws IOException {
        JsonText.value(json, "min", range.low());
        JsonText.value(json, "max", range.high());
    }

    private void table(TableSchema table) throws IOException {
        start(table.name(), table.doc());
        json.writeStringField("kind", table.choices() == null ? "table" : "choice");
        json.writeArrayFieldStart("attributes");
        for (TableSchema.Attribute attribute : table.attributes().values()) {
            start(attribute.name(), attribute.doc());
            json.writeStringField("type", attribute.type().toString());
            range(attribute.range());
            JsonText.value(json, "default", attribute.fallback().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonText.texts(json, "labels", known.table(table.name()).rows().keySet());
        json.writeEndObject();
    }

    private void row(Value.Row row, Table table) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", row.label());
        json.writeStringField("table", row.table());
        json.writeStringField("source", table.sources().getOrDefault(row.label(), ""));
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, TableSchema.Attribute> attribute :
                table.schema().attributes().entrySet()) {
            JsonText.value(json, attribute.getKey(), row.attributes().get(attribute.getKey()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
