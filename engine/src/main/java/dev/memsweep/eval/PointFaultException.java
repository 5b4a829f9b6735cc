package dev.memsweep.eval;

/** A row of the sweep has no value: says which column, which formula, why, and at which coordinates. */
public final class PointFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A fault.
     *
     * @param message what is wrong, in which column, at which row
     */
    public PointFaultException(String message) {
        super(message);
    }
}
