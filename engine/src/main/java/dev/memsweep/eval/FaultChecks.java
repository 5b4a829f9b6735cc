package dev.memsweep.eval;

import dev.memsweep.formula.Arithmetic;

/**
 * Tells whether any lane of an operation has no value: overflow, division by zero, a result that is not finite.
 *
 * <p>They run only after operations whose values the plan could not prove to exist.
 */
final class FaultChecks {
    private FaultChecks() {}

    /** Whether {@code a + b = sum} overflowed: the operands agree in sign and the sum does not. */
    static boolean add(long[] a, int aStep, long[] b, int bStep, long[] sum, int count) {
        long signs = 0;
        for (int i = 0; i < count; i++) {
            signs |= (a[i * aStep] ^ sum[i]) & (b[i * bStep] ^ sum[i]);
        }
        return signs < 0;
    }

    /** Whether {@code a - b = difference} overflowed: the operands differ in sign and so do minuend and difference. */
    static boolean subtract(long[] a, int aStep, long[] b, int bStep, long[] difference, int count) {
        long signs = 0;
        for (int i = 0; i < count; i++) {
            signs |= (a[i * aStep] ^ b[i * bStep]) & (a[i * aStep] ^ difference[i]);
        }
        return signs < 0;
    }

    /** Whether {@code a * b = product} overflowed: the upper half of the full product is no sign extension. */
    static boolean multiply(long[] a, int aStep, long[] b, int bStep, long[] product, int count) {
        long lost = 0;
        for (int i = 0; i < count; i++) {
            lost |= Math.multiplyHigh(a[i * aStep], b[i * bStep]) ^ (product[i] >> 63);
        }
        return lost != 0;
    }

    /** Whether a divisor is 0 or a quotient overflowed, which only the least long by -1 does. */
    static boolean divide(long[] a, int aStep, long[] b, int bStep, int count) {
        boolean fault = false;
        for (int i = 0; i < count; i++) {
            long divisor = b[i * bStep];
            fault |= divisor == 0 || (divisor == -1 && a[i * aStep] == Long.MIN_VALUE);
        }
        return fault;
    }

    /** Whether the least long, which has no positive counterpart, is among the values. */
    static boolean negate(long[] a, int count) {
        boolean fault = false;
        for (int i = 0; i < count; i++) {
            fault |= a[i] == Long.MIN_VALUE;
        }
        return fault;
    }

    /** Whether a value is NaN or infinite. */
    static boolean notFinite(double[] a, int count) {
        boolean fault = false;
        for (int i = 0; i < count; i++) {
            fault |= !(Math.abs(a[i]) <= Double.MAX_VALUE);
        }
        return fault;
    }

    /** Whether a value, once rounded to a whole number, may not fit 64 bits. */
    static boolean notWhole(double[] a, int count) {
        boolean fault = false;
        for (int i = 0; i < count; i++) {
            fault |= !(Math.abs(a[i]) < Arithmetic.LONG_LIMIT);
        }
        return fault;
    }
}
