package dev.memsweep.bench.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a benchmark in the last run.
 *
 * @param trend of the benchmark, ending with that run
 * @param comparison with the build that it was measured beside; null where there was none
 * @param reasons why it is a regression, each a sentence; none where it is not
 */
record Judgement(Trend trend, @Nullable Comparison comparison, List<String> reasons) {
    Judgement {
        reasons = List.copyOf(reasons);
    }

    /** Judges a benchmark of the last run. */
    static Judgement of(String name, List<Run> runs) {
        Trend trend = Trend.of(name, runs);
        Measurement last = trend.points().get(trend.points().size() - 1).measurement();
        List<String> reasons = new ArrayList<>();
        Comparison comparison = null;
        Optional<String> base = last.base();
        if (base.isPresent()) {
            comparison = last.comparison();
            reasons.addAll(reasons(comparison, Run.shortened(base.get())));
        }
        if (reasons.isEmpty()) {
            trend.growth()
                    .filter(Trend.Growth::worse)
                    .ifPresent(growth -> reasons.add(String.format(
                            Locale.ROOT,
                            "takes %.2f times the time of %s, the best so far, at least %.2f times",
                            growth.ratio().estimate(),
                            growth.best().run().shortCommit(),
                            growth.ratio().low())));
            trend.lessAllocation()
                    .ifPresent(best -> reasons.add("allocates more than "
                            + best.run().shortCommit() + ", the best so far: "
                            + bytes(last.result()) + " bytes an operation after "
                            + bytes(best.measurement().result())));
        }
        return new Judgement(trend, comparison, reasons);
    }

    /** What is worse in a comparison, as sentences. */
    static List<String> reasons(Comparison comparison, String base) {
        List<String> reasons = new ArrayList<>();
        if (comparison.time() == Comparison.Change.WORSE) {
            boolean byProcessor = comparison.ratio().low() > Comparison.LEAST_RATIO;
            SignedRanks ratio = byProcessor ? comparison.ratio() : comparison.clock();
            reasons.add(String.format(
                    Locale.ROOT,
                    "takes %.2f times the %s of %s, with %.1f %% certainty %.2f to %.2f times",
                    ratio.estimate(),
                    byProcessor ? "processor time" : "time by the clock",
                    base,
                    100 * ratio.confidence(),
                    ratio.low(),
                    ratio.high()));
        }
        if (comparison.allocation() == Comparison.Change.WORSE) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "allocates %,.0f bytes an operation, %s %,.0f",
                    comparison.bytesNow(),
                    base,
                    comparison.bytesBefore()));
        }
        return reasons;
    }

    private static String bytes(JmhResult result) {
        return String.format(Locale.ROOT, "%,.0f", Comparison.median(result.allocations()));
    }

    /** The benchmark. */
    String name() {
        return result().name();
    }

    /** What was measured in the last run. */
    JmhResult result() {
        return trend.points().get(trend.points().size() - 1).measurement().result();
    }

    boolean regression() {
        return !reasons.isEmpty();
    }
}
