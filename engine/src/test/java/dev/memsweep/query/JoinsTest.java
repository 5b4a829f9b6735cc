package dev.memsweep.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.SweepFiles;
import dev.memsweep.eval.Cancellation;
import dev.memsweep.eval.EveryRow;
import dev.memsweep.grid.Axis;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinsTest {
    private static final String FORMULAS = """
            choice model(heads: int) { small (8) odd (12) large (32) }
            param model: model
            param tp: int in 1..1000
            param pp: int in 1..1000
            param dp: int in 1..1000
            param batch: int in 1..1000
            param ways: int = tp * pp
            total_bytes = model.heads * batch * 1000 // ways
            """;

    private static final String AXES = """
            formulas: test.formulas
            axes:
              batch: 1..9
              model: [small, odd, large]
              tp: 1..16
              pp: 1..8
              dp: [1, 2, 4, 8, 16, 3]
            columns: [batch, model, tp, pp, dp, total_bytes]
            where:
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "tp * pp * dp == 16, 3",
        "ways * dp == 16, 3",
        "model.heads % tp == 0; tp * pp * dp == 32, 2",
        "tp == pp; batch <= 4, 4",
        "batch % dp == 0, 1",
        "tp * pp * dp == 16; total_bytes <= 9000, 3",
        "dp != 3; tp // (dp - 3) == 4, 5",
        "total_bytes <= 9000, 5",
        "tp * pp * dp == 9999, 5"
    })
    void keepsTheRowsAndTheirOrder(String conditions, int axes) {
        String where = List.of(conditions.split(";", -1)).stream()
                .map(condition -> "  - \"" + condition.strip() + "\"\n")
                .collect(Collectors.joining());
        Sweep sweep = SweepFiles.bind(AXES + where, FORMULAS);
        Sweep joined = Joins.join(sweep);

        assertThat(joined.grid().axes()).hasSize(axes);
        EveryRow kept = EveryRow.of(PlanCompiler.compile(joined));
        EveryRow all = EveryRow.of(PlanCompiler.compile(sweep));
        assertThat(kept.values()).isEqualTo(all.values());
        List<Long> written = kept.numbers().stream()
                .map(row -> joined.grid().writtenRow(joined.grid().coordinates(row)))
                .toList();
        assertThat(written).isEqualTo(all.numbers());
    }

    @Test
    void whereEveryRowIsWantedJoinsOnlyWhatKeepsFewTuples() {
        Sweep few = SweepFiles.bind(AXES + "  - \"tp * pp * dp == 16\"\n", FORMULAS);
        Sweep many = SweepFiles.bind(AXES + "  - \"tp <= 2 * pp\"\n", FORMULAS);
        assertThat(Joins.joinSparse(few).grid().axes()).hasSize(3);
        assertThat(Joins.joinSparse(many)).isEqualTo(many);
        assertThat(Joins.join(many).grid().axes()).hasSize(4);
    }

    @Test
    void leavesTheLastAxisAsItIs() {
        Sweep sweep = SweepFiles.bind(AXES + "  - \"tp * pp == 16\"\n  - \"pp * dp == 16\"\n", FORMULAS);
        List<Axis> axes = Joins.joinAboveLast(sweep, new Cancellation()).grid().axes();
        assertThat(axes).hasSize(4);
        assertThat(axes.get(3)).isEqualTo(sweep.grid().axes().get(4));
    }

    @Test
    void groupsOfAJoinedAxisBeginWhereTheirValuesChange() {
        Sweep sweep = SweepFiles.bind(AXES + "  - \"tp * pp * dp == 16\"\n", FORMULAS);
        Sweep joined = Joins.join(Reordering.outermost(sweep, List.of("model", "tp")));
        long[] starts = Reordering.groupStarts(joined, List.of("model", "tp"));
        Plan plan = PlanCompiler.compile(joined);
        EveryRow rows = EveryRow.of(plan);
        Map<List<Object>, Long> counts = new LinkedHashMap<>();
        rows.values().forEach(row -> counts.merge(row.subList(1, 3), 1L, Long::sum));
        List<Long> counted = new Queries(plan, 1, done -> {})
                .groups(starts, List.of(), false).values().stream()
                        .map(GroupSink.Group::rows)
                        .toList();
        assertThat(counted).isEqualTo(List.copyOf(counts.values()));
        assertThat(counts).hasSizeGreaterThan(10);
    }

    /** 64^10 products; the ways to write 2^6 as ten factors in order are 15 over 9. */
    @Test
    @Timeout(60)
    void neverEnumeratesTheProduct() {
        String parameters = IntStream.range(0, 10)
                .mapToObj(i -> "param p" + i + ": int in 1..64\n")
                .collect(Collectors.joining());
        String axes =
                IntStream.range(0, 10).mapToObj(i -> "  p" + i + ": 1..64\n").collect(Collectors.joining());
        String product = IntStream.range(0, 10).mapToObj(i -> "p" + i).collect(Collectors.joining(" * "));
        Sweep sweep = SweepFiles.bind(
                "formulas: test.formulas\naxes:\n" + axes + "where: \"" + product + " == 64\"\ncolumns: [p0, sum]\n",
                parameters + "sum = p0 + p9\n");

        List<Axis> joined = Joins.join(sweep).grid().axes();

        assertThat(joined).hasSize(1);
        assertThat(joined.get(0).size()).isEqualTo(5005);
    }
}
