package dev.memsweep.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** One of the verbs. */
interface Command {
    /** The verb. */
    String name();

    /** What it does, in one line. */
    String summary();

    /** Its options and help, those of the parameters aside. */
    CommandSpec options();

    /** Whether each parameter of the formula set is an option too. */
    default boolean takesParameters() {
        return false;
    }

    /** The arguments that name the formula set whose parameters are options. */
    default Arguments sources(Arguments arguments) {
        return arguments;
    }

    /** The values of parameters that the command takes where none are given, by parameter; of others their defaults count. */
    default Map<String, String> settings(Arguments arguments) {
        return Map.of();
    }

    /**
     * Does it.
     *
     * @throws IOException when a file cannot be read or written; the message is for the user
     */
    ExitCode run(Arguments arguments, Session session) throws IOException;
}
