package dev.memsweep.eval;

import java.util.Arrays;

/**
 * Kernels over whole numbers.
 *
 * <p>Each fills {@code out[0, count)}. An operand's step is 1 when it is as long as the result and 0 when it is a scalar,
 * its element 0; of commutative operations the first operand is always as long as the result. {@code out} may be one of
 * the operands. Plain counted loops, one for each shape, that the compiler vectorizes; none throws.
 */
final class LongKernels {
    private LongKernels() {}

    /** Sum, modulo 2^64. */
    static void add(long[] a, long[] b, int bStep, long[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] + b[i];
            }
        } else {
            long scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] + scalar;
            }
        }
    }

    /** Difference, modulo 2^64. */
    static void subtract(long[] a, int aStep, long[] b, int bStep, long[] out, int count) {
        if (aStep == 0) {
            long scalar = a[0];
            for (int i = 0; i < count; i++) {
                out[i] = scalar - b[i];
            }
        } else if (bStep == 0) {
            long scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] - scalar;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] - b[i];
            }
        }
    }

    /** Product, modulo 2^64. */
    static void multiply(long[] a, long[] b, int bStep, long[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] * b[i];
            }
        } else {
            long scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] * scalar;
            }
        }
    }

    /** Lesser of two. */
    static void min(long[] a, long[] b, int bStep, long[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = Math.min(a[i], b[i]);
            }
        } else {
            long scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = Math.min(a[i], scalar);
            }
        }
    }

    /** Greater of two. */
    static void max(long[] a, long[] b, int bStep, long[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = Math.max(a[i], b[i]);
            }
        } else {
            long scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = Math.max(a[i], scalar);
            }
        }
    }

    /** Equality. */
    static void equal(long[] a, long[] b, int bStep, boolean[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] == b[i];
            }
        } else {
            long scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] == scalar;
            }
        }
    }

    /** Inequality. */
    static void notEqual(long[] a, long[] b, int bStep, boolean[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] != b[i];
            }
        } else {
            long scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] != scalar;
            }
        }
    }

    /** Strict order. */
    static void less(long[] a, int aStep, long[] b, int bStep, boolean[] out, int count) {
        if (aStep == 0) {
            long scalar = a[0];
            for (int i = 0; i < count; i++) {
                out[i] = scalar < b[i];
            }
        } else if (bStep == 0) {
            long scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] < scalar;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] < b[i];
            }
        }
    }

    /** Order. */
    static void lessEqual(long[] a, int aStep, long[] b, int bStep, boolean[] out, int count) {
        if (aStep == 0) {
            long scalar = a[0];
            for (int i = 0; i < count; i++) {
                out[i] = scalar <= b[i];
            }
        } else if (bStep == 0) {
            long scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] <= scalar;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] <= b[i];
            }
        }
    }

    /** Negation, modulo 2^64. */
    static void negate(long[] a, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = -a[i];
        }
    }

    /** Magnitude, modulo 2^64. */
    static void abs(long[] a, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    /** Nearest double. */
    static void toReal(long[] a, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = (double) a[i];
        }
    }

    /** Truncated quotient; 0 where the divisor is 0. */
    static void divide(long[] a, int aStep, long[] b, int bStep, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            long divisor = b[i * bStep];
            out[i] = divisor == 0 ? 0 : a[i * aStep] / divisor;
        }
    }

    /** Remainder of the truncated quotient; 0 where the divisor is 0. */
    static void remainder(long[] a, int aStep, long[] b, int bStep, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            long divisor = b[i * bStep];
            out[i] = divisor == 0 ? 0 : a[i * aStep] % divisor;
        }
    }

    /** Choice by a flag, which may be a scalar as each of the choices may. */
    static void select(
            boolean[] flag,
            int flagStep,
            long[] then,
            int thenStep,
            long[] otherwise,
            int otherStep,
            long[] out,
            int count) {
        if (flagStep == 0) {
            copy(flag[0] ? then : otherwise, flag[0] ? thenStep : otherStep, out, count);
        } else if (thenStep == 0) {
            long scalar = then[0];
            for (int i = 0; i < count; i++) {
                out[i] = flag[i] ? scalar : otherwise[i * otherStep];
            }
        } else if (otherStep == 0) {
            long scalar = otherwise[0];
            for (int i = 0; i < count; i++) {
                out[i] = flag[i] ? then[i] : scalar;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = flag[i] ? then[i] : otherwise[i];
            }
        }
    }

    private static void copy(long[] from, int step, long[] out, int count) {
        if (step == 0) {
            Arrays.fill(out, 0, count, from[0]);
        } else {
            System.arraycopy(from, 0, out, 0, count);
        }
    }
}
