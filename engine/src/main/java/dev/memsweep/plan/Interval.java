package dev.memsweep.plan;

import dev.memsweep.formula.Arithmetic;

/**
 * {@link Bounds} that can be written to: interval arithmetic without allocation. Each operation reads its operands, which
 * may be this interval, and makes this interval contain every result.
 *
 * <p>Operations on reals need no widening: IEEE rounding keeps order, so that the rounded result of any operands lies
 * between the rounded results of their bounds. Those on whole numbers are exact up to 2^53 and are widened beyond, by one
 * unit in the last place; so are power and logarithm everywhere, which may be rounded either way.
 */
public final class Interval {
    /** From here on doubles are whole, and neighbours of whole numbers may be missing. */
    private static final double EXACT_LIMIT = 0x1p53;

    /** Largest magnitude of a bound that proves a whole number to fit 64 bits. */
    private static final double SAFE_LONG = Math.nextDown(Arithmetic.LONG_LIMIT);

    private double low;
    private double high;

    /** An interval that contains 0 alone. */
    public Interval() {}

    /** Lower bound; not a number where the value may not exist. */
    public double low() {
        return low;
    }

    /** Upper bound; not a number where the value may not exist. */
    public double high() {
        return high;
    }

    /** The same as immutable bounds. */
    public Bounds bounds() {
        return new Bounds(low, high);
    }

