package dev.memsweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.Source;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which instruction runs how often. The grid has the outer axes a (level 0) and b (level 1) and the tile axis c. */
class PlanCompilerTest {
    private static final String PARAMETERS = """
            choice mode { plain fancy }
            param mode: mode = plain
            param a: int = 1
            param b: int = 1
            param c: int = 1
            param d: int = 7
            """;

    private static final String AXES = """
            formulas: test.formulas
            axes:
              a: 1..4
              b: 1..5
              c: 1..300
            """;

    private static Plan plan(String formulas, String rest) {
        Binder binder = new Binder((name, from) -> Source.file(name, PARAMETERS + formulas), new Catalog(List.of()));
        return PlanCompiler.compile(binder.bind(SpecReader.read("test.yaml", AXES + rest)));
    }

    private static List<Operation> operations(List<Instruction> instructions) {
        return instructions.stream()
                .map(Instruction::operation)
                .filter(operation -> operation != Operation.LOAD)
                .toList();
    }

    @Test
    void hoistsWhatDependsOnOuterAxesAlone() {
        Plan plan = plan("y = a * 3 + b * 5 + c * 7", "columns: [y]\n");
        assertThat(operations(plan.once())).isEmpty();
        assertThat(operations(plan.byLevel().get(0))).isEmpty();
        assertThat(operations(plan.byLevel().get(1))).containsExactly(Operation.LONG_ADD);
        assertThat(operations(plan.onDemand())).containsExactly(Operation.LONG_ADD);
    }

    @Test
    void addsWhatMovesLeastFirstInWhateverOrderItWasWritten() {
        Plan written = plan("y = a * 3 + b * 5 + c * 7", "columns: [y]\n");
        Plan reversed = plan("y = c * 7 + (b * 5 + a * 3)", "columns: [y]\n");
        assertThat(operations(reversed.byLevel().get(1)))
                .isEqualTo(operations(written.byLevel().get(1)));
        assertThat(operations(reversed.onDemand())).isEqualTo(operations(written.onDemand()));
    }

    @Test
    void computesEqualExpressionsOnce() {
        Plan plan = plan("y = (a + b) * c z = (a + b) * c + 1", "columns: [y, z]\n");
        assertThat(operations(plan.byLevel().get(1))).containsExactly(Operation.LONG_ADD);
        assertThat(operations(plan.onDemand())).containsExactly(Operation.LONG_MULTIPLY, Operation.LONG_ADD);
    }

    @Test
    void foldsWhatIsKnown() {
        Plan plan = plan("y = if d > 5 then c * (2 + 3) else c // 0", "columns: [y]\n");
        assertThat(operations(plan.once())).isEmpty();
        assertThat(plan.columns().get(0).shape()).isEqualTo(Shape.TILE);
    }

    @Test
    void survivesASumThatIsAddedToItselfAgainAndAgain() {
        StringBuilder formulas = new StringBuilder("let d0 = c + a\n");
        for (int i = 1; i <= 40; i++) {
            String before = "d" + (i - 1);
            formulas.append("let d" + i + " = " + before + " + " + before + "\n");
        }
        assertThat(plan(formulas + "y = d40", "columns: [y]\n").columns()).hasSize(1);
    }

    @Test
    void tabulatesFunctionsOfOneAxis() {
        Plan plan = plan("y = (a * 3 + 2) * (if b > 2 then b else 1)", "columns: [y]\n");
        assertThat(operations(plan.byLevel().get(0))).isEmpty();
        assertThat(operations(plan.byLevel().get(1))).containsExactly(Operation.LONG_MULTIPLY);
    }

    @Test
    void comparesWhatTilesShareWithWhatMovesAsAScalar() {
        Plan plan = plan("y = a * c + b * 3 <= a * 7 + b * b", "columns: [y]\n");
        assertThat(operations(plan.byLevel().get(0))).containsExactly(Operation.LONG_MULTIPLY);
        assertThat(plan.byLevel().get(1)).noneMatch(Instruction::vector);
        assertThat(operations(plan.onDemand())).containsExactly(Operation.LONG_LESS_EQUAL);
    }

    @Test
    void choosesTheGreatestByOneComparison() {
        Plan plan = plan("y = max(a * c + b * 3, a * a * c + b * b)", "columns: [y]\n");
        assertThat(plan.byLevel().get(1)).noneMatch(Instruction::vector);
        assertThat(operations(plan.onDemand()))
                .containsExactlyInAnyOrder(
                        Operation.LONG_ADD, Operation.LONG_ADD, Operation.LONG_LESS_EQUAL, Operation.LONG_SELECT);
    }

