package dev.memsweep.eval;

import dev.memsweep.formula.Arithmetic;

/**
 * Kernels over reals.
 *
 * <p>Each fills {@code out[0, count)} from operands of at least that length; a scalar operand counts for every lane.
 * {@code out} may be one of the operands. Plain counted loops that the compiler vectorizes; none throws.
 */
final class RealKernels {
    private RealKernels() {}

    /** IEEE sum. */
    static void add(double[] a, double[] b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] + b[i];
        }
    }

    /** IEEE sum. */
    static void add(double[] a, double b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] + b;
        }
    }

    /** IEEE difference. */
    static void subtract(double[] a, double[] b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] - b[i];
        }
    }

    /** IEEE difference. */
    static void subtract(double[] a, double b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] - b;
        }
    }

    /** IEEE difference. */
    static void subtract(double a, double[] b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a - b[i];
        }
    }

    /** IEEE product. */
    static void multiply(double[] a, double[] b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] * b[i];
        }
    }

    /** IEEE product. */
    static void multiply(double[] a, double b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] * b;
        }
    }

    /** IEEE quotient. */
    static void divide(double[] a, double[] b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] / b[i];
        }
    }

    /** IEEE quotient. */
    static void divide(double[] a, double b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] / b;
        }
    }

    /** IEEE quotient. */
    static void divide(double a, double[] b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a / b[i];
        }
    }

    /** Lesser of two. */
    static void min(double[] a, double[] b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    /** Lesser of two. */
    static void min(double[] a, double b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.min(a[i], b);
        }
    }

    /** Greater of two. */
    static void max(double[] a, double[] b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    /** Greater of two. */
    static void max(double[] a, double b, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.max(a[i], b);
        }
    }

    /** Equality. */
    static void equal(double[] a, double[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] == b[i];
        }
    }

    /** Equality. */
    static void equal(double[] a, double b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] == b;
        }
    }

    /** Inequality. */
    static void notEqual(double[] a, double[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] != b[i];
        }
    }

    /** Inequality. */
    static void notEqual(double[] a, double b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] != b;
        }
    }

    /** Strict order. */
    static void less(double[] a, double[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] < b[i];
        }
    }

    /** Strict order. */
    static void less(double[] a, double b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] < b;
        }
    }

    /** Strict order. */
    static void less(double a, double[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a < b[i];
        }
    }

    /** Order. */
    static void lessEqual(double[] a, double[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] <= b[i];
        }
    }

    /** Order. */
    static void lessEqual(double[] a, double b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] <= b;
        }
    }

    /** Order. */
    static void lessEqual(double a, double[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a <= b[i];
        }
    }

    /** Negation. */
    static void negate(double[] a, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = -a[i];
        }
    }

    /** Magnitude. */
    static void abs(double[] a, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    /** Square root. */
    static void sqrt(double[] a, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.sqrt(a[i]);
        }
    }

    /** Binary logarithm. */
    static void log2(double[] a, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Arithmetic.log2(a[i]);
        }
    }

    /** Greatest whole number not above. */
    static void floor(double[] a, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = (long) Math.floor(a[i]);
        }
    }

    /** Least whole number not below. */
    static void ceil(double[] a, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = (long) Math.ceil(a[i]);
        }
    }

    /** Nearest whole number, halves away from zero. */
    static void round(double[] a, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = (long) Arithmetic.round(a[i]);
        }
    }

    /** Power. */
    static void power(double[] a, int aStep, double[] b, int bStep, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = StrictMath.pow(a[i * aStep], b[i * bStep]);
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, double[] then, double[] otherwise, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then[i] : otherwise[i];
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, double[] then, double otherwise, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then[i] : otherwise;
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, double then, double[] otherwise, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then : otherwise[i];
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, double then, double otherwise, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then : otherwise;
        }
    }
}
