package dev.memsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.SweepFiles;
import dev.memsweep.eval.EveryRow;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about axes so long that tiles are blocks of their positions. */
class LongAxisTest {
    private static final int LENGTH = 100_003;

    private static final String FORMULAS = """
            /** A factor. */
            param a: int in -9..9
            /** A length. */
            param n: int in 0..10000000
            /** Rises. */
            rising = n * 3 + a
            /** Falls and rises. */
            bowl = a * n * n - 70000 * n
            /** Rises in steps. */
            steps = floor(n / 1000) * 1000
            /** Up and down. */
            waves = n % 4096 - 2000
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rising <= 150000",
                "rising > 29 and rising < 30",
                "bowl <= 0",
                "bowl > -100000000",
                "steps == 42000",
                "steps != 42000",
                "waves < 10",
                "waves < 10 and bowl < 0",
                "n == 77777",
                "a * n > 100000"
            })
    void answersAreThoseOfFullEnumeration(String condition) {
        Sweep sweep = SweepFiles.bind("""
                formulas: t.formulas
                axes:
                  a: [-3, 1, 2]
                  n: 0..100002
                where: ["CONDITION"]
                columns: [a, n, rising, bowl, steps, waves]
                """.replace("CONDITION", condition), FORMULAS);
        EveryRow all = EveryRow.of(PlanCompiler.compile(sweep));
        Plan plan = PlanCompiler.compileForSearch(sweep);
        Queries queries = new Queries(plan, 2, done -> {});
        List<Long> rows = all.numbers();
        assertThat(rows).hasSizeLessThan(3 * LENGTH);
        assertThat(queries.count()).isEqualTo(rows.size());
        TreeMap<Long, Long> first = new TreeMap<>();
        TreeMap<Long, Long> last = new TreeMap<>();
        rows.forEach(row -> {
            first.putIfAbsent(row / LENGTH, row);
            last.put(row / LENGTH, row);
        });
        assertThat(queries.furthest(false)).containsExactlyElementsOf(first.values());
        assertThat(queries.furthest(true)).containsExactlyElementsOf(last.values());
        for (int column = 2; column < 6; column++) {
            String name = sweep.columns().get(column);
            assertThat(queries.top(20, List.of(new Order(name, true)))).as(name).isEqualTo(greatest(all, column));
        }
    }

    private static List<Long> greatest(EveryRow all, int column) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < all.numbers().size(); i++) {
            order.add(i);
        }
        Collections.sort(
                order,
                (x, y) -> Long.compare((Long) all.values().get(y).get(column), (Long)
                        all.values().get(x).get(column)));
        return order.stream().limit(20).map(i -> all.numbers().get(i)).toList();
    }
}
