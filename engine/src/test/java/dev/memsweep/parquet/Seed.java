package dev.memsweep.parquet;

import java.util.concurrent.ThreadLocalRandom;

/** The seed of random trials: another in every build, or the one of an earlier build to repeat its trials. */
final class Seed {
    private static final String PROPERTY = "memsweep.test.seed";

    private Seed() {}

    /** A seed, printed with the name of the test. */
    static long of(String test) {
        long seed = Long.getLong(PROPERTY, ThreadLocalRandom.current().nextLong(1_000_000_000));
        System.out.println(test + ": " + option(seed));
        return seed;
    }

    /** What to give Maven for the same seed again. */
    static String option(long seed) {
        return "-D" + PROPERTY + "=" + seed;
    }
}
