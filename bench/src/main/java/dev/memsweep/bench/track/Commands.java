package dev.memsweep.bench.track;

import java.io.IOException;
import picocli.CommandLine;

/** How the commands of the benchmarks end. */
public final class Commands {
    /** All is well. */
    public static final int DONE = 0;

    /** A benchmark became worse. */
    public static final int REGRESSION = 1;

    private static final int USAGE = 2;
    private static final int FAILURE = 3;

    private Commands() {}

    /** Runs a command; what goes wrong becomes one message and an exit code, which is returned. */
    public static int run(CommandLine command, String... args) {
        String name = command.getCommandName();
        command.setParameterExceptionHandler((e, words) -> {
            e.getCommandLine()
                    .getErr()
                    .println(name + ": " + e.getMessage() + " (" + name + " --help lists the options)");
            return USAGE;
        });
        command.setExecutionExceptionHandler((e, line, parsed) -> {
            if (!(e instanceof IllegalArgumentException || e instanceof IOException)) {
                throw e;
            }
            line.getErr().println(name + ": " + e.getMessage());
            return e instanceof IllegalArgumentException ? USAGE : FAILURE;
        });
        return command.execute(args);
    }
}
