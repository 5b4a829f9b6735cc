package dev.memsweep.plan;

import dev.memsweep.formula.Arithmetic;

/**
 * What is known of a value over a grid or a part of it: {@code low <= value <= high}. Flags count as 0 and 1.
 *
 * <p>Bounds are doubles, widened outward by one unit in the last place wherever they were computed, so that they hold for
 * 64-bit whole numbers and for every order of rounding.
 *
 * @param low lower bound, possibly minus infinity
 * @param high upper bound, possibly infinity
 */
public record Bounds(double low, double high) {
    /** Nothing is known. */
    static final Bounds ANY = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** The value may not exist: nothing can be said of it. */
    public static final Bounds UNCERTAIN = new Bounds(Double.NaN, Double.NaN);

    /** A flag that is false. */
    public static final Bounds FALSE = new Bounds(0, 0);

    /** A flag that is true. */
    public static final Bounds TRUE = new Bounds(1, 1);

    /** A flag that may be either. */
    public static final Bounds EITHER = new Bounds(0, 1);

    /** All 64-bit whole numbers. */
    static final Bounds LONG = new Bounds(-Arithmetic.LONG_LIMIT, Arithmetic.LONG_LIMIT);

    /** Largest magnitude of a bound that proves a whole number to fit 64 bits. */
    private static final double SAFE_LONG = Math.nextDown(Arithmetic.LONG_LIMIT);

