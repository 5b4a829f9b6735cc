package dev.memsweep.memory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Source;
import dev.memsweep.memory.ConfigValue.Kind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the JSON of a config file, strictly but for one thing: numbers that are not finite ({@code Infinity}, or {@code
 * {"__float__": "Infinity"}}) are kept as such, since real files have them in fields that do not matter here.
 */
final class ConfigParser implements AutoCloseable {
    private static final int MOST_LEVELS = 64;
    private static final int MOST_DIGITS = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_LEVELS)
                    .maxNumberLength(MOST_DIGITS)
                    .build())
            .build();

    private final String file;
    private final JsonParser json;
    private final Consumer<String> notes;

    private ConfigParser(Source source, Consumer<String> notes) throws IOException {
        this.file = source.name();
        this.json = FACTORY.createParser(source.text());
        this.notes = notes;
    }

    /**
     * The object that the file holds.
     *
     * @param notes takes one sentence for each value that is not finite
     * @throws InputException when it holds anything else
     */
    static ConfigValue parse(Source source, Consumer<String> notes) {
        try (ConfigParser parser = new ConfigParser(source, notes)) {
            return parser.parse();
        } catch (IOException e) {
            throw new IllegalStateException("a string can be read", e);
        }
    }

    private ConfigValue parse() throws IOException {
        boolean done = false;
        try {
            JsonToken first = json.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new InputException(here(), "expected an object at the top, found '" + json.getText() + "'");
            }
            ConfigValue object = object(here());
            done = true;
            if (json.nextToken() != null) {
                throw new InputException(here(), "text after the end of the JSON object");
            }
            return object;
        } catch (StreamConstraintsException e) {
            String limit = String.valueOf(e.getMessage()).contains("nesting")
                    ? "nested deeper than the limit of " + MOST_LEVELS + " levels"
                    : "a number is longer than the limit of " + MOST_DIGITS + " digits";
            throw new InputException(here(), limit);
        } catch (JsonProcessingException e) {
            throw new InputException(
                    new Location(
                            file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
                    done ? "text after the end of the JSON object" : "not JSON: " + reason(e));
        }
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private Location here() {
        return new Location(
                file,
                json.currentTokenLocation().getLineNr(),
                json.currentTokenLocation().getColumnNr());
    }

    private ConfigValue object(Location at) throws IOException {
        Map<String, ConfigValue> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            Location location = here();
            json.nextToken();
            ConfigValue value = value(name, location);
            if (members.putIfAbsent(name, value) != null) {
                throw new InputException(location, "key '" + name + "' appears twice");
            }
        }
        ConfigValue wrapped = members.get("__float__");
        return wrapped != null && members.size() == 1
                ? ConfigValue.scalar(Kind.NOT_FINITE, wrapped.text(), at)
                : new ConfigValue(Kind.OBJECT, "", members, at);
    }

    private ConfigValue value(String name, Location at) throws IOException {
        ConfigValue value = switch (json.currentToken()) {
            case START_OBJECT -> object(at);
            case START_ARRAY -> list(name, at);
            case VALUE_STRING -> ConfigValue.scalar(Kind.TEXT, json.getText(), at);
            case VALUE_NUMBER_INT -> ConfigValue.scalar(Kind.NUMBER, json.getText(), at);
            case VALUE_NUMBER_FLOAT ->
                ConfigValue.scalar(
                        Double.isFinite(Double.parseDouble(json.getText())) ? Kind.NUMBER : Kind.NOT_FINITE,
                        json.getText(),
                        at);
            case VALUE_TRUE, VALUE_FALSE -> ConfigValue.scalar(Kind.TRUTH, json.getText(), at);
            default -> ConfigValue.scalar(Kind.NULL, "null", at);
        };
        if (value.kind() == Kind.NOT_FINITE) {
            notes.accept(name);
        }
        return value;
    }

    private ConfigValue list(String name, Location at) throws IOException {
        Map<String, ConfigValue> entries = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            entries.put(String.valueOf(entries.size()), value(name, at));
        }
        return new ConfigValue(Kind.LIST, "", entries, at);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
