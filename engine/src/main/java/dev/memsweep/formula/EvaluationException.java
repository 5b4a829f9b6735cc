package dev.memsweep.formula;

/** A value that does not exist at a point: overflow, division by zero, a result that is not finite. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String operation;
    private final String formula;
    private final transient Location location;

    EvaluationException(String what) {
        this(what, "", "", Location.of(""));
    }

    private EvaluationException(String what, String operation, String formula, Location location) {
        super((location.source().isEmpty() ? "" : location + ": ")
                + what
                + (formula.isEmpty() ? "" : " in '" + formula + "'")
                + (operation.isEmpty() ? "" : ": " + operation));
        this.what = what;
        this.operation = operation;
        this.formula = formula;
        this.location = location;
    }

    /** The same fault, said to be that of {@code written}, an operation with its operands, unless one is known already. */
    EvaluationException of(String written) {
        return operation.isEmpty() ? new EvaluationException(what, written, formula, location) : this;
    }

    /**
     * The same fault, said to be in {@code name} unless a formula is known already.
     *
     * @param place where the formula is written; without a source when that is not known
     */
    EvaluationException in(String name, Location place) {
        return formula.isEmpty() ? new EvaluationException(what, operation, name, place) : this;
    }

    /** The innermost formula whose value does not exist, or empty for a condition. */
    public String formula() {
        return formula;
    }
}
