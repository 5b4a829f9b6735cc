package dev.memsweep.bench.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A benchmark over all runs, as times relative to the first: the product of the ratios that were measured from commit to
 * commit, which does not know how fast the machine was on which day.
 *
 * @param points oldest first
 */
record Trend(List<Point> points) {
    /** Growth over the best that is told. It is above that of one step, since uncertainties of steps add up. */
    static final double LEAST_RATIO = 1.10;

    /**
     * One run.
     *
     * @param run the run
     * @param measurement of the benchmark
     * @param chain number of the chain of commits; between chains nothing can be compared
     * @param level logarithm of the time, the start of the chain being 0
     * @param variance of that, as the half width of its interval squared
     */
    record Point(Run run, Measurement measurement, int chain, double level, double variance) {}

    /**
     * The growth since the best point.
     *
     * @param best the point
     * @param ratio interval of the time now as a multiple of the time then
     */
    record Growth(Point best, SignedRanks ratio) {
        boolean worse() {
            return ratio.low() > LEAST_RATIO;
        }
    }

    /** The trend of the benchmark of that name. */
    static Trend of(String name, List<Run> runs) {
        List<Point> points = new ArrayList<>();
        Map<String, Point> byCommit = new HashMap<>();
        int chains = 0;
        for (Run run : runs) {
            Measurement measurement = run.measurements().get(name);
            if (measurement == null) {
                continue;
            }
            Point base = measurement.base().map(byCommit::get).orElse(null);
            Point point;
            if (base == null) {
                point = new Point(run, measurement, chains++, 0, 0);
            } else {
                SignedRanks ratio = measurement.comparison().ratio();
                double halfWidth = Math.log(ratio.high() / ratio.low()) / 2;
                point = new Point(
                        run,
                        measurement,
                        base.chain(),
                        base.level() + Math.log(ratio.estimate()),
                        base.variance() + halfWidth * halfWidth);
            }
            points.add(point);
            byCommit.put(run.commit(), point);
        }
        return new Trend(List.copyOf(points));
    }

    private Point last() {
        return points.get(points.size() - 1);
    }

    /** The growth of the last point over the best one before it in its chain; empty where it is the first. */
    Optional<Growth> growth() {
        Point last = last();
        return points.subList(0, points.size() - 1).stream()
                .filter(point -> point.chain() == last.chain())
                .min((a, b) -> Double.compare(a.level(), b.level()))
                .map(best -> new Growth(best, ratio(best, last)));
    }

    private static SignedRanks ratio(Point best, Point last) {
        double level = last.level() - best.level();
        double halfWidth = Math.sqrt(Math.abs(last.variance() - best.variance()));
        return new SignedRanks(
                Math.exp(level), Math.exp(level - halfWidth), Math.exp(level + halfWidth), Comparison.CONFIDENCE);
    }

    /** The point of the least allocation in the chain of the last one, if that allocates more. */
    Optional<Point> lessAllocation() {
        double[] now = last().measurement().result().allocations();
        return points.subList(0, points.size() - 1).stream()
                .filter(point -> point.chain() == last().chain())
                .filter(point ->
                        Comparison.allocationChange(point.measurement().result().allocations(), now)
                                == Comparison.Change.WORSE)
                .min((a, b) -> Double.compare(bytes(a), bytes(b)));
    }

    private static double bytes(Point point) {
        return Comparison.median(point.measurement().result().allocations());
    }
}
