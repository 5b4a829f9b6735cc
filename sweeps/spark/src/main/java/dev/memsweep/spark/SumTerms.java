package dev.memsweep.spark;

import java.math.BigInteger;
import java.util.List;

/**
 * A sum as numbers of 64 bits whose sum it is, for Spark to add up. One that does not fit 64 bits is given as terms that
 * overflow, in whatever order they are added, and that are equal to it modulo 2^64: Spark then does with it what it does
 * with sums of its own, which is to fail, or to wrap around where that is set.
 */
final class SumTerms {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    private SumTerms() {}

    static List<Long> of(BigInteger sum) {
        long wrapped = sum.longValue();
        if (sum.compareTo(GREATEST) > 0) {
            return List.of(Long.MAX_VALUE, Long.MAX_VALUE, 2L, wrapped);
        }
        return sum.compareTo(LEAST) < 0 ? List.of(Long.MIN_VALUE, Long.MIN_VALUE, wrapped) : List.of(wrapped);
    }
}
