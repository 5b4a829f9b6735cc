package dev.memsweep.eval;

import java.util.Arrays;

/**
 * Kernels over flags.
 *
 * <p>Each fills {@code out[0, count)}. An operand's step is 1 when it is as long as the result and 0 when it is a scalar,
 * its element 0; of commutative operations the first operand is always as long as the result. {@code out} may be one of
 * the operands. Plain counted loops, one for each shape, that the compiler vectorizes; none throws.
 */
@SuppressWarnings("ShortCircuitBoolean") // a branch would keep the loops from being vectorized
final class FlagKernels {
    private FlagKernels() {}

    /** Both. */
    static void and(boolean[] a, boolean[] b, int bStep, boolean[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] & b[i];
            }
        } else {
            boolean scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] & scalar;
            }
        }
    }

    /** At least one. */
    static void or(boolean[] a, boolean[] b, int bStep, boolean[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] | b[i];
            }
        } else {
            boolean scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] | scalar;
            }
        }
    }

    /** Equality. */
    static void equal(boolean[] a, boolean[] b, int bStep, boolean[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] == b[i];
            }
        } else {
            boolean scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] == scalar;
            }
        }
    }

    /** Inequality. */
    static void notEqual(boolean[] a, boolean[] b, int bStep, boolean[] out, int count) {
        if (bStep == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] != b[i];
            }
        } else {
            boolean scalar = b[0];
            for (int i = 0; i < count; i++) {
                out[i] = a[i] != scalar;
            }
        }
    }

    /** Negation. */
    static void not(boolean[] a, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = !a[i];
        }
    }

    /** Choice by a flag, which may be a scalar as each of the choices may. */
    static void select(
            boolean[] flag,
            int flagStep,
            boolean[] then,
            int thenStep,
            boolean[] otherwise,
            int otherStep,
            boolean[] out,
            int count) {
        if (flagStep == 0) {
            copy(flag[0] ? then : otherwise, flag[0] ? thenStep : otherStep, out, count);
        } else if (thenStep == 0) {
            boolean scalar = then[0];
            for (int i = 0; i < count; i++) {
                out[i] = flag[i] ? scalar : otherwise[i * otherStep];
            }
        } else if (otherStep == 0) {
            boolean scalar = otherwise[0];
            for (int i = 0; i < count; i++) {
                out[i] = flag[i] ? then[i] : scalar;
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[i] = flag[i] ? then[i] : otherwise[i];
            }
        }
    }

    private static void copy(boolean[] from, int step, boolean[] out, int count) {
        if (step == 0) {
            Arrays.fill(out, 0, count, from[0]);
        } else {
            System.arraycopy(from, 0, out, 0, count);
        }
    }
}
