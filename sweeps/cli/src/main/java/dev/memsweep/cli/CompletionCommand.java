package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code completion}: a script for the shell. */
final class CompletionCommand implements Command {
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
        spec.addPositional(Options.words("SHELL", "bash or zsh; one script serves both.", "0..1"));
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        List<String> shells = Flags.parse(arguments, options()).words();
        if (!shells.isEmpty() && !SHELLS.contains(shells.get(0))) {
            throw new InputException(
                    Location.of(""), "no completion for '" + shells.get(0) + "'; known: " + String.join(", ", SHELLS));
        }
        Known known = Known.of(new Arguments(List.of()), session);
        Map<String, List<String>> labels = new HashMap<>();
        for (Parameter parameter : known.formulas().parameters().values()) {
            if (parameter.type().kind() == Type.Kind.ROW) {
                labels.put(
                        parameter.name(),
                        List.copyOf(known.table(parameter.type().table()).rows().keySet()));
            }
        }
        CommandSpec root = CommandSpec.create().name("memsweep");
        for (Command command : Commands.ALL) {
            CommandSpec spec = command.options();
            if (command.takesParameters()) {
                ParameterOptions.add(spec, known.formulas(), labels);
            }
            root.addSubcommand(command.name(), spec);
        }
        session.console().print(AutoComplete.bash("memsweep", new CommandLine(root)));
        return ExitCode.DONE;
    }
}
