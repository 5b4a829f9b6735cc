package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Problem;
import dev.memsweep.serve.ApiRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command line that a request means.
 *
 * @param options options with their values, each one word
 * @param words words that belong to no option; the spec is the first
 */
record RequestWords(List<String> options, List<String> words) {
    static final String SPEC = "spec";
    static final String WORD = "word";
    private static final String FORMAT = "format";

    /** What a request must not say: where files are, and how the server works. */
    private static final Set<String> REFUSED = Set.of(
            Options.CATALOG,
            Options.ROW,
            Options.HELP,
            Options.QUIET,
            Options.VERBOSE,
            OutputOptions.OUTPUT,
            OutputOptions.PARTITION_BY,
            OutputOptions.FILE_ROWS,
            SweepCommand.FORCE,
            SweepCommand.OVERWRITE,
            SweepCommand.THREADS,
            SweepCommand.SPARK,
            SweepCommand.DRY_RUN);

    /** Copies the lists. */
    RequestWords {
        options = List.copyOf(options);
        words = List.copyOf(words);
    }

    /**
     * What a request means.
     *
     * @throws InputException with every mistake found
     */
    static RequestWords of(ApiRequest request) {
        List<String> options = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (ApiRequest.Parameter given : request.parameters()) {
            if (given.name().equals(SPEC) || given.name().equals(FORMAT)) {
                continue;
            }
            String option = "--" + given.name().replace('_', '-');
            if (given.name().equals(WORD)) {
                words.add(given.value());
            } else if (!option.matches("--[A-Za-z][A-Za-z0-9-]*")) {
                problems.add(Problem.at(Location.of(""), "unknown option '" + given.name() + "'"));
            } else if (REFUSED.contains(option)) {
                problems.add(Problem.at(Location.of(option), "is not for a request"));
            } else {
                options.add(given.value().isEmpty() ? option : option + "=" + given.value());
            }
        }
        request.value(SPEC).ifPresent(spec -> words.add(0, spec));
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
        return new RequestWords(options, words);
    }

    /** Whether an option is given. */
    boolean has(String option) {
        return options.stream().anyMatch(given -> given.equals(option) || given.startsWith(option + "="));
    }

    /** The same with one more option. */
    RequestWords with(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new RequestWords(more, words);
    }

    /** The words after {@code memsweep}. */
    List<String> of(String command, String format) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(options);
        if (!format.isEmpty()) {
            all.add(Options.FORMAT + "=" + format);
        }
        all.add("--");
        all.addAll(words);
        return all;
    }

    /**
     * The command to type in a terminal.
     *
     * @param files the path of each spec, by name
     */
    String shown(String command, Map<String, String> files) {
        List<String> all = new ArrayList<>(List.of("memsweep", command));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            all.add(quoted(i == 0 ? files.getOrDefault(word, word) : word));
        }
        for (String option : options) {
            int equals = option.indexOf('=');
            all.add(equals < 0 ? option : option.substring(0, equals));
            if (equals >= 0) {
                all.add(quoted(option.substring(equals + 1)));
            }
        }
        return String.join(" ", all);
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_.,:/=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
