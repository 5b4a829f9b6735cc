package dev.memsweep.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.Value;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a tile tells of its columns without their lanes (first value, range, decision, pattern) holds for the lanes, and the
 * lanes are those of the formulas: over sums, greatest and least of sums, and choices by them, in a grid in which most
 * tiles take one side and some take both.
 */
class TileKnowledgeTest {
    private static final String FORMULAS = """
            choice end { early middle late }
            param a: int = 1
            param b: int = 1
            param c: int = 1
            param d: int = 1
            /** Two sums of a vector that several tiles share and a scalar that moves with each. */
            let first = a * c * d + 400 * b
            let last = 37 * c + 9 * d * a + b * b * 700
            let middling = if b > 2 then 50 * c + 11 * b else 0
            peak: end = if first >= max(middling, last) then early else if middling >= last then middle else late
            greatest = max(first, middling, last)
            least = min(first, last, 9000 + b)
            fixed_part = match peak { early -> 400 * b, middle -> 11 * b, late -> b * b * 700 }
            moving_part = match peak { early -> a * c * d, middle -> 50 * c, late -> 37 * c + 9 * d * a }
            is_late = peak != early and peak != middle
            fits = greatest <= 20000 + 100 * b
            below = greatest < 20000 + 100 * a * b
            cheap = least < 3000 or not fits
            share = if fits then greatest / 2 else least / 4
            ahead = first - 400 * b * a
            apart = a * c * d - (c * c + b)
            """;

    private static final String SPEC = """
            formulas: test.formulas
            axes:
              a: [1, 2, 9]
              b: 1..7
              c: 1..24
              d: 1..16
            """;

    private static Sweep sweep() {
        Binder binder = new Binder((name, from) -> Source.file(name, FORMULAS), new Catalog(List.of()));
        return binder.bind(SpecReader.read("test.yaml", SPEC));
    }

    private static final class Checker implements Sink<Long>, Sink.Collector<Long> {
        private final Sweep sweep = sweep();
        private final List<Column> columns;
        private final Map<List<Long>, long[]> differences = new HashMap<>();
        private final boolean lanesFirst;
        private long rows;
        private int decided;
        private int undecided;
        private int repeated;
        private int ranges;

        Checker(List<Column> columns, boolean lanesFirst) {
            this.columns = columns;
            this.lanesFirst = lanesFirst;
        }

        @Override
        public long morselRows() {
            return 1 << 20;
        }

        @Override
        public Collector<Long> collector() {
            return this;
        }

        @Override
        public void append(Long part) {}

        @Override
        public Long finish() {
            return rows;
        }

        @Override
        public void accept(Tile tile) {
            rows += tile.selectedRows();
            for (int i = 0; i < columns.size(); i++) {
                switch (columns.get(i).type()) {
                    case INT32, INT64, LABEL -> whole(tile, i);
                    case FLAG -> flag(tile, i);
                    case REAL -> same(tile, i);
                }
            }
        }

        private void whole(Tile tile, int column) {
            if (lanesFirst) {
                same(tile, column);
            }
            long first = tile.firstLong(column);
            long low = tile.hasRange(column) ? tile.low(column) : Long.MIN_VALUE;
            long high = tile.hasRange(column) ? tile.high(column) : Long.MAX_VALUE;
            long pattern = tile.pattern(column);
            same(tile, column);
            long[] lanes = lanes(tile, column);
            assertThat(first).isEqualTo(lanes[0]);
            if (tile.hasRange(column)) {
                ranges++;
                assertThat(low).isEqualTo(Arrays.stream(lanes).min().orElseThrow());
                assertThat(high).isEqualTo(Arrays.stream(lanes).max().orElseThrow());
            }
            long[] moved = Arrays.stream(lanes).map(value -> value - lanes[0]).toArray();
            long[] before = differences.putIfAbsent(List.of((long) column, pattern), moved);
            if (before != null) {
                repeated++;
                assertThat(moved).isEqualTo(before);
            }
        }

        private void flag(Tile tile, int column) {
            Decision decision = tile.decision(column);
            if (decision == Decision.UNDECIDED) {
                undecided++;
            } else {
                decided++;
            }
            same(tile, column);
            boolean[] lanes = tile.flags(column);
            for (int lane = 0; lane < tile.rows() && decision != Decision.UNDECIDED; lane++) {
                boolean value = lanes[lanes.length == 1 ? 0 : lane];
                assertThat(value).isEqualTo(decision == Decision.ALL_TRUE);
            }
        }

        private static long[] lanes(Tile tile, int column) {
            long[] all = tile.longs(column);
            return all.length == 1 ? all.clone() : Arrays.copyOf(all, tile.rows());
        }

        /** The lanes are what the formula gives, row by row. */
        private void same(Tile tile, int column) {
            Column c = columns.get(column);
            for (int lane = 0; lane < tile.rows(); lane++) {
                int[] positions = sweep.grid().coordinates(tile.firstRow() + lane);
                Value expected = new NumberReading(sweep.formulas(), sweep.inputsAt(positions)).value(c.name());
                assertThat(value(tile, c, column, lane)).isEqualTo(expected.toString());
            }
        }

        private static String value(Tile tile, Column column, int index, int lane) {
            return switch (column.type()) {
                case INT32, INT64 -> new Value.Int(at(tile.longs(index), lane)).toString();
                case LABEL -> column.dictionary().get((int) at(tile.longs(index), lane));
                case REAL -> {
                    double[] reals = tile.reals(index);
                    yield new Value.Real(reals[reals.length == 1 ? 0 : lane]).toString();
                }
                case FLAG -> {
                    boolean[] flags = tile.flags(index);
                    yield new Value.Bool(flags[flags.length == 1 ? 0 : lane]).toString();
                }
            };
        }

        private static long at(long[] values, int lane) {
            return values[values.length == 1 ? 0 : lane];
        }
    }

    @Test
    void holdsForTheLanes() throws IOException {
        for (boolean lanesFirst : new boolean[] {true, false}) {
            var plan = PlanCompiler.compile(sweep());
            assertThat(plan.checks()).isZero();
            assertThat(plan.columns()).anyMatch(column -> column.type() == ColumnType.REAL);
            Checker checker = new Checker(plan.columns(), lanesFirst);
            new Evaluator(plan, 1).run(checker, done -> {});
            assertThat(checker.rows).isEqualTo(plan.sweep().grid().rows());
            assertThat(checker.decided).isPositive();
            assertThat(checker.undecided).isPositive();
            assertThat(checker.repeated).isPositive();
            assertThat(checker.ranges).isPositive();
        }
    }
}
