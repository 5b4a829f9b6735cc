package dev.memsweep.spec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.WholeRange;
import dev.memsweep.spec.SweepSpec.Derivation;
import dev.memsweep.spec.SweepSpec.Item;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sweep as canonical JSON: what decides its rows, in one order, without times and paths.
 *
 * <p>Names of parameters, tables, rows and attributes are sorted; axes, conditions and columns keep their order, which is
 * part of the result. A row stands as its label, its attributes stand once under {@code rows}. Whole numbers in equal
 * steps stand as {@code {"from", "to", "step"}}.
 */
final class CanonicalJson {
    private static final int SHORTEST_RUN = 4;

    private final JsonGenerator json;

    private CanonicalJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(SweepSpec spec, Sweep sweep) {
        return JsonText.line(json -> new CanonicalJson(json).write(spec, sweep));
    }

    private void write(SweepSpec spec, Sweep sweep) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("formulas");
        for (Item item : spec.formulas()) {
            json.writeString(item.text().replaceFirst("^.*[/\\\\]", ""));
        }
        json.writeEndArray();
        json.writeStringField("formulas_sha256", sweep.formulas().textHash());
        json.writeObjectFieldStart("fixed");
        writeFields(sweep.fixed());
        json.writeEndObject();
        json.writeArrayFieldStart("axes");
        for (Axis axis : sweep.grid().axes()) {
            write(axis);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("derive");
        for (Derivation derivation : spec.derive()) {
            json.writeStartObject();
            json.writeStringField("name", derivation.name());
            json.writeStringField("expr", derivation.expression().text().strip());
            json.writeStringField("unit", derivation.unit());
            json.writeEndObject();
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
        JsonText.texts(json, "columns", sweep.columns());
        writeRows(sweep.rows());
        json.writeEndObject();
    }

    private void write(Axis axis) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", axis.name());
        json.writeArrayFieldStart("columns");
        for (Axis.Values column : axis.columns()) {
            json.writeStartObject();
            json.writeStringField("parameter", column.parameter());
            json.writeFieldName("values");
            writeValues(column.values());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeValues(List<Value> values) throws IOException {
        if (values.size() >= SHORTEST_RUN && hasEqualSteps(values)) {
            json.writeStartObject();
            json.writeNumberField("from", whole(values, 0));
            json.writeNumberField("to", whole(values, values.size() - 1));
            json.writeNumberField("step", whole(values, 1) - whole(values, 0));
            json.writeEndObject();
            return;
        }
        json.writeStartArray();
        for (Value value : values) {
            JsonText.value(json, value);
        }
        json.writeEndArray();
    }

    private static boolean hasEqualSteps(List<Value> values) {
        if (values instanceof WholeRange) {
            return true;
        }
        if (!(values.get(0) instanceof Value.Int)) {
            return false;
        }
        long step = whole(values, 1) - whole(values, 0);
        for (int i = 2; i < values.size(); i++) {
            if (whole(values, i) - whole(values, i - 1) != step) {
                return false;
            }
        }
        return true;
    }

    private static long whole(List<Value> values, int index) {
        return ((Value.Int) values.get(index)).value();
    }

    private void writeRows(Map<String, Map<String, Value.Row>> rows) throws IOException {
        json.writeObjectFieldStart("rows");
        for (Map.Entry<String, Map<String, Value.Row>> table : new TreeMap<>(rows).entrySet()) {
            json.writeObjectFieldStart(table.getKey());
            for (Value.Row row : new TreeMap<>(table.getValue()).values()) {
                json.writeObjectFieldStart(row.label());
                writeFields(row.attributes());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeFields(Map<String, Value> values) throws IOException {
        for (Map.Entry<String, Value> entry : new TreeMap<>(values).entrySet()) {
            JsonText.value(json, entry.getKey(), entry.getValue());
        }
    }
}
