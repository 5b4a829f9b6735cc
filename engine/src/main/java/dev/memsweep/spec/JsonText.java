package dev.memsweep.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.formula.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Texts of JSON, and how values stand in them. */
public final class JsonText {
    private JsonText() {}

    private static final JsonFactory FACTORY = new JsonFactory();

    /** What writes a JSON text, or a part of one. */
    public interface Content {
        /** Writes it. */
        void write(JsonGenerator json) throws IOException;
    }

    /** A text on one line, for programs; without a line end. */
    public static String line(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a string can be written to", e);
        }
        return text.toString();
    }

    /** A text on indented lines, for people. */
    public static String indented(Content content) {
        return line(json -> content.write(json.useDefaultPrettyPrinter())) + "\n";
    }

    /** Writes a value: whole numbers exactly, flags as true or false, labels and names of rows as strings. */
    public static void value(JsonGenerator json, @Nullable Value value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Value.Int whole) {
            json.writeNumber(whole.value());
        } else if (value instanceof Value.Real real) {
            json.writeNumber(real.value());
        } else if (value instanceof Value.Bool flag) {
            json.writeBoolean(flag.value());
        } else {
            json.writeString(value.toString());
        }
    }

    /** Writes a field with a value. */
    public static void value(JsonGenerator json, String field, @Nullable Value value) throws IOException {
        json.writeFieldName(field);
        value(json, value);
    }

    /** Writes a field with an array of texts. */
    public static void texts(JsonGenerator json, String field, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Writes a field with an array of values. */
    public static void values(JsonGenerator json, String field, Iterable<? extends @Nullable Value> values)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (Value value : values) {
            value(json, value);
        }
        json.writeEndArray();
    }
}
