package dev.memsweep.bench.track;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How the cost of one thing grows: the points of a benchmark's parameter, and what is expected.
 *
 * @param series which growth
 * @param points ascending, at least two
 */
record Scaling(Series series, List<Point> points) {
    private static final String CLASS = "ScalingBenchmark.";

    /** The series that are measured. */
    enum Series {
        /** More tiles of different values. */
        TILES("tiles", "tiles", "linear in tiles, above the fixed cost of a file", 1.1),
        /** More tiles whose pages recur. */
        REUSED_TILES("reusedTiles", "tiles", "pages recur: a small cost a page, less than linear", 0.9),
        /** More axes. */
        AXES("axes", "axes", "independent of the number of axes", 0.3),
        /** More formulas. */
        FORMULAS("formulas", "formulas", "at most linear in the formulas that depend on every row", 1.1),
        /** More columns. */
        COLUMNS("columns", "columns", "at most linear in the output columns", 1.1);

        private final String method;
        private final String parameter;
        private final String expectation;
        private final double mostExponent;

        Series(String method, String parameter, String expectation, double mostExponent) {
            this.method = method;
            this.parameter = parameter;
            this.expectation = expectation;
            this.mostExponent = mostExponent;
        }

        String method() {
            return method;
        }

        /** What is expected, in words. */
        String expectation() {
            return expectation;
        }

        /** The exponent of growth above which that is not met; a tenth is left for noise. */
        double mostExponent() {
            return mostExponent;
        }
    }

    /**
     * One size.
     *
     * @param size of what grows
     * @param seconds of processor time of an operation, on one thread
     */
    record Point(double size, double seconds) {}

    /** The series of which a run has at least two points. */
    static List<Scaling> of(Run run) {
        List<Scaling> all = new ArrayList<>();
        for (Series series : Series.values()) {
            List<Point> points = new ArrayList<>();
            for (Measurement measurement : run.measurements().values()) {
                JmhResult result = measurement.result();
                if (result.name().startsWith(CLASS + series.method + " ")) {
                    points.add(
                            new Point(Double.parseDouble(result.params().get(series.parameter)), result.cpuSeconds()));
                }
            }
            points.sort(Comparator.comparingDouble(Point::size));
            if (points.size() >= 2) {
                all.add(new Scaling(series, List.copyOf(points)));
            }
        }
        return all;
    }

    /** The exponent e of {@code cost = size ^ e} between the two largest sizes, where fixed costs count least. */
    double exponent() {
        Point last = points.get(points.size() - 1);
        Point before = points.get(points.size() - 2);
        return Math.log(last.seconds() / before.seconds()) / Math.log(last.size() / before.size());
    }

    /** Whether the expectation is met. */
    boolean asExpected() {
        return exponent() <= series.mostExponent;
    }

    /** One line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s: cost grows as %s ^ %.2f (%s: at most %.1f)%s",
                series.method,
                series.parameter,
                exponent(),
                series.expectation,
                series.mostExponent,
                asExpected() ? "" : ", NOT AS EXPECTED");
    }

    void writeTo(ObjectNode node) {
        node.put("title", series.method);
        node.put("parameter", series.parameter);
        node.put("expectation", series.expectation);
        node.put("exponent", exponent());
        node.put("asExpected", asExpected());
        points.forEach(point -> {
            node.withArray("sizes").add(point.size());
            node.withArray("seconds").add(point.seconds());
        });
    }
}
