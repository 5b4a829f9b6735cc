package dev.memsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.ReferenceWorkload;
import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.formula.BinaryOperator;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Condition;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions about the 226 million rows of W226, against a look at each of them. */
class ReferenceQuestionsTest {
    private static final int MODELS = 8;
    private static final int TOP = 100;

    private static final Enumerated ENUMERATED = new Enumerated();
    private static Sweep sweep = ReferenceWorkload.sweep(1, 1);

    @BeforeAll
    static void enumerate() throws IOException {
        Sweep all = ReferenceWorkload.sweep(MODELS, 128);
        Plan plan = PlanCompiler.compile(with(all, List.of()));
        new Evaluator(plan, 2).run(ENUMERATED, done -> {});
        Expr fits = new Expr.Binary(
                BinaryOperator.EQUAL,
                new Expr.Reference("fits80", Type.BOOL),
                new Expr.Constant(new Value.Bool(true), Type.BOOL),
                Type.BOOL);
        sweep = with(all, List.of(new Condition(fits, "fits80", "")));
    }

    private static Sweep with(Sweep sweep, List<Condition> conditions) {
        return sweep.withConditions(conditions).withColumns(List.of("total_bytes", "fits80"));
    }

    private static Queries queries() {
        return new Queries(PlanCompiler.compileForSearch(sweep), 2, done -> {});
    }

    @Test
    void countsTheRowsThatFit() {
        assertThat(ENUMERATED.fits).isPositive();
        assertThat(queries().count()).isEqualTo(ENUMERATED.fits);
    }

    @Test
    void countsThemByModel() {
        long[] starts = Reordering.groupStarts(sweep, List.of("model"));
        List<Long> counts = queries().groups(starts, List.of(), false).values().stream()
                .map(GroupSink.Group::rows)
                .toList();
        assertThat(counts)
                .isEqualTo(IntStream.range(0, MODELS)
                        .mapToObj(model -> ENUMERATED.fitsByModel[model])
                        .toList());
    }

    @Test
    void ranksThem() {
        List<Order> leastFirst = List.of(new Order("total_bytes", false));
        List<Order> greatestFirst = List.of(new Order("total_bytes", true));
        assertThat(queries().top(TOP, leastFirst)).isEqualTo(ENUMERATED.least.rows());
        assertThat(queries().top(TOP, greatestFirst)).isEqualTo(ENUMERATED.greatest.rows());
    }

    /** The first rows by a number, of equal ones those first in row order. */
    private static final class Ranking {
        private record Ranked(long key, long row) implements Comparable<Ranked> {
            @Override
            public int compareTo(Ranked other) {
                return Comparator.comparingLong(Ranked::key)
                        .thenComparingLong(Ranked::row)
                        .compare(this, other);
            }
        }

        private final PriorityQueue<Ranked> worstFirst = new PriorityQueue<>(Collections.reverseOrder());
        private long limit = Long.MAX_VALUE;

        void offer(long key, long row) {
            if (key <= limit) {
                worstFirst.add(new Ranked(key, row));
                if (worstFirst.size() > TOP) {
                    worstFirst.remove();
                    limit = worstFirst.element().key;
                }
            }
        }

        void add(Ranking other) {
            other.worstFirst.forEach(ranked -> offer(ranked.key, ranked.row));
        }

        List<Long> rows() {
            return worstFirst.stream().sorted().map(Ranked::row).toList();
        }
    }

    /** Looks at every row: it asks for no bounds, and the sweep has no conditions. */
    private static final class Enumerated implements Sink<Enumerated>, Sink.Collector<Enumerated> {
        private static final long ROWS_OF_MODEL = 226_492_416L / MODELS;

        private final long[] fitsByModel = new long[MODELS];
        private final Ranking least = new Ranking();
        private final Ranking greatest = new Ranking();
        private long fits;

        @Override
        public long morselRows() {
            return 1 << 20;
        }

        @Override
        public Collector<Enumerated> collector() {
            return new Enumerated();
        }

        @Override
        public void accept(Tile tile) {
            long[] totals = tile.longs(0);
            boolean[] fit = tile.flags(1);
            for (int lane = 0; lane < tile.rows(); lane++) {
                if (fit[lane]) {
                    long row = tile.firstRow() + lane;
                    fits++;
                    fitsByModel[(int) (row / ROWS_OF_MODEL)]++;
                    least.offer(totals[lane], row);
                    greatest.offer(-totals[lane], row);
                }
            }
        }

        @Override
        public Enumerated finish() {
            return this;
        }

        @Override
        public void append(Enumerated part) {
            fits += part.fits;
            for (int model = 0; model < MODELS; model++) {
                fitsByModel[model] += part.fitsByModel[model];
            }
            least.add(part.least);
            greatest.add(part.greatest);
        }
    }
}
