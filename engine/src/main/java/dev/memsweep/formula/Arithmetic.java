package dev.memsweep.formula;

/** The meaning of every operation on values; the kernels of the plan compute the same over arrays. */
public final class Arithmetic {
    /** 2^63: the first double beyond the whole numbers of the language. */
    public static final double LONG_LIMIT = 0x1p63;

    private Arithmetic() {}

    /**
     * Applies an operation on one value.
     *
     * @throws EvaluationException when the result does not exist
     */
    public static Value apply(UnaryOperator operator, Value argument) {
        if (argument instanceof Value.Int i) {
            return switch (operator) {
                case NEGATE -> new Value.Int(exact(() -> Math.negateExact(i.value())));
                case ABS -> new Value.Int(exact(() -> Math.absExact(i.value())));
                case TO_REAL -> new Value.Real(i.value());
                case FLOOR, CEIL, ROUND -> i;
                case NOT, SQRT, LOG2 -> throw wrongType(operator.symbol());
            };
        }
        if (argument instanceof Value.Real r) {
            double x = r.value();
            return switch (operator) {
                case NEGATE -> new Value.Real(-x);
                case ABS -> new Value.Real(Math.abs(x));
                case TO_REAL -> r;
                case FLOOR -> whole(Math.floor(x));
                case CEIL -> whole(Math.ceil(x));
                case ROUND -> whole(round(x));
                case SQRT -> finite(Math.sqrt(x));
                case LOG2 -> {
                    if (x == 0) {
                        throw new EvaluationException("logarithm of zero");
                    }
                    yield finite(log2(x));
                }
                case NOT -> throw wrongType(operator.symbol());
            };
        }
        if (argument instanceof Value.Bool b && operator == UnaryOperator.NOT) {
            return new Value.Bool(!b.value());
        }
        throw wrongType(operator.symbol());
    }

    /**
     * Applies an operation on two values of one type.
     *
     * @throws EvaluationException when the result does not exist
     */
    public static Value apply(BinaryOperator operator, Value left, Value right) {
        if (left instanceof Value.Int a && right instanceof Value.Int b) {
            return ints(operator, a.value(), b.value());
        }
        if (left instanceof Value.Real a && right instanceof Value.Real b) {
            return reals(operator, a.value(), b.value());
        }
        if (left instanceof Value.Bool a && right instanceof Value.Bool b) {
            return switch (operator) {
                case AND -> new Value.Bool(a.value() && b.value());
                case OR -> new Value.Bool(a.value() || b.value());
                case EQUAL -> new Value.Bool(a.value() == b.value());
                case NOT_EQUAL -> new Value.Bool(a.value() != b.value());
                default -> throw wrongType(operator.symbol());
            };
        }
        return switch (operator) {
            case EQUAL -> new Value.Bool(name(left).equals(name(right)));
            case NOT_EQUAL -> new Value.Bool(!name(left).equals(name(right)));
            default -> throw wrongType(operator.symbol());
        };
    }

    private static Value ints(BinaryOperator operator, long a, long b) {
        return switch (operator) {
            case ADD -> new Value.Int(exact(() -> Math.addExact(a, b)));
            case SUBTRACT -> new Value.Int(exact(() -> Math.subtractExact(a, b)));
            case MULTIPLY -> new Value.Int(exact(() -> Math.multiplyExact(a, b)));
            case INT_DIVIDE -> new Value.Int(divide(a, b));
            case REMAINDER -> {
                divide(a, b);
                yield new Value.Int(a % b);
            }
            case MIN -> new Value.Int(Math.min(a, b));
            case MAX -> new Value.Int(Math.max(a, b));
            case EQUAL -> new Value.Bool(a == b);
            case NOT_EQUAL -> new Value.Bool(a != b);
            case LESS -> new Value.Bool(a < b);
            case LESS_EQUAL -> new Value.Bool(a <= b);
            case GREATER -> new Value.Bool(a > b);
            case GREATER_EQUAL -> new Value.Bool(a >= b);
            case DIVIDE, POWER, AND, OR -> throw wrongType(operator.symbol());
        };
    }

    private static Value reals(BinaryOperator operator, double a, double b) {
        return switch (operator) {
            case ADD -> finite(a + b);
            case SUBTRACT -> finite(a - b);
            case MULTIPLY -> finite(a * b);
            case DIVIDE -> {
                if (b == 0) {
                    throw new EvaluationException("division by zero");
                }
                yield finite(a / b);
            }
            case POWER -> finite(StrictMath.pow(a, b));
            case MIN -> new Value.Real(Math.min(a, b));
            case MAX -> new Value.Real(Math.max(a, b));
            case EQUAL -> new Value.Bool(a == b);
            case NOT_EQUAL -> new Value.Bool(a != b);
            case LESS -> new Value.Bool(a < b);
            case LESS_EQUAL -> new Value.Bool(a <= b);
            case GREATER -> new Value.Bool(a > b);
            case GREATER_EQUAL -> new Value.Bool(a >= b);
            case INT_DIVIDE, REMAINDER, AND, OR -> throw wrongType(operator.symbol());
        };
    }

    /** Nearest whole number, halves away from zero; exact for every double. */
    public static double round(double x) {
        double magnitude = Math.abs(x);
        double below = Math.floor(magnitude);
        // magnitude - below is exact and less than 1, so twice it is exact too, and its floor is 0 or 1
        return Math.copySign(below + Math.floor(2 * (magnitude - below)), x);
    }

    /** Binary logarithm; exact for powers of two, else within two units in the last place. */
    public static double log2(double x) {
        int exponent = Math.getExponent(x);
        return x > 0 && Math.scalb(1.0, exponent) == x ? exponent : StrictMath.log(x) / StrictMath.log(2);
    }

    private static long divide(long a, long b) {
        if (b == 0) {
            throw new EvaluationException("division by zero");
        }
        if (a == Long.MIN_VALUE && b == -1) {
            throw overflow();
        }
        return a / b;
    }

    private static Value whole(double x) {
        if (!(x >= -LONG_LIMIT && x < LONG_LIMIT)) {
            throw overflow();
        }
        return new Value.Int((long) x);
    }

    private static Value finite(double x) {
        if (Double.isNaN(x)) {
            throw new EvaluationException("a result that is not a number (NaN)");
        }
        if (Double.isInfinite(x)) {
            throw new EvaluationException("a result too large for a double");
        }
        return new Value.Real(x);
    }

    private interface ExactOperation {
        long compute();
    }

    private static long exact(ExactOperation operation) {
        try {
            return operation.compute();
        } catch (ArithmeticException e) {
            throw overflow();
        }
    }

    private static EvaluationException overflow() {
        return new EvaluationException("integer overflow");
    }

    private static String name(Value value) {
        if (value instanceof Value.Row row) {
            return row.label();
        }
        if (value instanceof Value.Text text) {
            return text.value();
        }
        throw wrongType("==");
    }

    private static IllegalStateException wrongType(String operator) {
        return new IllegalStateException("the type checker let a wrong operand of " + operator + " pass");
    }
}
