package dev.memsweep.cli;

import dev.memsweep.eval.PointFaultException;
import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of something that ended the command.
 *
 * @param exitCode how the command ends
 * @param messages one for each mistake, without the program's name
 */
record Trouble(ExitCode exitCode, List<String> messages) {
    /** Copies the messages. */
    Trouble {
        messages = List.copyOf(messages);
    }

    static Trouble of(Throwable thrown) {
        if (isOutOfMemory(thrown)) {
            String heap = Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB";
            return of(
                    ExitCode.LIMIT,
                    "out of memory: the heap is " + heap
                            + "; give it more, as in MEMSWEEP_JAVA_OPTS=-Xmx4g, or use --threads 1");
        }
        if (thrown instanceof Failure failure) {
            return of(failure.exitCode(), failure.getMessage());
        }
        if (thrown instanceof InputException input) {
            ExitCode code = input.getCause() instanceof IOException ? ExitCode.FILES : ExitCode.USAGE;
            return new Trouble(
                    code, input.problems().stream().map(Trouble::text).toList());
        }
        if (thrown instanceof EvaluationException || thrown instanceof PointFaultException) {
            return of(ExitCode.USAGE, thrown.getMessage());
        }
        if (thrown instanceof InterruptedRunException) {
            return new Trouble(ExitCode.INTERRUPTED, List.of());
        }
        if (thrown instanceof StandardOutputException output) {
            return output.readerIsGone()
                    ? new Trouble(ExitCode.DONE, List.of())
                    : of(ExitCode.FILES, output.getMessage());
        }
        if (thrown instanceof IOException) {
            return of(ExitCode.FILES, thrown.getMessage());
        }
        return of(ExitCode.BUG, "internal error: " + thrown + "; this is a bug, please report it with what -v prints");
    }

    /** Whether memory is at the bottom of it; what fails for want of memory may fail again while it is closed. */
    private static boolean isOutOfMemory(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /** A problem in words; what follows the flag of a parameter need not name the parameter again. */
    private static String text(Problem problem) {
        String flag = problem.location().source();
        String again = flag.startsWith("--") ? "'" + flag.substring(2).replace('-', '_') + "': " : "";
        boolean repeats = !again.isEmpty() && problem.message().startsWith(again);
        return repeats
                ? new Problem(problem.location(), problem.message().substring(again.length()), problem.excerpt())
                        .toString()
                : problem.toString();
    }

    private static Trouble of(ExitCode code, @Nullable String message) {
        return new Trouble(code, List.of(String.valueOf(message)));
    }

    static String stackTrace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }
}
