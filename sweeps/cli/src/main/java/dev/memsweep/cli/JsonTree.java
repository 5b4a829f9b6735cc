package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON text as a tree; scalars keep their characters, so that no number loses a digit. */
final class JsonTree {
    private final @Nullable String scalar;
    private final @Nullable List<JsonTree> elements;
    private final @Nullable Map<String, JsonTree> fields;

    private JsonTree(
            @Nullable String scalar, @Nullable List<JsonTree> elements, @Nullable Map<String, JsonTree> fields) {
        this.scalar = scalar;
        this.elements = elements;
        this.fields = fields;
    }

    /**
     * The tree of a text.
     *
     * @throws IllegalArgumentException when it is no JSON
     */
    static JsonTree parse(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return value(parser);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON", e);
        }
    }

    private static JsonTree value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            List<JsonTree> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser));
            }
            return new JsonTree(null, elements, null);
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, JsonTree> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = String.valueOf(parser.currentName());
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return new JsonTree(null, null, fields);
        }
        if (token == null || !token.isScalarValue()) {
            throw new IllegalArgumentException("it ends too early");
        }
        return new JsonTree(parser.getText(), null, null);
    }

    boolean isObject() {
        return fields != null;
    }

    /** The characters of a scalar. */
    String text() {
        return required(scalar, "a scalar");
    }

    /** The elements of an array. */
    List<JsonTree> elements() {
        return required(elements, "an array");
    }

    /** The fields of an object, in their order. */
    Map<String, JsonTree> fields() {
        return required(fields, "an object");
    }

    /** A field of an object, which must be there. */
    JsonTree get(String name) {
        return required(fields().get(name), "a field '" + name + "'");
    }

    private static <T> T required(@Nullable T part, String what) {
        if (part == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return part;
    }
}
