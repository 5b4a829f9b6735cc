package dev.memsweep.eval;

/**
 * Kernels over flags.
 *
 * <p>Each fills {@code out[0, count)} from operands of at least that length; a scalar operand counts for every lane.
 * {@code out} may be one of the operands. Plain counted loops that the compiler vectorizes; none throws.
 */
final class FlagKernels {
    private FlagKernels() {}

    /** Both. */
    static void and(boolean[] a, boolean[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] & b[i];
        }
    }

    /** Both. */
    static void and(boolean[] a, boolean b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] & b;
        }
    }

    /** At least one. */
    static void or(boolean[] a, boolean[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] | b[i];
        }
    }

    /** At least one. */
    static void or(boolean[] a, boolean b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] | b;
        }
    }

    /** Equality. */
    static void equal(boolean[] a, boolean[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] == b[i];
        }
    }

    /** Equality. */
    static void equal(boolean[] a, boolean b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] == b;
        }
    }

    /** Inequality. */
    static void notEqual(boolean[] a, boolean[] b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] != b[i];
        }
    }

    /** Inequality. */
    static void notEqual(boolean[] a, boolean b, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] != b;
        }
    }

    /** Negation. */
    static void not(boolean[] a, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = !a[i];
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, boolean[] then, boolean[] otherwise, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then[i] : otherwise[i];
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, boolean[] then, boolean otherwise, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then[i] : otherwise;
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, boolean then, boolean[] otherwise, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then : otherwise[i];
        }
    }

    /** Choice by a flag. */
    static void select(boolean[] flag, boolean then, boolean otherwise, boolean[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = flag[i] ? then : otherwise;
        }
    }
}
