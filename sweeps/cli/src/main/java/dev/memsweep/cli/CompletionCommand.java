package dev.memsweep.cli;

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
        return Options.command(
                this, "", "source <(memsweep completion)", "memsweep completion > /etc/bash_completion.d/memsweep");
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        Flags.parse(arguments, options());
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
