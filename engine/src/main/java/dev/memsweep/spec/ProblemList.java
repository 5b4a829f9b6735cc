package dev.memsweep.spec;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The problems found so far, so that several mistakes are reported together. */
final class ProblemList {
    /** More would not be read. */
    private static final int MOST = 50;

    private final List<Problem> problems = new ArrayList<>();

    /** Why a file could not be read, while that is all that is wrong. */
    private @Nullable Throwable cause;

    void add(Problem problem) {
        cause = null;
        problems.add(problem);
    }

    void add(Location location, String message) {
        add(Problem.at(location, message));
    }

    /** Runs a step and keeps what it finds wrong; does nothing once enough is wrong. */
    void collect(Runnable step) {
        if (problems.size() > MOST) {
            return;
        }
        try {
            step.run();
        } catch (InputException e) {
            boolean first = problems.isEmpty();
            e.problems().forEach(this::add);
            cause = first ? e.getCause() : null;
        }
    }

    int size() {
        return problems.size();
    }

    /** Those found so far, no more than one would read. */
    List<Problem> all() {
        if (problems.size() <= MOST) {
            return List.copyOf(problems);
        }
        List<Problem> first = new ArrayList<>(problems.subList(0, MOST));
        first.add(Problem.at(problems.get(MOST).location(), "more problems follow; the first " + MOST + " are shown"));
        return first;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Ends the work if there are problems. */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            InputException exception = new InputException(all());
            if (cause != null) {
                exception.initCause(cause);
            }
            throw exception;
        }
    }
}
