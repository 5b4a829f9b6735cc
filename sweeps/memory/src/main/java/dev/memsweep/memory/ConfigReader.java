package dev.memsweep.memory;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Problem;
import dev.memsweep.memory.ConfigValue.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Typed fields of a config file; collects what is wrong, and what was missing but has a known default. */
final class ConfigReader {
    private static final long MOST = 1_000_000_000_000L;
    private static final Map<String, Long> LIMITS =
            Map.of("num_hidden_layers", 100_000L, "num_layers", 100_000L, "n_layer", 100_000L, "n_layers", 100_000L);

    private final ConfigValue config;
    private final Map<String, Long> understood = new LinkedHashMap<>();
    private final List<Problem> problems;
    private final List<String> notes;

    ConfigReader(ConfigValue config) {
        this(config, new ArrayList<>(), new ArrayList<>());
    }

    private ConfigReader(ConfigValue config, List<Problem> problems, List<String> notes) {
        this.config = config;
        this.problems = problems;
        this.notes = notes;
    }

    /** The fields of an object within; without such an object, these fields. */
    ConfigReader within(String name) {
        ConfigValue value = given(name);
        return value != null && value.kind() == Kind.OBJECT ? new ConfigReader(value, problems, notes) : this;
    }

    boolean has(String name) {
        return given(name) != null;
    }

    Location location() {
        return config.location();
    }

    List<String> notes() {
        return notes;
    }

    /** What is known of the fields that were asked for, for a message. */
    Map<String, Long> understood() {
        return understood;
    }

    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new InputException(problems.stream().distinct().toList());
        }
    }

    /** A whole number of at least 1 that must be there, under the first of the names that is. */
    long count(String... names) {
        for (String name : names) {
            if (has(name)) {
                return whole(name, 1).orElse(1);
            }
        }
        problems.add(Problem.at(config.location(), "'" + String.join("' or '", names) + "' is missing"));
        return 1;
    }

    /** A whole number of at least 1, or what its architecture takes it to be. */
    long countOr(long fallback, String... names) {
        for (String name : names) {
            if (has(name)) {
                return whole(name, 1).orElse(fallback);
            }
        }
        return fallback;
    }

    /** As {@link #countOr}, saying so when it is missing. */
    long countOrNoted(String name, String other, long fallback) {
        if (!has(name)) {
            notes.add(name + " missing; using " + other + " = " + fallback);
        }
        return countOr(fallback, name);
    }

    /** Says what became of a field. */
    void note(String name, String words) {
        notes.add(name + " " + words);
    }

    /** A whole number, 0 when missing. */
    long countOrNone(String name) {
        return has(name) ? whole(name, 0).orElse(0) : 0;
    }

    boolean truth(String name, boolean fallback) {
        ConfigValue value = given(name);
        if (value == null) {
            return fallback;
        }
        if (value.kind() != Kind.TRUTH) {
            problems.add(
                    Problem.at(value.location(), "'" + name + "' is " + value.kind() + "; expected true or false"));
            return fallback;
        }
        return value.text().equals("true");
    }

    String text(String name) {
        ConfigValue value = given(name);
        return value != null && value.kind() == Kind.TEXT ? value.text() : "";
    }

    /** The entries of a list of words; none when there is no such list. */
    List<String> words(String name) {
        ConfigValue value = given(name);
        if (value == null || value.kind() != Kind.LIST) {
            return List.of();
        }
        return value.members().values().stream().map(ConfigValue::text).toList();
    }

    /** Reports what is wrong with a field. */
    void report(String name, String message) {
        ConfigValue value = given(name);
        problems.add(Problem.at(value == null ? config.location() : value.location(), message));
    }

    private @Nullable ConfigValue given(String name) {
        ConfigValue value = config.members().get(name);
        return value == null || value.kind() == Kind.NULL ? null : value;
    }

    private OptionalLong whole(String name, long least) {
        ConfigValue value = config.members().get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value.kind() == Kind.NOT_FINITE) {
            report(name, "'" + name + "' is not finite");
            return OptionalLong.empty();
        }
        if (value.kind() != Kind.NUMBER) {
            report(name, "'" + name + "' is " + value.kind() + "; expected an integer");
            return OptionalLong.empty();
        }
        BigDecimal number = new BigDecimal(value.text()).stripTrailingZeros();
        if (number.scale() > 0) {
            report(name, "'" + name + "' is " + value.text() + "; expected an integer");
            return OptionalLong.empty();
        }
        long most = LIMITS.getOrDefault(name, MOST);
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            report(name, "'" + name + "' must be " + least + " to " + most + ", found " + value.text());
            return OptionalLong.empty();
        }
        understood.put(name, number.longValueExact());
        return OptionalLong.of(number.longValueExact());
    }
}