    @Test
    void leavesOutWhatChangesNothing() {
        assertThat(plan("y = a * 1 + 0 * c", "columns: [y]\n").columns().get(0).shape())
                .isEqualTo(Shape.OUTER);
        assertThat(plan("y = round(c * 1.0) - c // 1 * (a // 1)", "columns: [y]\n")
                        .onDemand())
                .isEmpty();
        assertThat(plan("y = (a * c) / (a * c)", "columns: [y]\n")
                        .columns()
                        .get(0)
                        .shape())
                .isEqualTo(Shape.CONSTANT);
        assertThat(plan("y = 0 * (c // (a - 2))", "columns: [y]\n").checks()).isEqualTo(1);
    }

    @Test
    void computesAtOnceWhatMayHaveNoValue() {
        Plan plan = plan("y = 10 // (a - c) z = y + b", "columns: [z]\n");
        assertThat(operations(plan.byLevel().get(0))).containsExactly(Operation.LONG_SUBTRACT, Operation.LONG_DIVIDE);
        assertThat(operations(plan.onDemand())).containsExactly(Operation.LONG_ADD);
    }

    @Test
    void checksOnlyWhatItCannotProve() {
        assertThat(plan("y = a * b * c", "columns: [y]\n").checks()).isZero();
        assertThat(plan("y = a * b * c * 10 ** 16", "columns: [y]\n").checks()).isEqualTo(1);
        assertThat(plan("y = 10 // (a + 1)", "columns: [y]\n").checks()).isZero();
        assertThat(plan("y = 10 // (a - 1)", "columns: [y]\n").checks()).isEqualTo(1);
    }

    @Test
    void guardsWhatMayHaveNoValueByTheChoicesThatWantIt() {
        assertThat(guards("y = if a > 2 then 10 // (a - 2) + b else 0", "")).isEqualTo(1);
        assertThat(guards("y = if c > 2 then 10 // (a - 2) + b else 0", "")).isZero();
        assertThat(guards("y = (if a > 2 then 10 // (a - 2) else 0) + 10 // (a - 2)", ""))
                .isZero();
        assertThat(guards("y = a > 2 and b > a and 10 // (a - 2) > b", "")).isEqualTo(1);
        assertThat(guards("y = 10 // (a - 2)", "where: ['a != 2']\n")).isEqualTo(1);
    }

    private static int guards(String formulas, String rest) {
        Plan plan = plan(formulas, "columns: [y]\n" + rest);
        return plan.byLevel().stream()
                .flatMap(List::stream)
                .filter(instruction -> instruction.check() >= 0)
                .mapToInt(instruction -> instruction.guards().size())
                .sum();
    }

    @Test
    void decidesLabelsByPositionOnTheirAxis() {
        Plan plan = plan("y = match mode { plain -> a, fancy -> b }", "  mode: [plain, fancy]\ncolumns: [y]\n");
        List<Instruction> loads = plan.once().stream()
                .filter(i -> i.operation() == Operation.LOAD)
                .toList();
        assertThat(loads).hasSize(1);
        assertThat(plan.slots().get(loads.get(0).out()).kind()).isEqualTo(Plan.SlotKind.FLAG);
    }

    @Test
    void prunesByConditionsAtTheLevelWhereTheyAreKnown() {
        Plan plan = plan("y = a", "where: ['a > 2', 'a + b > 4', 'c > b']\n");
        assertThat(plan.scalarConditions().get(1)).hasSize(1);
        assertThat(plan.scalarConditions().get(2)).hasSize(1);
        assertThat(plan.laneConditions()).hasSize(1);
    }

    @Test
    void cutsALongAxisIntoBlocks() {
        Tiling tiling = plan("y = a", "").tiling();
        assertThat(tiling.levelSizes()).containsExactly(4, 5);
        assertThat(tiling.tileRows()).isEqualTo(300);
        Plan blocked = plan("y = a", "  d: 1..50000\ncolumns: [d]\n");
        assertThat(blocked.tiling().levelSizes()).containsExactly(4, 5, 300, 25);
        assertThat(blocked.tiling().tileRows()).isEqualTo(2048);
        assertThat(blocked.tiling().rowsOfBlock(24)).isEqualTo(50000 - 24 * 2048);
    }
}
