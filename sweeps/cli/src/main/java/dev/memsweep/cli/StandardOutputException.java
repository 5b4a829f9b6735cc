package dev.memsweep.cli;

import java.io.IOException;
import java.util.Locale;

/** Results cannot be written to standard output. */
final class StandardOutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StandardOutputException(IOException cause) {
        super("standard output: " + FileReason.of(cause), cause);
    }

    /** Whether the reader went away, as {@code head} does; that is no failure. */
    boolean readerIsGone() {
        return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }
}
