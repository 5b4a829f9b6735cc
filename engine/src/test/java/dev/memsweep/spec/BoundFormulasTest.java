package dev.memsweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BoundFormulasTest {
    private static final Expr TP = new Expr.Input("tp", Type.INT);

    @Test
    void putsEachFormulaAfterThoseThatItReferences() {
        BoundFormulas bound = bound("fixed: {model: small}\naxes: {tp: [1, 2]}\ncolumns: [fits, tp]\n");

        Set<String> seen = new HashSet<>();
        bound.formulas().forEach((name, expr) -> {
            Expressions.forEach(expr, part -> {
                if (part instanceof Expr.Reference reference) {
                    assertThat(seen).contains(reference.formula());
                }
            });
            seen.add(name);
        });
        assertThat(seen).contains("fits", "total_bytes", "stage_layers", "params");
    }

    @Test
    void leavesOnlyAxisInputs() {
        BoundFormulas bound = bound("fixed: {dropout: 0.5}\naxes: {model: [small], tp: [1, 2]}\ncolumns: [fits]\n");

        Set<String> inputs = new HashSet<>();
        bound.formulas()
                .values()
                .forEach(expr -> Expressions.forEach(expr, part -> {
                    if (part instanceof Expr.Input input) {
                        inputs.add(input.parameter());
                    }
                }));
        assertThat(inputs).containsExactlyInAnyOrder("model", "tp");
    }

    @Test
    void keepsOnlyWhatIsNeeded() {
        BoundFormulas bound = bound("axes: {tp: [1, 2]}\nwhere: [tp > 1]\ncolumns: [tp, pp]\n");

        assertThat(bound.formulas()).containsOnlyKeys("pp");
        assertThat(bound.conditions()).hasSize(1);
        assertThat(bound.column("tp")).isEqualTo(TP);
        assertThat(bound.column("pp")).isEqualTo(new Expr.Reference("pp", Type.INT));
    }

    @Test
    void makesFixedValuesAndTheirAttributesConstants() {
        BoundFormulas bound = bound("fixed: {model: small, tp: 4}\ncolumns: [model, tp, params]\n");

        assertThat(bound.column("model")).isEqualTo(new Expr.Constant(new Value.Text("small"), Type.rowOf("model")));
        assertThat(bound.column("tp")).isEqualTo(new Expr.Constant(new Value.Int(4), Type.INT));
        assertThat(bound.formulas()).containsEntry("params", new Expr.Constant(new Value.Int(1_000_000), Type.INT));
    }

    @Test
    void inlinesComputedRowsAndPushesAttributesInside() {
        BoundFormulas bound =
                bound("fixed: {params: 8}\naxes: {precision: [fp16, fp32]}\ncolumns: [master, master_bytes]\n");

        assertThat(bound.column("master")).isInstanceOf(Expr.Select.class);
        Expr master = Objects.requireNonNull(bound.formulas().get("master_bytes"));
        Expressions.forEach(master, part -> {
            if (part instanceof Expr.Attribute attribute) {
                assertThat(attribute.row()).isEqualTo(new Expr.Input("precision", Type.rowOf("precision")));
            }
        });
        assertThat(bound.formulas()).doesNotContainKey("master");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fixed: {fused: true, model: bare}|total_bytes",
                "fixed: {params: 5, fused: true}|total_bytes",
                "derive: {x: fused and hidden > 1}|x",
                "derive: {x: not fused or hidden > 1}|x",
                "derive: {x: 'match recompute { none -> 1, else -> hidden }'}|x",
                "derive: {off: tp > 1, x: if off then hidden else 1}|x",
            })
    void dropsBranchesThatFixedValuesRuleOut(String yaml, String column) {
        assertThat(bound(yaml + "\ncolumns: [" + column + "]\n").formulas()).containsKey(column);
    }

    @Test
    void keepsBranchesWhoseConditionHasNoValue() {
        assertThatThrownBy(() -> Sweeps.bind("derive: {x: if tp // 0 > 1 then hidden else 1}\ncolumns: [x]\n"))
                .hasMessage(
                        "s.yaml: 'model' is not set; use --model NAME or 'fixed: {model: NAME}' (needed by 'hidden')");
    }

    @Test
    void namesAParameterWithoutAValueOnce() {
        assertThatThrownBy(() -> Sweeps.bind("""
                        derive: {left_over: "seq_len"}
                        where: [model == small]
                        columns: [right_over, weight_bytes]
                        """))
                .hasMessage("s.yaml: 'model' is not set; use --model NAME or 'fixed: {model: NAME}' (needed by the"
                        + " condition 'model == small')");
    }

    @Test
    void namesTheRowOfAnAxisThatLacksAnAttribute() {
        assertThatThrownBy(() -> Sweeps.bind("axes: {model: [small, bare]}\ncolumns: [hidden]\n"))
                .isInstanceOf(InputException.class)
                .hasMessage("s.yaml: model 'bare' has no value for 'hidden' (needed by 'hidden')");
    }

    @Test
    void namesTheFixedRowThatLacksAnAttribute() {
        assertThatThrownBy(() -> Sweeps.bind("fixed: {model: bare}\ncolumns: [layers]\n"))
                .hasMessage("s.yaml: model 'bare' has no value for 'layers' (needed by 'layers')");
    }

    @Test
    void namesLabelsThatNoTableHas() {
        assertThatThrownBy(() -> Sweeps.bind("fixed: {model: small}\nwhere: [model != smal]\ncolumns: [tp]\n"))
                .hasMessage("s.yaml:3:9: 'smal' is no model; did you mean 'small'?");
    }

    @Test
    void knowsOnlyTheColumnsOfTheSweep() {
        BoundFormulas bound = bound("columns: [tp]\n");

        assertThatThrownBy(() -> bound.column("fits"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the sweep has no column fits");
    }

    private static BoundFormulas bound(String yaml) {
        return BoundFormulas.of(Sweeps.bind(yaml));
    }
}
