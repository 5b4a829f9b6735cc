package dev.memsweep.cli;

/** Colours of a terminal, or none. */
enum Style {
    /** Nothing but text. */
    PLAIN,
    /** ANSI escapes. */
    COLOUR;

    private static final String RESET = "\u001B[0m";

    static Style of(boolean colour) {
        return colour ? COLOUR : PLAIN;
    }

    String heading(String text) {
        return wrapped(text, "\u001B[1m");
    }

    String faint(String text) {
        return wrapped(text, "\u001B[2m");
    }

    String alarm(String text) {
        return wrapped(text, "\u001B[1;31m");
    }

    private String wrapped(String text, String start) {
        return this == PLAIN || text.isEmpty() ? text : start + text + RESET;
    }
}
