package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command line, checked against those that the command has. */
final class Flags {
    private final CommandLine.ParseResult result;
    private final Arguments arguments;

    private Flags(CommandLine.ParseResult result, Arguments arguments) {
        this.result = result;
        this.arguments = arguments;
    }

    /**
     * Checks the arguments.
     *
     * @throws InputException with every mistake found
     */
    static Flags parse(Arguments arguments, CommandSpec spec) {
        return parse(arguments, spec, option -> Optional.empty());
    }

    /**
     * Checks the arguments.
     *
     * @param hints what to say of an option that is unknown, if anything is known of it
     * @throws InputException with every mistake found
     */
    static Flags parse(Arguments arguments, CommandSpec spec, Function<String, Optional<String>> hints) {
        Set<String> known = spec.optionsMap().keySet();
        List<Problem> problems = new ArrayList<>();
        for (String option : arguments.options()) {
            if (!known.contains(option)) {
                String hint = hints.apply(option).orElseGet(() -> nearest(option, known, spec.name()));
                problems.add(Problem.at(Location.of(option), "unknown option; " + hint));
            }
        }
        for (OptionSpec option : spec.options()) {
            if (!option.isMultiValue() && option.arity().max() > 0 && arguments.count(option.names()) > 1) {
                problems.add(Problem.at(
                        Location.of(option.longestName()),
                        "given more than once; several values of a parameter are written as 1,2,4"));
            }
        }
        CommandLine commandLine = new CommandLine(spec).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
        CommandLine.ParseResult result =
                commandLine.parseArgs(arguments.only(known).toArray());
        arguments.words().stream()
                .skip(mostWords(spec))
                .filter(word -> mostWords(spec) > 0)
                .forEach(word -> problems.add(Problem.at(Location.of(""), "unexpected argument '" + word + "'")));
        for (Exception error : result.errors()) {
            problems.addAll(problems(error));
        }
        if (arguments.has("-q", Options.QUIET) && arguments.has("-v", Options.VERBOSE)) {
            problems.add(
                    Problem.at(Location.of(Options.QUIET), "does not go with " + Options.VERBOSE + "; leave one out"));
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
        return new Flags(result, arguments);
    }

    /** How many words the command takes that belong to no option. */
    private static long mostWords(CommandSpec spec) {
        return spec.positionalParameters().stream()
                .mapToInt(words -> words.arity().max())
                .max()
                .orElse(0);
    }

    private static String nearest(String option, Set<String> known, String command) {
        List<String> longNames =
                known.stream().filter(name -> name.startsWith("--")).sorted().toList();
        return NearestName.of(option, longNames)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("see memsweep " + command + " --help");
    }

    private static List<Problem> problems(Exception error) {
        List<Problem> problems = new ArrayList<>();
        if (error instanceof CommandLine.MissingParameterException missing) {
            for (ArgSpec arg : missing.getMissing()) {
                problems.add(
                        arg instanceof OptionSpec option
                                ? Problem.at(
                                        Location.of(option.longestName()),
                                        "a value is missing, as in " + option.longestName() + " " + arg.paramLabel())
                                : Problem.at(Location.of(""), arg.paramLabel() + " is missing; see --help"));
            }
        } else if (error instanceof CommandLine.UnmatchedArgumentException unmatched) {
            unmatched
                    .getUnmatched()
                    .forEach(word -> problems.add(Problem.at(
                            Location.of(""),
                            "unexpected argument '" + word + "'; options are written as --name VALUE, see --help")));
        } else {
            problems.add(Problem.at(Location.of(""), String.valueOf(error.getMessage())));
        }
        return problems;
    }

    boolean has(String option) {
        return result.hasMatchedOption(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(result.matchedOptionValue(option, (String) null));
    }

    /** The values of an option that may be repeated. */
    List<String> values(String option) {
        return result.matchedOptionValue(option, List.<String>of());
    }

    /** Names of the options given, in the order of the command line. */
    Set<String> inOrder() {
        return arguments.options();
    }

    /** The words that belong to no option. */
    List<String> words() {
        return arguments.words();
    }
}
