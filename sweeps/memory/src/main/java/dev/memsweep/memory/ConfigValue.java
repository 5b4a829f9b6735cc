package dev.memsweep.memory;

import dev.memsweep.formula.Location;
import java.util.Map;

/**
 * A value of a config file.
 *
 * @param kind what it is
 * @param text its characters as written; of text, without the quotes
 * @param members of an object, by name; of a list, by place
 * @param location of its name, or of the object as a whole
 */
record ConfigValue(Kind kind, String text, Map<String, ConfigValue> members, Location location) {
    enum Kind {
        OBJECT("an object"),
        LIST("a list"),
        TEXT("text"),
        NUMBER("a number"),
        NOT_FINITE("not finite"),
        TRUTH("true or false"),
        NULL("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static ConfigValue scalar(Kind kind, String text, Location location) {
        return new ConfigValue(kind, text, Map.of(), location);
    }
}
