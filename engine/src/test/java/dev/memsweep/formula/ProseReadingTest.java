package dev.memsweep.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProseReadingTest {
    private static final FormulaSet SET = Formulas.of("""
            choice recompute { none full }
            param recompute: recompute = none
            param tp: int = 4
            /** Factor of the layer. */
            let factor = match recompute { none -> 10 + 24 / tp, full -> 2 }
            /** Bytes of the activations.
             *  They wait for the backward pass.
             *  @unit   bytes
             *  @source Korthikanti et al. 2022,
             *          Table 2
             *  @when   no sequence parallelism */
            activation_bytes = 2 * (1 + tp) * factor
            """);

    private static List<ProseReading.Explanation> explain(Map<String, Value> point) {
        return new ProseReading(SET, Formulas.point(SET, point)).explain(List.of("activation_bytes"));
    }

    @Test
    void putsTheNumbersIntoTheFormulaAsWritten() {
        ProseReading.Explanation explanation = explain(Map.of()).get(1);
        assertThat(explanation.text()).isEqualTo("2 * (1 + tp) * factor");
        assertThat(explanation.substituted()).isEqualTo("2 * (1 + 4) * 16");
        assertThat(explanation.value()).isEqualTo(new Value.Int(160));
        assertThat(explanation.doc())
                .isEqualTo(new Doc(
                        "Bytes of the activations. They wait for the backward pass.",
                        "bytes",
                        List.of("Korthikanti et al. 2022, Table 2"),
                        List.of("no sequence parallelism")));
        assertThat(explanation.doc().summary()).isEqualTo("Bytes of the activations.");
    }

    @Test
    void readsTagsOfACommentOnOneLine() {
        FormulaSet set = Formulas.of("/** Tokens of a sequence. @unit tokens @source arithmetic */ x = 1");
        assertThat(set.formulas().values())
                .extracting(Formula::doc)
                .containsExactly(new Doc("Tokens of a sequence.", "tokens", List.of("arithmetic"), List.of()));
    }

    @Test
    void explainsWhatAFormulaUsesBeforeIt() {
        assertThat(explain(Map.of()))
                .extracting(ProseReading.Explanation::name)
                .containsExactly("factor", "activation_bytes");
    }

    @Test
    void showsOnlyTheArmThatCounts() {
        Value full = Formulas.choice(SET, "recompute", "full");
        assertThat(explain(Map.of("recompute", full)).get(0).substituted()).isEqualTo("2");
        assertThat(explain(Map.of()).get(0).substituted()).isEqualTo("10 + 24 / 4");
    }

    @Test
    void explainsTheFormulasThatDefaultsUse() {
        FormulaSet set = Formulas.of("""
                let counted = 6 * 7
                param params: int = counted
                total = params + 1
                """);

        assertThat(new ProseReading(set, Formulas.point(set, Map.of())).explain(List.of("total")))
                .extracting(ProseReading.Explanation::name)
                .containsExactly("counted", "total");
        assertThat(new ProseReading(set, Formulas.point(set, Map.of("params", new Value.Int(1))))
                        .explain(List.of("total")))
                .extracting(ProseReading.Explanation::name)
                .containsExactly("total");
    }
}
