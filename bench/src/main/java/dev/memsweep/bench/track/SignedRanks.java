package dev.memsweep.bench.track;

import java.util.Arrays;

/**
 * The interval of a median of paired differences by Wilcoxon's signed ranks: exact for any symmetric distribution, and hardly
 * moved by an outlier.
 *
 * @param estimate the Hodges-Lehmann estimate, the median of the means of all pairs
 * @param low lower end
 * @param high upper end
 * @param confidence that the median is within, from 0 to 1; less than asked for where there are too few differences
 */
record SignedRanks(double estimate, double low, double high, double confidence) {
    /**
     * The interval of some differences.
     *
     * @param differences at least one
     * @param confidence asked for
     */
    static SignedRanks of(double[] differences, double confidence) {
        double[] means = means(differences);
        double[] tail = tail(differences.length);
        int rank = 1;
        while (rank < means.length / 2 && 2 * tail[rank] <= 1 - confidence) {
            rank++;
        }
        double reached = Math.max(0, 1 - 2 * tail[rank - 1]);
        return new SignedRanks(median(means), means[rank - 1], means[means.length - rank], reached);
    }

    /** The means of all pairs, each difference with itself too, ascending. */
    private static double[] means(double[] differences) {
        int n = differences.length;
        double[] means = new double[n * (n + 1) / 2];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                means[at++] = (differences[i] + differences[j]) / 2;
            }
        }
        Arrays.sort(means);
        return means;
    }

    private static double median(double[] ascending) {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }

    /** Chance that the sum of the ranks of positive differences is at most k, by k, where either sign is as likely. */
    private static double[] tail(int n) {
        double[] chance = new double[n * (n + 1) / 2 + 1];
        chance[0] = 1;
        int most = 0;
        for (int rank = 1; rank <= n; rank++) {
            most += rank;
            for (int sum = most; sum >= 0; sum--) {
                double with = sum >= rank ? chance[sum - rank] : 0;
                chance[sum] = (chance[sum] + with) / 2;
            }
        }
        for (int sum = 1; sum < chance.length; sum++) {
            chance[sum] += chance[sum - 1];
        }
        return chance;
    }
}
