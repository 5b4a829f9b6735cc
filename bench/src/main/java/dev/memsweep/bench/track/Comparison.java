package dev.memsweep.bench.track;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A benchmark of one build beside the same of another, measured fork by fork in turn.
 *
 * @param name of the benchmark
 * @param ratio interval of the processor time now as a multiple of that before; of the time by the clock, where processor
 *     time was not measured
 * @param clock interval of the time by the clock likewise: it grows alone where threads wait
 * @param time what either of them says
 * @param bytesBefore allocated by an operation before, median of the forks
 * @param bytesNow the same now
 * @param allocation what the bytes say
 */
record Comparison(
        String name,
        SignedRanks ratio,
        SignedRanks clock,
        Change time,
        double bytesBefore,
        double bytesNow,
        Change allocation) {
    /** Confidence of the interval of a ratio. */
    static final double CONFIDENCE = 0.99;

    /** A change of time below 5 % is not told: two builds of one source differ by as much, by the places of their code. */
    static final double LEAST_RATIO = 1.05;

    /** Allocation is exact up to what the pools of threads do, which differs by about 1 %. */
    private static final double LEAST_BYTES_RATIO = 1.02;

    /** Bytes of an operation that are JMH's own, shared out; the smallest object has 16. */
    private static final double LEAST_BYTES = 8;

    /** What a comparison says of a figure that should be small. */
    enum Change {
        /** Certainly greater. */
        WORSE,
        /** Certainly smaller. */
        BETTER,
        /** Neither is certain. */
        SAME,
        /** Not measured. */
        UNKNOWN
    }

    /**
     * Compares the forks of two builds.
     *
     * @param before forks of one, in the order in which they ran
     * @param now the forks of the other that ran beside them
     */
    static Comparison of(List<JmhResult> before, List<JmhResult> now) {
        SignedRanks clock = ratio(all(before, JmhResult::costs), all(now, JmhResult::costs));
        double[] cpuBefore = all(before, JmhResult::cpuCosts);
        double[] cpuNow = all(now, JmhResult::cpuCosts);
        boolean measured = cpuBefore.length > 0 && cpuNow.length > 0;
        SignedRanks ratio = measured ? ratio(cpuBefore, cpuNow) : clock;
        double[] bytesBefore = all(before, JmhResult::allocations);
        double[] bytesNow = all(now, JmhResult::allocations);
        return new Comparison(
                now.get(0).name(),
                ratio,
                clock,
                timeChange(ratio, clock),
                median(bytesBefore),
                median(bytesNow),
                allocationChange(bytesBefore, bytesNow));
    }

    private interface Figures {
        double[] of(JmhResult result);
    }

    private static double[] all(List<JmhResult> results, Figures figures) {
        return results.stream()
                .flatMapToDouble(result -> DoubleStream.of(figures.of(result)))
                .toArray();
    }

    private static SignedRanks ratio(double[] before, double[] now) {
        double[] logs = new double[Math.min(before.length, now.length)];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(now[i] / before[i]);
        }
        SignedRanks interval = SignedRanks.of(logs, CONFIDENCE);
        return new SignedRanks(
                Math.exp(interval.estimate()),
                Math.exp(interval.low()),
                Math.exp(interval.high()),
                interval.confidence());
    }

    private static Change timeChange(SignedRanks ratio, SignedRanks clock) {
        if (isLonger(ratio) || isLonger(clock)) {
            return Change.WORSE;
        }
        return isShorter(ratio) || isShorter(clock) ? Change.BETTER : Change.SAME;
    }

    private static boolean isLonger(SignedRanks ratio) {
        return ratio.low() > LEAST_RATIO;
    }

    private static boolean isShorter(SignedRanks ratio) {
        return ratio.high() < 1 / LEAST_RATIO;
    }

    /** Whether the ranges of two sets of figures are apart, by more than chance makes them. */
    static Change allocationChange(double[] before, double[] now) {
        if (before.length == 0 || now.length == 0) {
            return Change.UNKNOWN;
        }
        if (isMore(before, now)) {
            return Change.WORSE;
        }
        return isMore(now, before) ? Change.BETTER : Change.SAME;
    }

    private static boolean isMore(double[] few, double[] many) {
        double most = DoubleStream.of(few).max().orElse(0);
        double least = DoubleStream.of(many).min().orElse(0);
        return least > most * LEAST_BYTES_RATIO + LEAST_BYTES;
    }

    static double median(double[] figures) {
        double[] sorted = DoubleStream.of(figures).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Whether it got worse in any way. */
    boolean worse() {
        return time == Change.WORSE || allocation == Change.WORSE;
    }

    /** Whether anything certainly changed. */
    boolean changed() {
        return worse() || time == Change.BETTER || allocation == Change.BETTER;
    }

    /** Whether it may have changed, so that it is worth measuring again. */
    boolean suspect() {
        double estimate = ratio.estimate();
        boolean moved = estimate > LEAST_RATIO || estimate < 1 / LEAST_RATIO;
        return moved || time != Change.SAME || allocation == Change.WORSE || allocation == Change.BETTER;
    }

    /** The same figures, of which nothing is concluded. */
    Comparison unchanged() {
        return new Comparison(name, ratio, clock, Change.SAME, bytesBefore, bytesNow, Change.SAME);
    }

    /** An interval for people: {@code 1.31 [1.27, 1.36]}. */
    static String text(SignedRanks ratio) {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", ratio.estimate(), ratio.low(), ratio.high());
    }
}
