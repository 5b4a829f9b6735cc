package dev.memsweep.formula;

/** Operations on two values of the same type. */
public enum BinaryOperator {
    /** Sum of ints (exact) or reals. */
    ADD("+", 5),
    /** Difference of ints (exact) or reals. */
    SUBTRACT("-", 5),
    /** Product of ints (exact) or reals. */
    MULTIPLY("*", 6),
    /** Quotient of reals. */
    DIVIDE("/", 6),
    /** Quotient of ints, truncated toward zero. */
    INT_DIVIDE("//", 6),
    /** Remainder of the truncated quotient of ints; has the sign of the dividend. */
    REMAINDER("%", 6),
    /** Power of reals. */
    POWER("**", 8),
    /** Lesser of two numbers. */
    MIN("min", 9),
    /** Greater of two numbers. */
    MAX("max", 9),
    /** Equality of numbers, truth values, texts or rows. */
    EQUAL("==", 4),
    /** Inequality of numbers, truth values, texts or rows. */
    NOT_EQUAL("!=", 4),
    /** Order of numbers. */
    LESS("<", 4),
    /** Order of numbers. */
    LESS_EQUAL("<=", 4),
    /** Order of numbers. */
    GREATER(">", 4),
    /** Order of numbers. */
    GREATER_EQUAL(">=", 4),
    /** Both are true. */
    AND("and", 2),
    /** At least one is true. */
    OR("or", 1);

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    /** How tightly it binds; greater binds tighter. */
    int precedence() {
        return precedence;
    }
}
