package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Questions about the 1.2 * 10^12 points of the shipped spec, against arithmetic on each of its 294 912 lines of sequence
 * lengths, along which the total grows.
 */
@Tag("exhaustive")
class TrillionPointsTest extends CommandTest {
    private static final String SPEC =
            Path.of("../specs/reference-1t.yaml").toAbsolutePath().toString();
    private static final long LONGEST = 4_194_304;
    private static final long LIMIT = 80L << 30;

    private static final long[][] SHAPES = {
        {6738415616L, 4096, 32},
        {13015864320L, 5120, 40},
        {32528943616L, 6656, 60},
        {65285660672L, 8192, 80},
        {8030261248L, 4096, 32},
        {70553706496L, 8192, 80},
        {405853388800L, 16384, 126},
        {174591688704L, 12288, 96},
    };
    private static final long[][] BYTES_OF_FORMATS = {{4, 4}, {2, 2}, {2, 2}};
    private static final long[] BYTES_OF_STATES = {12, 6, 8};

    /** The bytes that do not depend on the sequence, and the factors of the activations. */
    private record Line(long number, double resident, long perToken, double layers, double factor) {
        long total(long seq) {
            return (long) (resident + Math.floor(seq * perToken * layers * factor));
        }

        /** The greatest length that fits, by halving; 0 when none does. */
        long longest() {
            long fits = 0;
            long fails = LONGEST + 1;
            while (fails - fits > 1) {
                long middle = (fits + fails) / 2;
                if (total(middle) <= LIMIT) {
                    fits = middle;
                } else {
                    fails = middle;
                }
            }
            return fits;
        }
    }

    private record Point(long line, long seq, long total) {}

    private static List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (long[] shape : SHAPES) {
            for (long[] format : BYTES_OF_FORMATS) {
                for (long state : BYTES_OF_STATES) {
                    for (boolean full : new boolean[] {false, true}) {
                        addLines(shape, format, state, full, lines);
                    }
                }
            }
        }
        return lines;
    }

    private static void addLines(long[] shape, long[] format, long state, boolean full, List<Line> lines) {
        for (int tp = 1; tp <= 8; tp *= 2) {
            for (int pp = 1; pp <= 8; pp *= 2) {
                for (int dp = 1; dp <= 128; dp *= 2) {
                    for (int zero = 0; zero <= 3; zero++) {
                        double resident = shards(shape[0] * format[0], tp * pp, zero >= 3 ? dp : 1)
                                + shards(shape[0] * format[1], tp * pp, zero >= 2 ? dp : 1)
                                + shards(shape[0] * state, tp * pp, zero >= 1 ? dp : 1);
                        for (int batch = 1; batch <= 8; batch *= 2) {
                            double factor = full ? 2 : 10 + 24.0 / tp;
                            lines.add(
                                    new Line(lines.size(), resident, batch * shape[1], (double) shape[2] / pp, factor));
                        }
                    }
                }
            }
        }
    }

    private static double shards(long bytes, int ways, int replicas) {
        return Math.floor((double) bytes / ((long) ways * replicas));
    }

    @Test
    void countsThePointsThatFit() {
        long fitting = lines().stream().mapToLong(Line::longest).sum();
        String answer = result("query", SPEC, "--count", "--where", "fits80", "--format", "csv");
        assertThat(answer).isEqualTo("rows,points\n" + fitting + ",1236950581248\n");
    }

    @Test
    void findsTheFullestOfThem() {
        List<Point> candidates = new ArrayList<>();
        long bar = 0;
        for (Line line : lines()) {
            long longest = line.longest();
            for (long seq = longest; seq > Math.max(0, longest - 100) && line.total(seq) >= bar; seq--) {
                candidates.add(new Point(line.number, seq, line.total(seq)));
            }
            if (candidates.size() > 1_000_000) {
                candidates = best(candidates);
                bar = candidates.get(candidates.size() - 1).total;
            }
        }
        String expected = best(candidates).stream()
                .map(point -> point.seq + "," + point.total + "\n")
                .reduce("seq,total_bytes\n", String::concat);
        String answer = result(
                "query",
                SPEC,
                "--top",
                "100",
                "--by",
                "total_bytes desc",
                "--where",
                "fits80",
                "--columns",
                "seq,total_bytes",
                "--format",
                "csv");
        assertThat(answer).isEqualTo(expected);
    }

    private static List<Point> best(List<Point> points) {
        return new ArrayList<>(points.stream()
                .sorted(Comparator.comparingLong(Point::total)
                        .reversed()
                        .thenComparingLong(Point::line)
                        .thenComparingLong(Point::seq))
                .limit(100)
                .toList());
    }
}
