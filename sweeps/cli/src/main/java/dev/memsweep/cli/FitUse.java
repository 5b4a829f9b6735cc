package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.SweepSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a model may be wanted for, and where {@code fit} then looks: the files of the folder {@code fit}.
 *
 * @param name its name
 * @param space the axes to search, as a spec that lacks the model
 * @param changes what may be changed where nothing fits, as axes
 * @param settings the rest: objectives, components
 */
record FitUse(String name, SweepSpec space, SweepSpec changes, Map<String, String> settings) {
    static final List<String> NAMES = List.of("training", "inference");

    private static final String OBJECTIVE = "by.";
    private static final String MEANING = ".means";
    private static final String GIVEN = "given.";

    /** Copies the settings. */
    FitUse {
        settings = Map.copyOf(settings);
    }

    /**
     * The use that {@code --for} names; the first unless it is given.
     *
     * @throws InputException when there is no such use
     */
    static FitUse of(Optional<String> written) {
        String name = written.orElse(NAMES.get(0));
        if (!NAMES.contains(name)) {
            throw new InputException(
                    Location.of(FitCommand.FOR), "unknown use '" + name + "'" + NearestName.hint(name, NAMES));
        }
        Properties properties = new Properties();
        try (InputStreamReader reader = new InputStreamReader(resource(name + ".properties"), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException("the settings of " + name + " cannot be read", e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return new FitUse(name, spec(name + ".yaml"), spec(name + "-changes.yaml"), settings);
    }

    private static SweepSpec spec(String file) {
        try (InputStream stream = resource(file)) {
            return SpecReader.read("fit/" + file, stream.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the shipped spec " + file + " cannot be read", e);
        }
    }

    private static InputStream resource(String file) {
        return Objects.requireNonNull(FitUse.class.getResourceAsStream("fit/" + file), file);
    }

    /** The parameter that {@code --gpus} sets. */
    String gpus() {
        return setting("gpus");
    }

    /** How many GPUs there are if nothing is said. */
    String defaultGpus() {
        return setting("gpus.default");
    }

    /** The columns that the total is the sum of. */
    List<String> components() {
        return list(setting("components"));
    }

    /** The parameters that are told with every answer: what it holds for. */
    List<String> told() {
        return list(setting("told"));
    }

    /** The objectives by name, the default first: columns, those after a minus largest first. */
    Map<String, List<String>> objectives() {
        Map<String, List<String>> objectives = new LinkedHashMap<>();
        String first = setting("by");
        objectives.put(first, list(setting(OBJECTIVE + first)));
        new TreeMap<>(settings).forEach((key, value) -> {
            if (key.startsWith(OBJECTIVE) && !key.endsWith(MEANING)) {
                objectives.putIfAbsent(key.substring(OBJECTIVE.length()), list(value));
            }
        });
        return objectives;
    }

    /** What an objective means, in words. */
    String meaning(String objective) {
        return setting(OBJECTIVE + objective + MEANING);
    }

    /** The {@code NAME=EXPR} that follows when a parameter is given. */
    Optional<String> follows(String parameter) {
        return Optional.ofNullable(settings.get(GIVEN + parameter));
    }

    private String setting(String key) {
        return Objects.requireNonNull(settings.get(key), key);
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
