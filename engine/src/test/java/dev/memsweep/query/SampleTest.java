package dev.memsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.SweepFiles;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples of grids of several morsels, some of whose axes are as long as the step between the rows of a sample. */
final class SampleTest {
    private static final int WANTED = 10_000;

    private static Plan plan(String where) {
        String formulas = """
                /** One. */
                param a: int in 1..1000
                /** Two. */
                param b: int in 1..1000
                /** Three. */
                param c: int in 1..1000
                /** Sum. */
                sum = a + b + c
                """;
        String spec = """
                formulas: t.formulas
                axes:
                  a: 1..100
                  b: 1..100
                  c: 1..100
                where: [%s]
                columns: [a, b, c, sum]
                """;
        return PlanCompiler.compileForSearch(SweepFiles.bind(spec.replace("%s", where), formulas));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sum % 2 == 0", "sum <= 150"})
    void everyRowHasTheSameChance(String where) {
        Queries queries = new Queries(plan(where), 2, done -> {});
        long kept = queries.count();
        RowTable sample = queries.sample(kept, WANTED);

        assertThat(sample.size()).isBetween(WANTED - 20, WANTED + 20);
        for (int column = 0; column < 3; column++) {
            RowTable all = queries.firstRows((int) kept);
            double[] expected = shares(all, column, (double) sample.size() / kept);
            double[] found = shares(sample, column, 1);
            double chiSquare = IntStream.range(0, found.length)
                    .filter(i -> expected[i] > 0)
                    .mapToDouble(i -> Math.pow(found[i] - expected[i], 2) / expected[i])
                    .sum();
            // 99 degrees of freedom: the value is above 160 once in ten thousand times.
            assertThat(chiSquare).as("column %d", column).isLessThan(160);
        }
    }

    /** How often each value of a column occurs, times {@code scale}. */
    private static double[] shares(RowTable rows, int column, double scale) {
        double[] counts = new double[100];
        for (int row = 0; row < rows.size(); row++) {
            counts[(int) rows.whole(column, row) - 1] += scale;
        }
        return counts;
    }

    @Test
    void doesNotDependOnThreads() {
        Plan plan = plan("sum % 7 != 0");
        long kept = new Queries(plan, 1, done -> {}).count();
        RowTable one = new Queries(plan, 1, done -> {}).sample(kept, 1000);
        RowTable three = new Queries(plan, 3, done -> {}).sample(kept, 1000);

        assertThat(IntStream.range(0, three.size()).mapToLong(three::number))
                .containsExactlyElementsOf(
                        IntStream.range(0, one.size()).mapToObj(one::number).toList());
    }
}
