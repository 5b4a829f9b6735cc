package dev.memsweep.formula;

/** Operations on one value. */
public enum UnaryOperator {
    /** Arithmetic negation of an int (exact) or a real. */
    NEGATE("-"),
    /** Truth negation. */
    NOT("not"),
    /** Magnitude of an int (exact) or a real. */
    ABS("abs"),
    /** An int as the nearest double; inserted where an int meets a real. */
    TO_REAL("real"),
    /** Greatest whole number not above a real, as an int. */
    FLOOR("floor"),
    /** Least whole number not below a real, as an int. */
    CEIL("ceil"),
    /** Nearest whole number of a real, halves away from zero, as an int. */
    ROUND("round"),
    /** Square root of a real. */
    SQRT("sqrt"),
    /** Binary logarithm of a real; exact for powers of two. */
    LOG2("log2");

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }
}
