package dev.memsweep.plan;

/** What an {@link Instruction} computes; the first word says what kind of values it reads. */
public enum Operation {
    /** A value known at compile time. */
    CONSTANT,
    /** The value of a parameter or attribute at the position on its axis. */
    LOAD,

    /** Exact sum. */
    LONG_ADD(true),
    /** Exact difference. */
    LONG_SUBTRACT,
    /** Exact product. */
    LONG_MULTIPLY(true),
    /** Truncated quotient. */
    LONG_DIVIDE,
    /** Remainder of the truncated quotient. */
    LONG_REMAINDER,
    /** Lesser of two. */
    LONG_MIN(true),
    /** Greater of two. */
    LONG_MAX(true),
    /** Exact negation. */
    LONG_NEGATE,
    /** Exact magnitude. */
    LONG_ABS,
    /** The nearest double. */
    LONG_TO_REAL,
    /** Equality, of label codes too. */
    LONG_EQUAL(true),
    /** Inequality, of label codes too. */
    LONG_NOT_EQUAL(true),
    /** Strict order. */
    LONG_LESS,
    /** Order. */
    LONG_LESS_EQUAL,
    /** Choice by a flag. */
    LONG_SELECT,

    /** IEEE sum. */
    REAL_ADD(true),
    /** IEEE difference. */
    REAL_SUBTRACT,
    /** IEEE product. */
    REAL_MULTIPLY(true),
    /** IEEE quotient. */
    REAL_DIVIDE,
    /** Power, as StrictMath has it. */
    REAL_POWER,
    /** Lesser of two. */
    REAL_MIN(true),
    /** Greater of two. */
    REAL_MAX(true),
    /** Negation. */
    REAL_NEGATE,
    /** Magnitude. */
    REAL_ABS,
    /** Square root. */
    REAL_SQRT,
    /** Binary logarithm. */
    REAL_LOG2,
    /** Greatest whole number not above. */
    REAL_FLOOR,
    /** Least whole number not below. */
    REAL_CEIL,
    /** Nearest whole number, halves away from zero. */
    REAL_ROUND,
    /** Equality. */
    REAL_EQUAL(true),
    /** Inequality. */
    REAL_NOT_EQUAL(true),
    /** Strict order. */
    REAL_LESS,
    /** Order. */
    REAL_LESS_EQUAL,
    /** Choice by a flag. */
    REAL_SELECT,

    /** Both. */
    FLAG_AND(true),
    /** At least one. */
    FLAG_OR(true),
    /** Negation. */
    FLAG_NOT,
    /** Equality. */
    FLAG_EQUAL(true),
    /** Inequality. */
    FLAG_NOT_EQUAL(true),
    /** Choice by a flag. */
    FLAG_SELECT;

    private final boolean commutative;

    Operation() {
        this(false);
    }

    Operation(boolean commutative) {
        this.commutative = commutative;
    }

    /** Whether its two operands may change places without changing a bit of the result. */
    public boolean commutative() {
        return commutative;
    }
}
