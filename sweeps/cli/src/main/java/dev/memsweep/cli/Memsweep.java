package dev.memsweep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The {@code memsweep} command. */
public final class Memsweep {
    private static final Set<String> BEFORE_THE_COMMAND =
            Set.of("-q", Options.QUIET, "-v", Options.VERBOSE, "-h", Options.HELP);

    private Memsweep() {}

    /** Runs the command and ends the process. */
    public static void main(String[] args) {
        Environment environment = Environment.ofProcess();
        Console console = new Console(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), environment);
        // A worker that is out of memory may not even be able to say so to the thread that waits for it.
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> System.exit(report(thrown, console)));
        System.exit(run(args, new Session(console, environment)));
    }

    /**
     * Runs the command.
     *
     * @param args the words after {@code memsweep}
     * @param out standard output: results, as UTF-8
     * @param err standard error: everything else, as UTF-8
     * @param environment what it learns from outside
     * @return the exit code of the process
     */
    public static int run(String[] args, OutputStream out, OutputStream err, Environment environment) {
        return run(args, new Session(new Console(out, err, environment), environment));
    }

    /**
     * Runs the command as {@link #run(String[], OutputStream, OutputStream, Environment)} does, but leaves the writing of
     * directories to {@code writing}.
     */
    public static int run(
            String[] args, OutputStream out, OutputStream err, Environment environment, PartWriting writing) {
        return run(args, new Session(new Console(out, err, environment), environment, writing));
    }

    private static int run(String[] args, Session session) {
        try {
            ExitCode code = run(Arrays.asList(args), session);
            session.console().flush();
            return code.code();
        } catch (Throwable thrown) {
            return report(thrown, session.console());
        }
    }

    static ExitCode run(List<String> words, Session session) throws IOException {
        List<String> rest = new ArrayList<>(words);
        List<String> hoisted = new ArrayList<>();
        while (!rest.isEmpty() && BEFORE_THE_COMMAND.contains(rest.get(0))) {
            hoisted.add(rest.remove(0));
        }
        if (!rest.isEmpty() && rest.get(0).equals("help")) {
            rest.remove(0);
            hoisted.add(Options.HELP);
        }
        if (rest.isEmpty()) {
            session.console().print(Help.overview());
            return ExitCode.DONE;
        }
        String name = rest.remove(0);
        if (name.equals("--version") || name.equals("-V")) {
            session.console().line("memsweep " + Version.of(Memsweep.class));
            return ExitCode.DONE;
        }
        Command command = Commands.named(name);
        rest.addAll(hoisted);
        Arguments arguments = Arguments.split(rest, command.options());
        boolean quiet = arguments.has("-q", Options.QUIET);
        session.console().setQuiet(quiet);
        session.console().setVerbose(!quiet && arguments.has("-v", Options.VERBOSE));
        if (arguments.has("-h", Options.HELP)) {
            session.console().print(Help.of(command, arguments, session));
            return ExitCode.DONE;
        }
        return command.run(arguments, session);
    }

    /** One at a time: a thread that is not the first to fail must not end the process before the first has told why. */
    private static synchronized int report(Throwable thrown, Console console) {
        Trouble trouble = Trouble.of(thrown);
        if (!trouble.messages().isEmpty() && console.claimFailure()) {
            trouble.messages().forEach(console::error);
            if (console.verbose()) {
                console.message(Trouble.stackTrace(thrown));
            }
        }
        return trouble.exitCode().code();
    }
}
