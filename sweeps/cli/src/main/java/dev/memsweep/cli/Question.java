package dev.memsweep.cli;

import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Problem;
import dev.memsweep.memory.MemoryModel;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecPrinter;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** What a command line asks: a spec, perhaps read from a file, with the flags put into it. */
final class Question {
    private final Session session;
    private final Flags flags;
    private final FormulaSet formulas;
    private final SweepSpec spec;

    private Question(Session session, Flags flags, FormulaSet formulas, SweepSpec spec) {
        this.session = session;
        this.flags = flags;
        this.formulas = formulas;
        this.spec = spec;
    }

    /**
     * Reads the question of a command that takes a spec file as its only word.
     *
     * @throws InputException with every mistake found
     */
    static Question ofSpecOrFlags(Arguments arguments, Command command, Session session) {
        List<String> words = arguments.words();
        if (words.size() > 1) {
            throw new InputException(
                    Location.of(""), "unexpected argument '" + words.get(1) + "'; give one spec at a time");
        }
        return words.isEmpty()
                ? ofFlags(arguments, command, session)
                : ofSpec(arguments, words.get(0), command, session);
    }

    /**
     * Reads the question of a command whose first word may be a spec file, and whose other words are its own.
     *
     * @throws InputException with every mistake found
     */
    static Question ofWords(Arguments arguments, Command command, Session session) {
        List<String> words = arguments.words();
        return !words.isEmpty() && session.sources().isSpec(words.get(0))
                ? ofSpec(arguments, words.get(0), command, session)
                : ofFlags(arguments, command, session);
    }

    private static Question ofSpec(Arguments arguments, String word, Command command, Session session) {
        SpecReader.Reading reading = session.sources().spec(word);
        if (!reading.problems().isEmpty()) {
            throw new InputException(allProblems(reading, arguments, command, session));
        }
        return of(arguments, command, session, reading.spec());
    }

