package dev.memsweep.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.RandomSpec;
import dev.memsweep.SweepFiles;
import dev.memsweep.grid.Grid;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is proved of how values move, against every pair of neighbours. */
@Execution(ExecutionMode.CONCURRENT)
class DirectionsTest {
    private static final AtomicInteger PROVED = new AtomicInteger();

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neighboursMoveAsProved(long seed) {
        RandomSpec random = new RandomSpec(seed, 3_000);
        Sweep sweep = SweepFiles.bind(random.spec(), random.formulas()).withConditions(List.of());
        assertNeighbours(sweep);
    }

    @AfterAll
    static void somethingWasProved() {
        assertThat(PROVED.get()).isGreaterThan(1000);
    }

    private static void assertNeighbours(Sweep sweep) {
        Plan plan = PlanCompiler.compile(sweep);
        Directions directions = Directions.of(plan);
        List<List<Object>> rows = EveryRow.of(plan).values();
        Grid grid = sweep.grid();
        for (int row = 0; row < rows.size(); row++) {
            int[] positions = grid.coordinates(row);
            for (int axis = 0; axis < positions.length; axis++) {
                if (++positions[axis] < grid.axes().get(axis).size()) {
                    List<Object> next = rows.get((int) grid.row(positions));
                    assertMoves(directions, axis, rows.get(row), next);
                }
                positions[axis]--;
            }
        }
    }

    private static void assertMoves(Directions directions, int axis, List<Object> from, List<Object> to) {
        for (int column = 0; column < from.size(); column++) {
            Direction direction = directions.of(column, axis);
            @SuppressWarnings("unchecked")
            Comparable<Object> value = (Comparable<Object>) from.get(column);
            int order = value.compareTo(to.get(column));
            switch (direction) {
                case NONE -> assertThat(order).isZero();
                case RISES -> assertThat(order).isLessThanOrEqualTo(0);
                case FALLS -> assertThat(order).isGreaterThanOrEqualTo(0);
                case UNKNOWN -> {
                    // Nothing was said.
                }
            }
            PROVED.addAndGet(direction == Direction.RISES || direction == Direction.FALLS ? 1 : 0);
        }
    }

    @Test
    void memoryGrowsWithTheWorkAndShrinksWithTheDegrees() {
        Sweep sweep = ReferenceWorkload.sweep(8, 4);
        Plan plan = PlanCompiler.compile(sweep.withColumns(List.of("total_bytes", "fits80", "act_bytes")));
        Directions directions = Directions.of(plan);
        int tp = sweep.grid().axisOf("tp");
        int dp = sweep.grid().axisOf("dp");
        int zero = sweep.grid().axisOf("zero");
        int batch = sweep.grid().axisOf("micro_batch");
        int seq = sweep.grid().axisOf("seq");
        int model = sweep.grid().axisOf("model");
        assertThat(directions.of(0, batch)).isEqualTo(Direction.RISES);
        assertThat(directions.of(0, seq)).isEqualTo(Direction.RISES);
        assertThat(directions.of(0, tp)).isEqualTo(Direction.FALLS);
        assertThat(directions.of(0, model)).isEqualTo(Direction.UNKNOWN);
        assertThat(directions.of(1, seq)).isEqualTo(Direction.FALLS);
        assertThat(directions.of(1, tp)).isEqualTo(Direction.RISES);
        assertThat(directions.of(2, dp)).isEqualTo(Direction.NONE);
        assertThat(directions.of(2, zero)).isEqualTo(Direction.NONE);
    }
}
