package dev.memsweep.formula;

import org.jspecify.annotations.Nullable;

/**
 * Legal values of a number, bounds included.
 *
 * @param low least value, or null when unbounded
 * @param high greatest value, or null when unbounded
 */
public record Range(@Nullable Value low, @Nullable Value high) {
    /** Everything. */
    public static final Range ALL = new Range(null, null);

    /** Whether {@code value} lies in the range; values that are no numbers always do. */
    public boolean contains(Value value) {
        if (value instanceof Value.Int i) {
            return (low == null || compare(i, low) >= 0) && (high == null || compare(i, high) <= 0);
        }
        if (value instanceof Value.Real r) {
            return (low == null || compare(r, low) >= 0) && (high == null || compare(r, high) <= 0);
        }
        return true;
    }

    /** Whether no value lies in the range. */
    boolean isEmpty() {
        return low != null && high != null && compare(low, high) > 0;
    }

    /** Whether every value of the range fits 32 bits. */
    public boolean fitsInt32() {
        return low instanceof Value.Int l
                && high instanceof Value.Int h
                && l.value() >= Integer.MIN_VALUE
                && h.value() <= Integer.MAX_VALUE;
    }

    private static int compare(Value a, Value b) {
        if (a instanceof Value.Int i && b instanceof Value.Int j) {
            return Long.compare(i.value(), j.value());
        }
        return Double.compare(asDouble(a), asDouble(b));
    }

    private static double asDouble(Value value) {
        return value instanceof Value.Int i ? i.value() : ((Value.Real) value).value();
    }

    @Override
    public String toString() {
        if (low == null && high == null) {
            return "any";
        }
        if (high == null) {
            return "at least " + low;
        }
        return low == null ? "at most " + high : low + " to " + high;
    }
}
