package dev.memsweep.plan;

/**
 * What is known of a value over a grid or a part of it: {@code low <= value <= high}. Flags count as 0 and 1. Both are not a
 * number where the value may not exist, and nothing can be said of it.
 *
 * <p>Bounds are doubles, computed as {@link Interval} has it, so that they hold for 64-bit whole numbers and for rounded
 * reals.
 *
 * @param low lower bound, possibly minus infinity
 * @param high upper bound, possibly infinity
 */
public record Bounds(double low, double high) {
    /** Nothing is known. */
    static final Bounds ANY = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

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
    static Bounds whole(double low, double high) {
        return new Interval().setWhole(low, high).bounds();
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

    /** Whether the value exists everywhere. */
    public boolean certain() {
        return !Double.isNaN(low);
    }

    /** Whether the value may be the given one. */
    public boolean contains(double value) {
        return interval().contains(value);
    }

    /** Whether every whole number within fits 64 bits. */
    public boolean fitsLong() {
        return interval().fitsLong();
    }

    /** Whether every value within is finite; false when a bound is not a number. */
    public boolean finite() {
        return interval().finite();
    }

    /** Whether every whole number within is a double of its own. */
    public boolean exactWhole() {
        return interval().exactWhole();
    }

    /** Bounds of the sum. */
    Bounds plus(Bounds other) {
        return interval().plus(interval(), other.interval()).bounds();
    }

    /** Bounds of the difference. */
    Bounds minus(Bounds other) {
        return interval().minus(interval(), other.interval()).bounds();
    }

    /** Bounds of the product. */
    Bounds times(Bounds other) {
        return interval().times(interval(), other.interval()).bounds();
    }

    /** Bounds of the quotient; nothing is known when the divisor may be zero. */
    Bounds over(Bounds other) {
        return interval().over(interval(), other.interval()).bounds();
    }

    /** Bounds of the truncated quotient of whole numbers; a divisor is at least 1 in magnitude. */
    Bounds truncatedOver(Bounds other) {
        return interval().truncatedOver(interval(), other.interval()).bounds();
    }

    /** Bounds of the remainder of the truncated quotient of whole numbers. */
    Bounds remainder(Bounds other) {
        return interval().remainder(interval(), other.interval()).bounds();
    }

    /** Bounds of the lesser of two. */
    Bounds min(Bounds other) {
        return interval().min(interval(), other.interval()).bounds();
    }

    /** Bounds of the greater of two. */
    Bounds max(Bounds other) {
        return interval().max(interval(), other.interval()).bounds();
    }

    /** Bounds of values that are in these or in the others. */
    Bounds union(Bounds other) {
        return interval().union(interval(), other.interval()).bounds();
    }

    /** Bounds of the power; nothing is known where the base may not be positive. */
    Bounds power(Bounds other) {
        return interval().power(interval(), other.interval()).bounds();
    }

    /** Bounds of the negation. */
    Bounds negated() {
        return interval().negated(interval()).bounds();
    }

    /** Bounds of the magnitude. */
    Bounds magnitude() {
        return interval().magnitude(interval()).bounds();
    }

    /** Bounds of the square root; nothing is known where the value may be negative. */
    Bounds squareRoot() {
        return interval().squareRoot(interval()).bounds();
    }

    /** Bounds of the binary logarithm; nothing is known where the value may not be positive. */
    Bounds log2() {
        return interval().log2(interval()).bounds();
    }

    /** Bounds of the values rounded down. */
    Bounds floor() {
        return interval().floor(interval()).bounds();
    }

    /** Bounds of the values rounded up. */
    Bounds ceil() {
        return interval().ceil(interval()).bounds();
    }

    /** Bounds of the values rounded to whole numbers, whatever the direction. */
    Bounds rounded() {
        return interval().rounded(interval()).bounds();
    }

    /** These bounds of whole numbers, widened where doubles do not hold them, and cut to those of 64 bits. */
    Bounds whole() {
        return interval().widenBeyondExact().cutToLong().bounds();
    }

    private Interval interval() {
        return new Interval().set(this);
    }
}
