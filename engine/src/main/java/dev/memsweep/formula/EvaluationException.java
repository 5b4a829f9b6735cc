package dev.memsweep.formula;

/** A value that does not exist at a point: overflow, division by zero, a result that is not finite. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String formula;

    EvaluationException(String what, String formula) {
        super(formula.isEmpty() ? what : what + " in '" + formula + "'");
        this.what = what;
        this.formula = formula;
    }

    /** The same fault, said to be in {@code name} unless a formula is known already. */
    EvaluationException in(String name) {
        return formula.isEmpty() ? new EvaluationException(what, name) : this;
    }

    /** The innermost formula whose value does not exist, or empty for a condition. */
    public String formula() {
        return formula;
    }
}
