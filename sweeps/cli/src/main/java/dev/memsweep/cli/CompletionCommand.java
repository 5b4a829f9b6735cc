package dev.memsweep.cli;

import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import dev.memsweep.memory.MemoryModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code completion}: a script for the shell. */
final class CompletionCommand implements Command {
    private static final String NO_FILE_NAMES = "  type compopt &>/dev/null && compopt +o default\n";
    private static final List<String> SHELLS = List.of("bash", "zsh");

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String summary() {
        return "Print the completion script for bash and zsh.";
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "[bash|zsh]",
                "source <(memsweep completion)",
                "memsweep completion bash > /etc/bash_completion.d/memsweep",
                "echo 'source <(memsweep completion zsh)' >> ~/.zshrc");
        spec.addPositional(Options.words("SHELL", "bash or zsh; one script serves both.", "0..1", SHELLS));
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        List<String> shells = Flags.parse(arguments, options()).words();
        if (!shells.isEmpty() && !SHELLS.contains(shells.get(0))) {
            throw new InputException(
                    Location.of(""), "no completion for '" + shells.get(0) + "'; known: " + String.join(", ", SHELLS));
        }
        List<FormulaSet> sets = new ArrayList<>();
        Map<String, Set<String>> labels = new HashMap<>();
        for (String set : MemoryModel.sets()) {
            Known known = Known.of(new Arguments(List.of(new Arguments.Argument(Options.FORMULAS, set))), session);
            sets.add(known.formulas());
            for (Parameter parameter : known.formulas().parameters().values()) {
                if (parameter.type().kind() == Type.Kind.ROW) {
                    labels.computeIfAbsent(parameter.name(), name -> new LinkedHashSet<>())
                            .addAll(known.table(parameter.type().table()).rows().keySet());
                }
            }
        }
        Map<String, List<String>> completions = new HashMap<>();
        labels.forEach((name, all) -> completions.put(name, List.copyOf(all)));
        CommandSpec root = CommandSpec.create().name("memsweep");
        for (Command command : Commands.ALL) {
            CommandSpec spec = command.options();
            if (command.takesParameters()) {
                sets.forEach(set -> ParameterOptions.addGroup(spec, set, completions, Map.of()));
            }
            root.addSubcommand(command.name(), spec);
        }
        // Where there is nothing to propose, the shell completes file names.
        session.console()
                .print(AutoComplete.bash("memsweep", new CommandLine(root)).replace(NO_FILE_NAMES, ""));
        return ExitCode.DONE;
    }
}
