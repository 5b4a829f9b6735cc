package dev.memsweep.eval;

import dev.memsweep.formula.Arithmetic;
import java.util.Arrays;

/**
 * Kernels over reals.
 *
 * <p>Each fills {@code out[0, count)}. An operand's step is 1 when it is as long as the result and 0 when it is a scalar,
 * its element 0; of commutative operations the first operand is always as long as the result. {@code out} may be one of
 * the operands. Plain counted loops, one for each shape, that the compiler vectorizes; none throws.
 */
final class RealKernels {
    private RealKernels() {}

    /** IEEE sum. */
    static void add(double[] a, double[] b, int bStep, double[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] + b[i];
            }
        } else {
            double scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] + scalar;
            }
        }
    }

    /** IEEE difference. */
    static void subtract(double[] a, int aStep, double[] b, int bStep, double[] out, int count) {
        if (aStep == 0) {
            double scalar = a[0];
            for (int i = 0; i < count; i++) {
                out[i] = scalar - b[i];
            }
        } else if (bStep == 0) {
            double scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] - scalar;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] - b[i];
            }
        }
    }

    /** IEEE product. */
    static void multiply(double[] a, double[] b, int bStep, double[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] * b[i];
            }
        } else {
            double scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] * scalar;
            }
        }
    }

    /** IEEE quotient. */
    static void divide(double[] a, int aStep, double[] b, int bStep, double[] out, int count) {
        if (aStep == 0) {
            double scalar = a[0];
            for (int i = 0; i < count; i++) {
                out[i] = scalar / b[i];
            }
        } else if (bStep == 0) {
            double scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] / scalar;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] / b[i];
            }
        }
    }

    /** Lesser of two. */
    static void min(double[] a, double[] b, int bStep, double[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = Math.min(a[i], b[i]);
            }
        } else {
            double scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = Math.min(a[i], scalar);
            }
        }
    }

    /** Greater of two. */
    static void max(double[] a, double[] b, int bStep, double[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = Math.max(a[i], b[i]);
            }
        } else {
            double scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = Math.max(a[i], scalar);
            }
        }
    }

    /** Equality. */
    static void equal(double[] a, double[] b, int bStep, boolean[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] == b[i];
            }
        } else {
            double scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] == scalar;
            }
        }
    }

    /** Inequality. */
    static void notEqual(double[] a, double[] b, int bStep, boolean[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] != b[i];
            }
        } else {
            double scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] != scalar;
            }
        }
    }

    /** Strict order. */
    static void less(double[] a, int aStep, double[] b, int bStep, boolean[] out, int count) {
        if (aStep == 0) {
            double scalar = a[0];
            for (int i = 0; i < count; i++) {
                out[i] = scalar < b[i];
            }
        } else if (bStep == 0) {
            double scalar = b[0];
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
    static void lessEqual(double[] a, int aStep, double[] b, int bStep, boolean[] out, int count) {
        if (aStep == 0) {
            double scalar = a[0];
            for (int i = 0; i < count; i++) {
                out[i] = scalar <= b[i];
            }
        } else if (bStep == 0) {
            double scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] <= scalar;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] <= b[i];
            }
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

    /** Choice by a flag, which may be a scalar as each of the choices may. */
    static void select(
            boolean[] flag,
            int flagStep,
            double[] then,
            int thenStep,
            double[] otherwise,
            int otherStep,
            double[] out,
            int count) {
        if (flagStep == 0) {
            copy(flag[0] ? then : otherwise, flag[0] ? thenStep : otherStep, out, count);
        } else if (thenStep == 0) {
            double scalar = then[0];
            for (int i = 0; i < count; i++) {
                out[i] = flag[i] ? scalar : otherwise[i * otherStep];
            }
        } else if (otherStep == 0) {
            double scalar = otherwise[0];
            for (int i = 0; i < count; i++) {
                out[i] = flag[i] ? then[i] : scalar;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = flag[i] ? then[i] : otherwise[i];
            }
        }
    }

    private static void copy(double[] from, int step, double[] out, int count) {
        if (step == 0) {
            Arrays.fill(out, 0, count, from[0]);
        } else {
            System.arraycopy(from, 0, out, 0, count);
        }
    }
}
