package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.serve.Limits;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the explorer shows: the specs that it was started with, each read and checked once. */
final class Explorer {
    private static final int WIDTH = 100;

    /** Rows of an answer: more a page could not draw, and many clients at once would need too much memory. */
    static final int MOST_ROWS = 100_000;

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, Sweep> sweeps = new LinkedHashMap<>();
    private final Set<String> folders = new HashSet<>();
    private final ServedSources sources;
    private final int threads;
    private final Limits limits;

    /**
     * Reads specs.
     *
     * @param threads of one answer
     * @throws InputException with the mistakes of the first spec that has some
     */
    Explorer(List<String> written, int threads, Limits limits, Session session) {
        this.threads = threads;
        this.limits = limits;
        LocalSources local = new LocalSources(session.environment().folder());
        Map<String, SpecReader.Reading> readings = new LinkedHashMap<>();
        for (String file : written) {
            SpecReader.Reading reading = local.spec(file);
            String name = name(reading, file);
            if (files.putIfAbsent(name, file) != null) {
                throw new InputException(
                        Location.of(file), "another spec is named '" + name + "' too; give one of them a 'name'");
            }
            Path folder = Path.of(reading.spec().location().source()).getParent();
            if (folder != null) {
                folders.add(folder + "/");
            }
            readings.put(name, new SpecReader.Reading(reading.whole(), List.of(), true));
        }
        this.sources = new ServedSources(local, readings);
        readings.forEach((name, reading) -> sweeps.put(
                name,
                new Binder(sources.library(), sources.catalog(session.console()::noteOnce)).bind(reading.spec())));
    }

    private static String name(SpecReader.Reading reading, String file) {
        String name = reading.spec().name();
        return name.isEmpty() ? String.valueOf(Path.of(file).getFileName()).replaceFirst("\\.ya?ml$", "") : name;
    }

    /** The sweep of each spec, by name. */
    Map<String, Sweep> sweeps() {
        return sweeps;
    }

    ServedSources sources() {
        return sources;
    }

    /** The path of each spec as it was written, by name. */
    Map<String, String> files() {
        return files;
    }

    /** What a command for a request learns from outside: nothing. */
    Environment environment() {
        return new Environment(Map.of(), Path.of(""), false, false, WIDTH);
    }

    /** A message without the folders of the specs. */
    String withoutFolders(String message) {
        String shown = message;
        for (String folder : folders) {
            shown = shown.replace(folder, "");
        }
        return shown;
    }

    /** Threads of one answer. */
    int threads() {
        return threads;
    }

    /** The specs as a JSON array. */
    String specs() {
        return sweeps.entrySet().stream()
                .map(entry -> "{\"name\":" + ServedCommands.quoted(entry.getKey()) + ",\"description\":"
                        + ServedCommands.quoted(entry.getValue().description()) + ",\"points\":\""
                        + entry.getValue().grid().exactRows() + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** All of it as JSON. */
    String description() {
        return "{\"version\":" + ServedCommands.quoted(Version.of(Memsweep.class)) + ",\"specs\":" + specs()
                + ",\"limits\":{\"seconds\":" + limits.deadline().toSeconds() + ",\"rows\":" + MOST_ROWS + "}}\n";
    }
}