    static Bounds of(long[] values) {
        long low = values[0];
        long high = values[0];
        for (long value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return whole((double) low, (double) high);
    }

    /** Bounds of whole numbers whose nearest doubles are these. */
    public static Bounds whole(double low, double high) {
        return widened(low, high).whole();
    }

    static Bounds of(double[] values) {
        double low = values[0];
        double high = values[0];
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new Bounds(low, high);
    }

    /** Whether the value exists everywhere: false of {@link #UNCERTAIN} alone. */
    public boolean certain() {
        return !Double.isNaN(low);
    }

    /** Whether all values are one, which the bounds are. */
    public boolean point() {
        return low == high;
    }

    /** Whether the value may be the given one. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Whether every whole number within fits 64 bits. */
    public boolean fitsLong() {
        return low >= -SAFE_LONG && high <= SAFE_LONG;
    }

    /** Whether every value within is finite; false when a bound is not a number. */
    public boolean finite() {
        return low >= -Double.MAX_VALUE && high <= Double.MAX_VALUE;
    }

    /** Whether every whole number within is a double of its own. */
    public boolean exactWhole() {
        return low >= -0x1p53 && high <= 0x1p53;
    }

    /** The bounds of the whole numbers within. */
    public Bounds whole() {
        return new Bounds(Math.ceil(low) + 0.0, Math.floor(high) + 0.0);
    }

    /** These bounds, cut to the whole numbers of 64 bits. */
    public Bounds cutToLong() {
        return fitsLong() ? this : new Bounds(Math.max(low, LONG.low), Math.min(high, LONG.high));
    }

    /** Bounds of the sum. */
    public Bounds plus(Bounds other) {
        return widened(low + other.low, high + other.high);
    }

    /** Bounds of the difference. */
    public Bounds minus(Bounds other) {
        return widened(low - other.high, high - other.low);
    }

    /** Bounds of the product. */
    public Bounds times(Bounds other) {
        return hull(
                product(low, other.low), product(low, other.high), product(high, other.low), product(high, other.high));
    }

    /** Bounds of the quotient; nothing is known when the divisor may be zero. */
    public Bounds over(Bounds other) {
        if (other.contains(0)) {
            return ANY;
        }
        return hull(low / other.low, low / other.high, high / other.low, high / other.high);
    }

    /** Bounds of the truncated quotient of whole numbers; a divisor is at least 1 in magnitude. */
    public Bounds truncatedOver(Bounds other) {
        if (other.low >= 1 || other.high <= -1) {
            if (exactWhole() && other.exactWhole()) {
                // truncation keeps the order of quotients, so that the extremes are those of the corners
                return hullOfWhole(
                        (long) low / (long) other.low,
                        (long) low / (long) other.high,
                        (long) high / (long) other.low,
                        (long) high / (long) other.high);
            }
            Bounds quotient = over(other);
            return new Bounds(Math.min(0, quotient.low), Math.max(0, quotient.high));
        }
        double magnitude = Math.max(Math.abs(low), Math.abs(high));
        return new Bounds(-magnitude, magnitude);
    }

    /** Bounds of the remainder of the truncated quotient of whole numbers. */
    public Bounds remainder(Bounds divisor) {
        if (point() && divisor.point() && exactWhole() && divisor.exactWhole() && divisor.low != 0) {
            long rest = (long) low % (long) divisor.low;
            return new Bounds(rest, rest);
        }
        double magnitude = Math.min(
                Math.max(Math.abs(low), Math.abs(high)), Math.max(Math.abs(divisor.low), Math.abs(divisor.high)));
        return new Bounds(low >= 0 ? 0 : -magnitude, high <= 0 ? 0 : magnitude);
    }

    public Bounds min(Bounds other) {
        return new Bounds(Math.min(low, other.low), Math.min(high, other.high));
    }

    /** Bounds of the greater of two. */
    public Bounds max(Bounds other) {
        return new Bounds(Math.max(low, other.low), Math.max(high, other.high));
    }

    /** Bounds of the negation. */
    public Bounds negated() {
        return new Bounds(-high, -low);
    }

    /** Bounds of the magnitude. */
    public Bounds magnitude() {
        double highest = Math.max(Math.abs(low), Math.abs(high));
        return new Bounds(contains(0) ? 0 : Math.min(Math.abs(low), Math.abs(high)), highest);
    }

    /** Bounds of values that are in these or in the others. */
    public Bounds union(Bounds other) {
        return new Bounds(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** Bounds of the square root; nothing is known where the value may be negative. */
    public Bounds squareRoot() {
        return low < 0 ? ANY : widened(Math.sqrt(low), Math.sqrt(high));
    }

    /** Bounds of the binary logarithm; nothing is known where the value may not be positive. */
    public Bounds log2() {
        return low <= 0 ? ANY : widened(Arithmetic.log2(low), Arithmetic.log2(high));
    }

    /** Bounds of the power; nothing is known where the base may be negative. */
    public Bounds power(Bounds exponent) {
        if (!(low > 0)) {
            return ANY;
        }
        Bounds powers = hull(
                Math.pow(low, exponent.low),
                Math.pow(low, exponent.high),
                Math.pow(high, exponent.low),
                Math.pow(high, exponent.high));
        return widened(powers.low, powers.high);
    }

    /** Bounds of the values rounded down. */
    public Bounds floor() {
        return new Bounds(Math.floor(low), Math.floor(high));
    }

    /** Bounds of the values rounded up. */
    public Bounds ceil() {
        return new Bounds(Math.ceil(low), Math.ceil(high));
    }

    /** Bounds of the values rounded to whole numbers, whatever the direction. */
    public Bounds rounded() {
        return new Bounds(Math.floor(low), Math.ceil(high));
    }

    /** Infinity times zero is zero here: a bound that is not reached must not spoil one that is. */
    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    private static Bounds hull(double a, double b, double c, double d) {
        return widened(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    private static Bounds hullOfWhole(long a, long b, long c, long d) {
        return new Bounds(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    /** A bound of exactly 0 is kept: a sum or product that rounds to 0 has no neighbour below that rounds further up. */
    private static Bounds widened(double low, double high) {
        if (Double.isNaN(low) || Double.isNaN(high)) {
            return ANY;
        }
        return new Bounds(low == 0 ? 0 : Math.nextDown(low), high == 0 ? 0 : Math.nextUp(high));
    }
}
