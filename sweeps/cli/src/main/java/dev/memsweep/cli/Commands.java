package dev.memsweep.cli;

import dev.memsweep.formula.NearestName;
import java.util.List;

/** The verbs there are. */
final class Commands {
    static final List<Command> ALL = List.of(
            new EstimateCommand(),
            new FitCommand(),
            new ExplainCommand(),
            new SweepCommand(),
            new QueryCommand(),
            new SqlCommand(),
            new ListCommand(),
            new DescribeCommand(),
            new VerifyCommand(),
            new ServeCommand(),
            new ReportCommand(),
            new CompletionCommand());

    private Commands() {}

    static Command named(String name) {
        for (Command command : ALL) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        if (name.startsWith("-")) {
            String hint = NearestName.of(name, List.of("--help", "--version", "--quiet", "--verbose"))
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("the command comes first, see memsweep --help");
            throw new Failure(ExitCode.USAGE, "unknown option '" + name + "'; " + hint);
        }
        List<String> names = ALL.stream().map(Command::name).toList();
        throw new Failure(ExitCode.USAGE, "unknown command '" + name + "'" + NearestName.hint(name, names));
    }
}