    /** What is wrong with the form of a spec and, where names can be told, with what could be read of it. */
    private static List<Problem> allProblems(
            SpecReader.Reading reading, Arguments arguments, Command command, Session session) {
        List<Problem> problems = new ArrayList<>(reading.problems());
        if (reading.namesKnown()) {
            try {
                SweepSpec spec = of(arguments, command, session, reading.spec()).spec();
                problems.addAll(new Binder(session.library(), session.shippedCatalog()).problems(spec));
                problems.addAll(outputProblems(spec.output()));
            } catch (InputException e) {
                problems.addAll(e.problems());
            }
        }
        return sorted(problems);
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing(
                                (Problem problem) -> problem.location().source())
                        .thenComparingInt(problem -> problem.location().line())
                        .thenComparingInt(problem -> problem.location().column()))
                .distinct()
                .toList();
    }

    private static List<Problem> outputProblems(OutputSpec output) {
        List<Problem> problems = new ArrayList<>(PartLayout.problems(output));
        problems.addAll(FileLayout.problems(output));
        return problems;
    }

    /**
     * Reads the question of a command that takes flags alone.
     *
     * @throws InputException with every mistake found
     */
    static Question ofFlags(Arguments arguments, Command command, Session session) {
        return of(arguments, command, session, SpecEditor.empty(List.of()));
    }

    /**
     * Reads a question whose flags take the place of what {@code written} says.
     *
     * @throws InputException with every mistake found
     */
    static Question of(Arguments arguments, Command command, Session session, SweepSpec written) {
        SpecEditor editor = new SpecEditor(written);
        List<Item> formulas = formulas(arguments, written);
        editor.setFormulas(formulas);
        FormulaSet set = session.formulas(formulas);
        CommandSpec options = command.options();
        Map<String, Parameter> parameters = ParameterOptions.byOption(options, set);
        ParameterOptions.add(options, set);
        Flags flags = Flags.parse(arguments, options, option -> elsewhere(option, options, session));
        editor.setOutput(OutputOptions.over(flags, written.output()));
        List<Problem> problems = new ArrayList<>();
        for (String option : flags.inOrder()) {
            Location location = Location.of(option);
            for (String value : arguments.values(option)) {
                try {
                    put(editor, option, value, location, parameters, session);
                } catch (InputException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
        return new Question(session, flags, set, editor.result());
    }

    /** What to say of an option that is a parameter of other shipped sets. */
    private static Optional<String> elsewhere(String option, CommandSpec options, Session session) {
        if (!options.optionsMap().containsKey(Options.FORMULAS)) {
            return Optional.empty();
        }
        String sets = MemoryModel.sets().stream()
                .filter(set -> session.formulas(List.of(Item.of(set, Location.of("")))).parameters().values().stream()
                        .anyMatch(parameter -> ParameterOptions.name(parameter).equals(option)))
                .map(set -> Options.FORMULAS + " " + set)
                .collect(Collectors.joining(" or "));
        return sets.isEmpty() ? Optional.empty() : Optional.of("it is a parameter of " + sets);
    }

    /** The formula sets that count: those of the flags, else of the spec, else the shipped one. */
    static List<Item> formulas(Arguments arguments, SweepSpec written) {
        List<String> names = arguments.values(Options.FORMULAS);
        if (names.isEmpty()) {
            return written.formulas().isEmpty()
                    ? List.of(Item.of(MemoryModel.DEFAULT_SET, Location.of("")))
                    : written.formulas();
        }
        return names.stream()
                .map(name -> Item.of(name, Location.of(Options.FORMULAS)))
                .toList();
    }

    private static void put(
            SpecEditor editor,
            String option,
            String value,
            Location location,
            Map<String, Parameter> parameters,
            Session session) {
        Parameter parameter = parameters.get(option);
        if (parameter != null) {
            editor.assign(parameter.name(), value, location);
            return;
        }
        switch (option) {
            case Options.CATALOG -> editor.addCatalog(Item.of(catalog(value, session), location));
            case Options.WHERE -> editor.addCondition(Item.of(value, location));
            case Options.DERIVE -> editor.addDerivation(value, location);
            case Options.COLUMNS -> editor.setColumns(columns(value, location));
            default -> {
                // What to do with the answer: the command's own.
            }
        }
    }

    /** The path of a table or a folder of tables, which is there. */
    static String catalog(String written, Session session) {
        Path path = session.path(written);
        if (!Files.exists(path)) {
            throw new Failure(ExitCode.FILES, Options.CATALOG + ": cannot read '" + path + "': no such file");
        }
        return path.toString();
    }

    private static List<Item> columns(String list, Location location) {
        return Arrays.stream(list.split(",", -1))
                .map(name -> Item.of(name.strip(), location))
                .toList();
    }

    Flags flags() {
        return flags;
    }

    /** The words that are not the spec. */
    List<String> words() {
        List<String> words = flags.words();
        return !words.isEmpty() && session.sources().isSpec(words.get(0)) ? words.subList(1, words.size()) : words;
    }

    /** The formulas, without what the question derives. */
    FormulaSet formulas() {
        return formulas;
    }

    SweepSpec spec() {
        return spec;
    }

    /** Whether the question was only to be printed, which is done then. */
    boolean isPrinted() {
        if (!flags.has(Options.PRINT_SPEC)) {
            return false;
        }
        bindForOutput();
        session.console().print(SpecPrinter.print(spec));
        return true;
    }

    /**
     * The sweep that it means.
     *
     * @throws InputException with every mistake found
     */
    Sweep bind() {
        return bind(spec.columns());
    }

    /**
     * The sweep that it means, which can be written as it is to be.
     *
     * @throws InputException with every mistake found, in the sweep or in what is said of its output
     */
    Sweep bindForOutput() {
        List<Problem> problems = outputProblems(spec.output());
        try {
            Sweep sweep = bind();
            problems.addAll(PartLayout.nameProblems(spec.output(), sweep));
            if (problems.isEmpty()) {
                return sweep;
            }
        } catch (InputException e) {
            if (problems.isEmpty()) {
                throw e;
            }
            problems.addAll(e.problems());
        }
        throw new InputException(sorted(problems));
    }

    /**
     * The sweep that it means, with other columns.
     *
     * @throws InputException with every mistake found
     */
    Sweep bind(List<Item> columns) {
        SpecEditor editor = new SpecEditor(spec);
        editor.setColumns(columns);
        return new Binder(session.library(), session.shippedCatalog()).bind(editor.result());
    }
}
