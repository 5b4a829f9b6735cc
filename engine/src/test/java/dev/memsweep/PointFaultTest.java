package dev.memsweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.eval.SummarySink;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens where a value does not exist: it is an error of the row that needs it, and of no other row. */
class PointFaultTest {
    private static final String PARAMETERS = """
            param a: int = 1
            param b: int = 1
            param x: real = 0.5
            """;

    private static final String AXES = """
            formulas: test.formulas
            axes:
              a: [1, 2, 3]
              b: {range: [-500, 500]}
            """;

    private static SummarySink run(String formula, String rest) throws IOException {
        Plan plan = PlanCompiler.compile(SweepFiles.bind(AXES + rest, PARAMETERS + formula));
        SummarySink sink = new SummarySink(plan.columns());
        new Evaluator(plan, 2).run(sink, done -> {});
        return sink;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            y = 10 // b              | division by zero in 'y': 10 // 0, at row 500 (a=1, b=0)
            y = 10 % (b - a)         | division by zero in 'y': 10 % 0, at row 501 (a=1, b=1)
            y = x / (b + 500)        | division by zero in 'y': 0.5 / 0, at row 0 (a=1, b=-500)
            y = a * b * 10000000000000000 | integer overflow in 'y': -1000 * 10000000000000000, at row 1001 (a=2, b=-500)
            y = b * 1000 + 9223372036854775807 - 3000 | integer overflow in 'y': 1000 + 9223372036854775807, at row 501 (a=1, b=1)
            y = sqrt(b * 1.0)        | a result that is not a number (NaN) in 'y': sqrt(-500), at row 0 (a=1, b=-500)
            y = 1e308 * b            | a result too large for a double in 'y': 1.0E308 * -500, at row 0 (a=1, b=-500)
            y = round(1e17 * b)      | integer overflow in 'y': round(-5.0E19), at row 0 (a=1, b=-500)
            let z = 10 // b y = z + 1 | division by zero in 'z': 10 // 0, needed by column 'y', at row 500 (a=1, b=0)
            """)
    void namesTheFirstRowThatHasNoValue(String formula, String message) {
        assertThatThrownBy(() -> run(formula, ""))
                .isInstanceOf(PointFaultException.class)
                .hasMessage("test.formulas:4: " + message);
    }

    /** Bounds know only that b - b lies between -1000 and 1000, so nothing that follows from it can be proved. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "y = min((b - b) * 9000000000000000000 + a, 7)",
                "y = max(abs((b - b) * 9000000000000000000), a)",
                "y = -((b - b) * 9000000000000000000 - a)",
                "y = (b - b) * 9000000000000000000 // 3 + a",
                "y = (b - b) * 9000000000000000000 % 3 + a",
                "y = if (b - b) * 9000000000000000000 == 0 then a else b",
                "y = a + floor(abs(-max(min((b - b) * 1e300 * 1e300, 1.0), 0.0)))",
                "y = a + round(sqrt((b - b) * 1e300 * 1e300)) + round(log2((b - b) * 1e300 * 1e300 + 1))",
            })
    void aValueThatCannotBeProvedToExistIsThereIfItDoes(String formula) throws IOException {
        SummarySink sink = run(formula, "");
        assertThat(sink.rows()).isEqualTo(3003);
        assertThat(sink.summaries().get(2)).isEqualTo(new SummarySink.Summary("y", 1L, 3L, 0));
    }

    @Test
    void aBranchThatIsNotTakenIsNoFault() throws IOException {
        SummarySink sink = run("y = if b == 0 then 0 else 1000 // b", "");
        assertThat(sink.rows()).isEqualTo(3003);
        assertThat(sink.summaries().get(2)).isEqualTo(new SummarySink.Summary("y", -1000L, 1000L, 0));
    }

    @Test
    void aRowThatAConditionLeavesOutIsNoFault() throws IOException {
        SummarySink sink = run("y = 1000 // b", "where: ['b > 0', 'a != 2']\n");
        assertThat(sink.rows()).isEqualTo(1000);
        assertThat(sink.summaries().get(2)).isEqualTo(new SummarySink.Summary("y", 2L, 1000L, 0));
    }

    /** That the outer part of an extreme is too great does not make the inner one a value. */
    @ParameterizedTest
    @ValueSource(strings = {"max(a, 10 // b) <= 0", "0 >= max(10 // b, a)", "min(-a, 10 // b) >= 0"})
    void aDecidedExtremeComputesBothParts(String condition) {
        assertThatThrownBy(() -> run("y = a", "where: ['" + condition + "']\n"))
                .isInstanceOf(PointFaultException.class)
                .hasMessageContaining("division by zero");
    }

    /** The fault of b = 1 is met in each subtree, and must not carry the next one past its condition. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aFaultOfOtherRowsLetsNoRowPastItsCondition(int threads) throws IOException {
        Plan plan = PlanCompiler.compile(SweepFiles.bind("""
                formulas: test.formulas
                axes:
                  a: 1..60
                  b: {range: [60, 1, -1]}
                  c: 1..512
                where: [a % 3 == 0]
                columns: [a, b, c, y]
                """, PARAMETERS + """
                param c: int = 1
                inv = 100 // (b - 1)
                y = (if b == 1 then 0 else inv) + c
                """));
        SummarySink sink = new SummarySink(plan.columns());
        new Evaluator(plan, threads).run(sink, done -> {});
        assertThat(sink.rows()).isEqualTo(20L * 60 * 512);
        assertThat(sink.summaries().get(0)).isEqualTo(new SummarySink.Summary("a", 3L, 60L, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x: 1..300", "x: [1]"})
    void anOverflowDoesNotDependOnTheShapeOfTheGrid(String axis) {
        Plan plan = PlanCompiler.compile(SweepFiles.bind("formulas: t.formulas\naxes:\n  " + axis + "\n", """
                param x: int = 1
                param y: int = -1000000
                let big = 9223372036854775800 // (x * 0 + 1)
                out = (big + 300) + y
                """));
        assertThatThrownBy(() -> new Evaluator(plan, 1).run(new SummarySink(plan.columns()), done -> {}))
                .isInstanceOf(PointFaultException.class)
                .hasMessage("t.formulas:4: integer overflow in 'out': 9223372036854775800 + 300, at row 0 (x=1)");
    }

    @Test
    void aConditionThatHasNoValueIsAFault() {
        assertThatThrownBy(() -> run("y = a", "where: ['10 // b > 1']\n"))
                .isInstanceOf(PointFaultException.class)
                .hasMessage("division by zero: 10 // 0, needed by the condition 10 // b > 1, at row 500 (a=1, b=0)");
    }

    @Test
    void aFormulaThatNoColumnNeedsIsNotComputed() throws IOException {
        assertThat(run("y = 10 // b z = a + 1", "columns: [a, b, z]\n").rows()).isEqualTo(3003);
    }
}
