package dev.memsweep.cli;

import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes an option of each parameter of a formula set, from its declaration. */
final class ParameterOptions {
    private ParameterOptions() {}

    /** Adds the options for parsing; a parameter that bears the name of another option has none. */
    static void add(CommandSpec spec, FormulaSet formulas) {
        options(spec, formulas, Map.of(), Map.of()).forEach(spec::addOption);
    }

    /**
     * Adds the options as a group of their own, for the help and for completion. A group costs far more to parse.
     *
     * @param completions the labels that may follow an option, by parameter; may lack some
     * @param settings what counts in the place of a default, by parameter; may lack some
     */
    static void addGroup(
            CommandSpec spec,
            FormulaSet formulas,
            Map<String, List<String>> completions,
            Map<String, String> settings) {
        List<OptionSpec> options = options(spec, formulas, completions, settings);
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .exclusive(false)
                .validate(false)
                .multiplicity("0..1")
                .heading(
                        "%nParameters, each with one value (8) or several (1,2,4  1..64  512..4096:512  pow2:1..8):%n");
        options.forEach(group::addArg);
        if (!options.isEmpty()) {
            spec.addArgGroup(group.build());
        }
    }

    private static List<OptionSpec> options(
            CommandSpec spec,
            FormulaSet formulas,
            Map<String, List<String>> completions,
            Map<String, String> settings) {
        List<OptionSpec> options = new ArrayList<>();
        byOption(spec, formulas).forEach((name, parameter) -> {
            OptionSpec.Builder option = OptionSpec.builder(name)
                    .type(String.class)
                    .arity("1")
                    .paramLabel(label(parameter))
                    .hideParamSyntax(true)
                    .description(Options.escaped(Declarations.meaning(parameter, settings.get(parameter.name()))));
            List<String> labels = completions.get(parameter.name());
            if (labels != null) {
                // The script keeps the labels in a variable that the parameter's label names.
                option.paramLabel(parameter.name().toUpperCase(Locale.ROOT)).completionCandidates(labels);
            }
            options.add(option.build());
        });
        return options;
    }

    /** The parameters by the name of their option. */
    static Map<String, Parameter> byOption(CommandSpec fixed, FormulaSet formulas) {
        Map<String, Parameter> byOption = new LinkedHashMap<>();
        for (Parameter parameter : formulas.parameters().values()) {
            String name = name(parameter);
            if (!fixed.optionsMap().containsKey(name)) {
                byOption.put(name, parameter);
            }
        }
        return byOption;
    }

    /** The option of a parameter: its name with hyphens. */
    static String name(Parameter parameter) {
        return "--" + parameter.name().replace('_', '-');
    }

    private static String label(Parameter parameter) {
        Type type = parameter.type();
        return switch (type.kind()) {
            case INT, REAL, BOOL, TEXT -> type.toString().toUpperCase(Locale.ROOT);
            case ROW -> "NAME";
        };
    }

    /** A default in words. */
    static String text(Expr fallback) {
        if (fallback instanceof Expr.Constant constant) {
            return constant.value().toString();
        }
        if (fallback instanceof Expr.Input input) {
            return input.parameter();
        }
        if (fallback instanceof Expr.Attribute attribute && attribute.row() instanceof Expr.Input row) {
            return row.parameter() + "." + attribute.name();
        }
        return "computed from " + String.join(", ", Expressions.names(fallback));
    }
}
