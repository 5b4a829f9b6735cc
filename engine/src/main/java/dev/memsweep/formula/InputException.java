package dev.memsweep.formula;

import java.util.List;
import java.util.stream.Collectors;

/** Says what is wrong in the user's formulas, spec, table or flags; shown without a stack trace. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Reports several problems found in one go; there must be at least one. */
    public InputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Reports one problem. */
    public InputException(Problem problem) {
        this(List.of(problem));
    }

    /** Reports one problem at a place that has no text to show. */
    public InputException(Location location, String message) {
        this(Problem.at(location, message));
    }

    /** The problems in the order they were found. */
    public List<Problem> problems() {
        return problems;
    }
}