    /** Whether the value exists everywhere. */
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
        return low >= -EXACT_LIMIT && high <= EXACT_LIMIT;
    }

    /** Makes it what it is told. */
    public Interval set(double newLow, double newHigh) {
        low = newLow;
        high = newHigh;
        return this;
    }

    /** Makes it the same as another. */
    public Interval set(Interval other) {
        return set(other.low, other.high);
    }

    /** Makes it the same as some bounds. */
    public Interval set(Bounds bounds) {
        return set(bounds.low(), bounds.high());
    }

    /** The value may not exist. */
    public Interval setUncertain() {
        return set(Double.NaN, Double.NaN);
    }

    /** Bounds of whole numbers whose nearest doubles are these. */
    public Interval setWhole(double newLow, double newHigh) {
        set(newLow, newHigh);
        return widenBeyondExact();
    }

    /** The sum. */
    public Interval plus(Interval a, Interval b) {
        return known(a.low + b.low, a.high + b.high);
    }

    /** The difference. */
    public Interval minus(Interval a, Interval b) {
        return known(a.low - b.high, a.high - b.low);
    }

    /** The product. */
    public Interval times(Interval a, Interval b) {
        if (a.low >= 0 && b.low >= 0) {
            return set(product(a.low, b.low), product(a.high, b.high));
        }
        return hull(product(a.low, b.low), product(a.low, b.high), product(a.high, b.low), product(a.high, b.high));
    }

    /** The quotient; nothing is known when the divisor may be zero. */
    public Interval over(Interval a, Interval b) {
        if (b.contains(0)) {
            return setAny();
        }
        if (a.low >= 0 && b.low > 0) {
            return known(a.low / b.high, a.high / b.low);
        }
        return hull(a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high);
    }

    /** The truncated quotient of whole numbers; a divisor is at least 1 in magnitude. */
    public Interval truncatedOver(Interval a, Interval b) {
        if (b.low < 1 && b.high > -1) {
            double magnitude = magnitudeOf(a);
            return set(-magnitude, magnitude);
        }
        if (a.exactWhole() && b.exactWhole()) {
            // truncation keeps the order of quotients, so that the extremes are those of the corners
            return hull(
                    truncated(a.low, b.low),
                    truncated(a.low, b.high),
                    truncated(a.high, b.low),
                    truncated(a.high, b.high));
        }
        over(a, b);
        return set(down(Math.min(0, low)), up(Math.max(0, high))).toWhole();
    }

    /** The remainder of the truncated quotient of whole numbers. */
    public Interval remainder(Interval a, Interval b) {
        if (a.point() && b.point() && a.exactWhole() && b.exactWhole() && b.low != 0) {
            double rest = (double) ((long) a.low % (long) b.low);
            return set(rest, rest);
        }
        double magnitude = Math.min(magnitudeOf(a), magnitudeOf(b));
        return set(a.low >= 0 ? 0 : -magnitude, a.high <= 0 ? 0 : magnitude);
    }

    /** The lesser of two. */
    public Interval min(Interval a, Interval b) {
        return set(a.low <= b.low ? a.low : b.low, a.high <= b.high ? a.high : b.high);
    }

    /** The greater of two. */
    public Interval max(Interval a, Interval b) {
        return set(a.low >= b.low ? a.low : b.low, a.high >= b.high ? a.high : b.high);
    }

    /** Values that are in one or the other. */
    public Interval union(Interval a, Interval b) {
        return set(a.low <= b.low ? a.low : b.low, a.high >= b.high ? a.high : b.high);
    }

    /** The negation. */
    public Interval negated(Interval a) {
        return set(-a.high, -a.low);
    }

    /** The magnitude. */
    public Interval magnitude(Interval a) {
        double lowest = a.contains(0) ? 0 : Math.min(Math.abs(a.low), Math.abs(a.high));
        return set(lowest, magnitudeOf(a));
    }

    /** The square root; nothing is known where the value may be negative. */
    public Interval squareRoot(Interval a) {
        return a.low < 0 ? setAny() : set(Math.sqrt(a.low), Math.sqrt(a.high));
    }

    /** The binary logarithm; nothing is known where the value may not be positive. */
    public Interval log2(Interval a) {
        return a.low <= 0 ? setAny() : set(down(down(Arithmetic.log2(a.low))), up(up(Arithmetic.log2(a.high))));
    }

    /** The power; nothing is known where the base may not be positive. */
    public Interval power(Interval a, Interval b) {
        if (!(a.low > 0)) {
            return setAny();
        }
        hull(Math.pow(a.low, b.low), Math.pow(a.low, b.high), Math.pow(a.high, b.low), Math.pow(a.high, b.high));
        return set(down(down(low)), up(up(high)));
    }

    /** The values rounded down. */
    public Interval floor(Interval a) {
        return set(floor(a.low), floor(a.high));
    }

    /** The values rounded up. */
    public Interval ceil(Interval a) {
        return set(ceil(a.low), ceil(a.high));
    }

    /** The values rounded to whole numbers, whatever the direction. */
    public Interval rounded(Interval a) {
        return set(floor(a.low), ceil(a.high));
    }

    /** Widens whole numbers that doubles do not hold exactly. */
    public Interval widenBeyondExact() {
        return exactWhole() ? this : set(down(low), up(high)).toWhole();
    }

    /** Cuts it to the whole numbers of 64 bits. */
    public Interval cutToLong() {
        return fitsLong() ? this : set(Math.max(low, -Arithmetic.LONG_LIMIT), Math.min(high, Arithmetic.LONG_LIMIT));
    }

    private Interval toWhole() {
        return set(ceil(low), floor(high));
    }

    private Interval setAny() {
        return set(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** These bounds; nothing is known when one is not a number, as infinity less infinity. */
    private Interval known(double newLow, double newHigh) {
        return Double.isNaN(newLow) || Double.isNaN(newHigh) ? setAny() : set(newLow, newHigh);
    }

    private Interval hull(double a, double b, double c, double d) {
        return known(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    /** The truncated quotient of whole numbers that doubles hold. */
    private static double truncated(double a, double b) {
        long quotient = (long) a / (long) b;
        return (double) quotient;
    }

    private static double magnitudeOf(Interval a) {
        return Math.max(Math.abs(a.low), Math.abs(a.high));
    }

    /** Infinity times zero is zero here: a bound that is not reached must not spoil one that is. */
    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    /** A bound of exactly 0 is kept: nothing that rounds to 0 has a neighbour below that rounds further up. */
    private static double down(double bound) {
        return bound == 0 ? 0 : Math.nextDown(bound);
    }

    private static double up(double bound) {
        return bound == 0 ? 0 : Math.nextUp(bound);
    }

    /** The first compiler calls a library for {@link Math#floor}; this is a few instructions. */
    private static double floor(double value) {
        if (!(value > -EXACT_LIMIT && value < EXACT_LIMIT)) {
            return value;
        }
        double truncated = (long) value;
        return truncated > value ? truncated - 1 : truncated + 0.0;
    }

    private static double ceil(double value) {
        return 0.0 - floor(-value);
    }
}
