package dev.memsweep.cli;

import dev.memsweep.memory.MemoryModel;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes the options of commands. */
final class Options {
    static final String FORMULAS = "--formulas";
    static final String CATALOG = "--catalog";
    static final String WHERE = "--where";
    static final String DERIVE = "--derive";
    static final String COLUMNS = "--columns";
    static final String PRINT_SPEC = "--print-spec";
    static final String FORMAT = "--format";
    static final String ROW = "--row";
    static final String HELP = "--help";
    static final String QUIET = "--quiet";
    static final String VERBOSE = "--verbose";

    private Options() {}

    /** The options of a command, with those that every command has. */
    static CommandSpec command(Command command, String synopsis, String... examples) {
        CommandSpec spec = CommandSpec.create().name(command.name());
        spec.interpolateVariables(false);
        spec.parser()
                .collectErrors(true)
                .abbreviatedOptionsAllowed(false)
                .posixClusteredShortOptionsAllowed(false)
                .unmatchedArgumentsAllowed(false);
        spec.usageMessage()
                .description(escaped(command.summary()))
                .customSynopsis("memsweep " + command.name() + " " + synopsis)
                .sortOptions(false)
                .sortSynopsis(false)
                .abbreviateSynopsis(true)
                .optionListHeading("%nOptions:%n")
                .footerHeading("%nExamples:%n");
        String[] footer = new String[examples.length];
        for (int i = 0; i < examples.length; i++) {
            footer[i] = "  " + escaped(examples[i]);
        }
        spec.usageMessage().footer(footer);
        spec.addOption(flag("Print this help.", "-h", HELP));
        spec.addOption(flag("Print results and errors only.", "-q", QUIET));
        spec.addOption(flag("Print the stack trace of an error.", "-v", VERBOSE));
        return spec;
    }

    /** Adds the options that make a question without a spec. */
    static void addQuestion(CommandSpec spec) {
        addSources(spec);
        addRefinements(spec);
    }

    /** Adds the options that say more of a question than parameters do. */
    static void addRefinements(CommandSpec spec) {
        spec.addOption(list(WHERE, "EXPR", "Keep only the points for which this holds; may be repeated."));
        spec.addOption(
                list(DERIVE, "NAME=EXPR", "Add a column, or give a parameter a computed value; may be repeated."));
        spec.addOption(list(COLUMNS, "A,B,...", "The output columns."));
        spec.addOption(flag("Print the question as a YAML spec and do nothing else.", PRINT_SPEC));
    }

    /** Adds the options that say where formulas and tables come from. */
    static void addSources(CommandSpec spec) {
        OptionSpec formulas = list(
                FORMULAS,
                "NAME|FILE",
                "The formulas: transformer-math (default), training, inference, or a file; may be repeated.");
        spec.addOption(OptionSpec.builder(formulas)
                .completionCandidates(MemoryModel.sets())
                .build());
        addCatalog(spec);
    }

    /** Adds the option that names tables of one's own. */
    static void addCatalog(CommandSpec spec) {
        spec.addOption(list(
                CATALOG, "FILE|DIR", "A table of your own such as model.csv, or a folder of them; may be repeated."));
    }

    static OptionSpec format() {
        return OptionSpec.builder(value("FORMAT", "How to print: table, json or csv.", FORMAT))
                .completionCandidates(List.of("table", "json", "csv"))
                .build();
    }

    /** The option of a command whose answers may be long. */
    static OptionSpec formatOfManyRows() {
        String meaning = "How to print: table, json, csv, or columns: one JSON object with an array for each column.";
        return OptionSpec.builder(value("FORMAT", meaning, FORMAT))
                .completionCandidates(List.of("table", "json", "csv", "columns"))
                .build();
    }

    /** An option that takes no value. */
    static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names[0], tail(names))
                .type(boolean.class)
                .arity("0")
                .description(escaped(description))
                .build();
    }

    /** An option with one value, given at most once. */
    static OptionSpec value(String label, String description, String... names) {
        return OptionSpec.builder(names[0], tail(names))
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(escaped(description))
                .build();
    }

    private static OptionSpec list(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(escaped(description))
                .build();
    }

    /** The words that belong to no option. */
    static PositionalParamSpec words(String label, String description, String arity) {
        return words(label, description, arity, List.of());
    }

    /** The words that belong to no option, some of which the shell can propose. */
    static PositionalParamSpec words(String label, String description, String arity, List<String> completions) {
        return PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(escaped(description))
                .completionCandidates(completions)
                .build();
    }

    private static String[] tail(String[] names) {
        return List.of(names).subList(1, names.length).toArray(String[]::new);
    }

    /** Text that picocli prints as it is. */
    static String escaped(String text) {
        return text.replace("@|", "@ |");
    }
}
