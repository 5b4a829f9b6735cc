package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.formula.Doc;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.spec.Condition;
import dev.memsweep.spec.JsonText;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.Item;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What a spec asks, as one JSON object: its axes with all their values, what is fixed, its columns and conditions. */
final class SpecJson {
    private final SweepSpec spec;
    private final Sweep sweep;
    private final JsonGenerator json;
    private final Set<String> derived = new HashSet<>();

    private SpecJson(SweepSpec spec, Sweep sweep, JsonGenerator json) {
        this.spec = spec;
        this.sweep = sweep;
        this.json = json;
        spec.derive().forEach(derivation -> derived.add(derivation.name()));
    }

    static String of(SweepSpec spec, Sweep sweep) {
        return JsonText.indented(json -> new SpecJson(spec, sweep, json).write());
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("name", sweep.name());
        json.writeStringField("description", sweep.description());
        json.writeStringField("points", sweep.grid().exactRows().toString());
        JsonText.texts(
                json, "formulas", spec.formulas().stream().map(Item::text).toList());
        json.writeObjectFieldStart("fixed");
        for (String name : sweep.formulas().parameters().keySet()) {
            Value value = sweep.fixed().get(name);
            if (value != null) {
                JsonText.value(json, name, value);
            }
        }
        json.writeEndObject();
        json.writeArrayFieldStart("axes");
        for (Axis axis : sweep.grid().axes()) {
            for (Axis.Values values : axis.columns()) {
                axis(axis, values);
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("columns");
        for (String name : sweep.columns()) {
            column(name);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("where");
        for (Condition condition : sweep.conditions()) {
            json.writeStartObject();
            json.writeStringField("expr", condition.text());
            json.writeStringField("reason", condition.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("derive");
        for (SweepSpec.Derivation derivation : spec.derive()) {
            json.writeStringField(derivation.name(), derivation.expression().text());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void start(String name, Doc doc, Type type) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("type", type.toString());
        json.writeStringField("unit", doc.unit());
        json.writeStringField("description", doc.text());
    }

    private void axis(Axis axis, Axis.Values values) throws IOException {
        Parameter parameter =
                Objects.requireNonNull(sweep.formulas().parameters().get(values.parameter()));
        start(parameter.name(), parameter.doc(), parameter.type());
        json.writeStringField("flag", ParameterOptions.name(parameter));
        JsonText.value(json, "min", parameter.range().low());
        JsonText.value(json, "max", parameter.range().high());
        List<String> others = axis.columns().stream()
                .map(Axis.Values::parameter)
                .filter(name -> !name.equals(parameter.name()))
                .toList();
        JsonText.texts(json, "with", others);
        JsonText.values(json, "values", values.values());
        json.writeEndObject();
    }

    private void column(String name) throws IOException {
        Parameter parameter = sweep.formulas().parameters().get(name);
        Formula formula = sweep.formulas().formulas().get(name);
        if (formula != null) {
            start(name, formula.doc(), formula.type());
            json.writeStringField("kind", derived.contains(name) ? "derived" : "formula");
            json.writeStringField("formula", formula.text());
            JsonText.texts(json, "uses", Expressions.names(formula.expr()));
        } else {
            Parameter given = Objects.requireNonNull(parameter);
            start(name, given.doc(), given.type());
            json.writeStringField("kind", sweep.grid().axisOf(name) >= 0 ? "axis" : "parameter");
            json.writeStringField("formula", "");
            JsonText.texts(json, "uses", List.of());
        }
        json.writeEndObject();
    }
}
