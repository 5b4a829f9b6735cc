package dev.memsweep.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.RandomSpec;
import dev.memsweep.SweepFiles;
import dev.memsweep.plan.Bounds;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bounds of sub-grids contain every value of their rows. */
@Execution(ExecutionMode.CONCURRENT)
class IntervalsTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void boundsOfASubGridHoldEveryValueInIt(long seed) throws Exception {
        RandomSpec random = new RandomSpec(seed);
        Sweep sweep = SweepFiles.bind(random.spec(), random.formulas());
        Plan plan = PlanCompiler.compile(sweep);
        EveryRow all = EveryRow.of(plan);
        Checker checker = new Checker(plan, all, new SplittableRandom(seed));
        new Evaluator(plan, 1).run(checker, done -> {});
        assertThat(checker.subGrids > 0 || all.numbers().isEmpty()).isTrue();
    }

    /** Compares each sub-grid with its rows, and goes on into some of them. */
    private static final class Checker implements Sink<Integer>, Sink.Collector<Integer> {
        private final Plan plan;
        private final EveryRow all;
        private final SplittableRandom random;
        private int subGrids;

        Checker(Plan plan, EveryRow all, SplittableRandom random) {
            this.plan = plan;
            this.all = all;
            this.random = random;
        }

        @Override
        public long morselRows() {
            return 1 << 20;
        }

        @Override
        public IntList bounded() {
            return new IntArrayList(IntStream.range(0, plan.columns().size()).toArray());
        }

        @Override
        public Collector<Integer> collector() {
            return this;
        }

        @Override
        public void append(Integer part) {}

        @Override
        public boolean settles(SubGrid subGrid) {
            subGrids++;
            int from = position(subGrid.firstRow());
            int to = position(subGrid.firstRow() + subGrid.rows());
            if (subGrid.selected()) {
                assertThat((long) to - from).isEqualTo(subGrid.rows());
            }
            for (int c = 0; c < plan.columns().size(); c++) {
                Bounds bounds = subGrid.bounds(c);
                boolean flag = plan.columns().get(c).type() == ColumnType.FLAG;
                for (int row = from; row < to && bounds.certain(); row++) {
                    Object value = all.values().get(row).get(c);
                    double number = flag ? ((Boolean) value ? 1 : 0) : ((Number) value).doubleValue();
                    if (!(bounds.low() <= number && number <= bounds.high())) {
                        assertThat(number)
                                .as("%s in row %d", plan.columns().get(c).name(), row)
                                .isBetween(bounds.low(), bounds.high());
                    }
                }
            }
            return subGrids > 1 && random.nextInt(8) == 0;
        }

        private int position(long row) {
            List<Long> numbers = all.numbers();
            int found = Collections.binarySearch(numbers, row);
            return found >= 0 ? found : -found - 1;
        }

        @Override
        public void accept(Tile tile) {}

        @Override
        public Integer finish() {
            return subGrids;
        }
    }
}
