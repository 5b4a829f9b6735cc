package dev.memsweep.eval;

import java.util.SplittableRandom;

/** Arrays of a tile's length for kernels to read and write; they lie in the first-level cache. */
final class Operands {
    /** Lanes that a kernel works on, as many as a block of a long tile axis has. */
    static final int LANES = 2048;

    private static final int LARGEST = 1_000_000;

    final long[] longs = new SplittableRandom(1).longs(LANES, -LARGEST, LARGEST).toArray();
    /** Positive. */
    final long[] divisors = new SplittableRandom(2).longs(LANES, 1, LARGEST).toArray();

    final long[] longScalar = {3};
    final long[] outLongs = new long[LANES];

    /** Positive. */
    final double[] reals = new SplittableRandom(3).doubles(LANES, 1, LARGEST).toArray();
    /** From 1 to 3, so that powers stay finite. */
    final double[] factors = new SplittableRandom(4).doubles(LANES, 1, 3).toArray();

    final double[] realScalar = {3};
    final double[] outReals = new double[LANES];

    final boolean[] flags = flags(5);
    final boolean[] otherFlags = flags(6);
    final boolean[] flagScalar = {true};
    final boolean[] outFlags = new boolean[LANES];

    /** Set by checks, so that none is left out as useless. */
    boolean fault;

    private static boolean[] flags(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] flags = new boolean[LANES];
        for (int i = 0; i < LANES; i++) {
            flags[i] = random.nextBoolean();
        }
        return flags;
    }
}
