package dev.memsweep.eval;

/**
 * Kernels over whole numbers.
 *
 * <p>Each fills {@code out[0, count)} from operands of at least that length; a scalar operand counts for every lane.
 * {@code out} may be one of the operands. Plain counted loops that the compiler vectorizes; none throws.
 */
final class LongKernels {
    private LongKernels() {}

    /** Sum, modulo 2^64. */
    static void add(long[] a, long[] b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] + b[i];
        }
    }

    /** Sum, modulo 2^64. */
    static void add(long[] a, long b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] + b;
        }
    }

    /** Difference, modulo 2^64. */
    static void subtract(long[] a, long[] b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] - b[i];
        }
    }

    /** Difference, modulo 2^64. */
    static void subtract(long[] a, long b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] - b;
        }
    }

    /** Difference, modulo 2^64. */
    static void subtract(long a, long[] b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a - b[i];
        }
    }

    /** Product, modulo 2^64. */
    static void multiply(long[] a, long[] b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] * b[i];
        }
    }

    /** Product, modulo 2^64. */
    static void multiply(long[] a, long b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] * b;
        }
    }

    /** Lesser of two. */
    static void min(long[] a, long[] b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    /** Lesser of two. */
    static void min(long[] a, long b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.min(a[i], b);
        }
    }

    /** Greater of two. */
    static void max(long[] a, long[] b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    /** Greater of two. */
    static void max(long[] a, long b, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.max(a[i], b);
        }
    }

    /** Equality. */
    static void equal(long[] a, long[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] == b[i];
        }
    }

    /** Equality. */
    static void equal(long[] a, long b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] == b;
        }
    }

    /** Inequality. */
    static void notEqual(long[] a, long[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] != b[i];
        }
    }

    /** Inequality. */
    static void notEqual(long[] a, long b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] != b;
        }
    }

    /** Strict order. */
    static void less(long[] a, long[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] < b[i];
        }
    }

    /** Strict order. */
    static void less(long[] a, long b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] < b;
        }
    }

    /** Strict order. */
    static void less(long a, long[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a < b[i];
        }
    }

    /** Order. */
    static void lessEqual(long[] a, long[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] <= b[i];
        }
    }

    /** Order. */
    static void lessEqual(long[] a, long b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] <= b;
        }
    }

    /** Order. */
    static void lessEqual(long a, long[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a <= b[i];
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

    /** Choice by a flag. */
    static void select(boolean[] flag, long[] then, long[] otherwise, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then[i] : otherwise[i];
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, long[] then, long otherwise, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then[i] : otherwise;
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, long then, long[] otherwise, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then : otherwise[i];
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, long then, long otherwise, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then : otherwise;
        }
    }
}
