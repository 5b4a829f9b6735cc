package dev.memsweep.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the command learns from outside, besides its arguments.
 *
 * @param variables environment variables
 * @param folder where relative paths start; empty for the current folder of the process
 * @param terminalOut whether results go to a terminal
 * @param terminalErr whether messages go to a terminal
 * @param width columns of the terminal, or of the page that is assumed where there is none
 */
public record Environment(
        Map<String, String> variables, Path folder, boolean terminalOut, boolean terminalErr, int width) {
    private static final int DEFAULT_WIDTH = 100;
    private static final int NARROWEST = 30;

    /** Copies the variables. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** That of this process; the launcher says what is a terminal. */
    public static Environment ofProcess() {
        return new Environment(
                System.getenv(),
                Path.of(""),
                Boolean.getBoolean("memsweep.tty.out"),
                Boolean.getBoolean("memsweep.tty.err"),
                Math.max(NARROWEST, Integer.getInteger("memsweep.columns", DEFAULT_WIDTH)));
    }

    /** Whether colours are wanted on a terminal. */
    boolean wantsColour() {
        return variables.getOrDefault("NO_COLOR", "").isEmpty()
                && !variables.getOrDefault("TERM", "").equals("dumb");
    }
}
