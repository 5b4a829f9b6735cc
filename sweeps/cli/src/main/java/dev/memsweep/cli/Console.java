package dev.memsweep.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where results and messages go. Messages may come from several threads, results from one. */
final class Console {
    private static final String PROGRAM = "memsweep";

    private final Environment environment;
    private final Writer out;
    private final Writer err;
    private final Style outStyle;
    private final Style errStyle;
    private final Set<String> noted = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean failed = new AtomicBoolean();
    private boolean quiet;
    private boolean verbose;

    Console(OutputStream out, OutputStream err, Environment environment) {
        this.environment = environment;
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.err = new BufferedWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8));
        this.outStyle = Style.of(environment.terminalOut() && environment.wantsColour());
        this.errStyle = Style.of(environment.terminalErr() && environment.wantsColour());
    }

    void setQuiet(boolean quiet) {
        this.quiet = quiet;
    }

    void setVerbose(boolean verbose) {
        this.verbose = verbose;
    }

    boolean verbose() {
        return verbose;
    }

    /** Whether a progress line is wanted. */
    boolean showsProgress() {
        return environment.terminalErr() && !quiet;
    }

    int width() {
        return environment.width();
    }

    /** The style of results. */
    Style style() {
        return outStyle;
    }

    /** Prints a part of the result. */
    void print(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new StandardOutputException(e);
        }
    }

    /** Prints a line of the result. */
    void line(String text) {
        print(text + "\n");
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new StandardOutputException(e);
        }
    }

    /** Tells the user something, unless they want quiet. */
    void note(String text) {
        if (!quiet) {
            message(Printable.of(text) + "\n");
        }
    }

    /** Tells the user something that may come up again, the first time only. */
    void noteOnce(String text) {
        if (noted.add(text)) {
            note(text);
        }
    }

    /** Warns the user, quiet or not. */
    void warn(String text) {
        message(errStyle.heading(PROGRAM + ":") + " " + Printable.of(text) + "\n");
    }

    /** Whether the caller is the first to say why the command fails; only that reason is told. */
    boolean claimFailure() {
        return failed.compareAndSet(false, true);
    }

    /** Says what went wrong. */
    void error(String text) {
        message(errStyle.alarm(PROGRAM + ":") + " " + Printable.of(text) + "\n");
    }

    /** Writes to standard error as it is; when that is not possible, there is nobody to tell. */
    synchronized void message(String text) {
        try {
            err.write(text);
            err.flush();
        } catch (IOException e) {
            quiet = true;
        }
    }
}
