package dev.memsweep.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberReadingTest {
    private static final String DECLARATIONS = """
            choice zero(stage: int, name_of: text = 'none') { off (0) on (3, 'three') }
            param z: zero = off
            param tp: int = 4
            param share: real = 0.5
            def half(a) = a / 2
            """;

    private static Value value(String expression) {
        FormulaSet set = Formulas.of(DECLARATIONS + "x = " + expression);
        return new NumberReading(set, Formulas.point(set, Map.of())).value("x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 + 2 * 3                                  | 7
            (1 + 2) * 3                                | 9
            7 // 2                                     | 3
            -7 // 2                                    | -3
            -7 % 3                                     | -1
            2 ** 10                                    | 1024
            (2 ** 3) ** 2                              | 64
            (1 ** 64) ** 64                            | 1
            -2 ** 2                                    | -4
            80 GiB                                     | 85899345920
            80 GB                                      | 80000000000
            4k                                         | 4096
            1.5k                                       | 1536
            7B                                         | 7000000000
            floor(-0.5)                                | -1
            ceil(-0.5)                                 | 0
            round(2.5)                                 | 3
            round(-2.5)                                | -3
            round(0.49999999999999994)                 | 0
            max(3, tp, 1)                              | 4
            least(3, tp)                               | 3
            abs(1 - tp)                                | 3
            9223372036854775807 - 0                    | 9223372036854775807
            if z == off then 1 else 1 // 0             | 1
            match z { off -> 1, on -> 1 // 0 }         | 1
            match z { on -> 1 // 0, else -> 2 }        | 2
            z.stage + 1                                | 1
            """)
    void computesWholeNumbersExactly(String expression, long expected) {
        assertThat(value(expression)).isEqualTo(new Value.Int(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 / 4                | 0.25
            tp * share           | 2.0
            half(tp) + half(1)   | 2.5
            sqrt(2)              | 1.4142135623730951
            log2(8)              | 3.0
            log2(tp / 8)         | -1.0
            2 ** share           | 1.4142135623730951
            0.1 + 0.2            | 0.30000000000000004
            max(tp, share)       | 4.0
            """)
    void computesRealsAsIeeeDoubles(String expression, double expected) {
        assertThat(value(expression)).isEqualTo(new Value.Real(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tp in (1, 2, 4)                    | true
            tp not in (1, 2, 4)                | false
            tp between 4 and 5                 | true
            not (tp > 3 and share < 1)         | false
            z == off                           | true
            (z != 'on')                        | true
            z.name_of == 'none'                | true
            tp == 4.0                          | true
            tp == 4 or 1 // 0 == 1             | true
            tp != 4 and 1 // 0 == 1            | false
            """)
    void decidesConditionsLazily(String expression, boolean expected) {
        assertThat(value(expression)).isEqualTo(new Value.Bool(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 // (tp - 4)                       | division by zero in 'x': 1 // 0
            1 % (tp - 4)                        | division by zero in 'x': 1 % 0
            1 / (share - 0.5)                   | division by zero in 'x': 1 / 0
            9223372036854775807 + tp            | integer overflow in 'x': 9223372036854775807 + 4
            5000000000 * 5000000000 * tp        | integer overflow in 'x': 5000000000 * 5000000000
            round(1e30 * tp)                    | integer overflow in 'x': round(4.0E30)
            sqrt(0 - tp)                        | a result that is not a number (NaN) in 'x': sqrt(-4)
            log2(tp - 4)                        | logarithm of zero in 'x': log2(0)
            1e300 * 1e300 * tp                  | a result too large for a double in 'x': 1.0E300 * 1.0E300
            """)
    void namesTheFormulaThatHasNoValue(String expression, String message) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("test.formulas:6: " + message);
    }

    @Test
    void roundsAFormulaOfBytesOnceWhereItIsDefined() {
        FormulaSet set = Formulas.of("""
                param third: real = 0.5
                /** @unit bytes */
                part_bytes = 7 * third
                /** @unit bytes */
                total_bytes = part_bytes + part_bytes
                """);
        NumberReading reading = new NumberReading(set, Formulas.point(set, Map.of()));
        assertThat(reading.value("part_bytes")).isEqualTo(new Value.Int(4));
        assertThat(reading.value("total_bytes")).isEqualTo(new Value.Int(8));
    }

    @Test
    void letsAParameterDefaultToAFormulaOfOthers() {
        FormulaSet set = Formulas.of("""
                choice model(params: int) { small (10) large (1000) }
                param model: model = small
                param params: int = model.params
                x = params * 2
                """);
        Inputs large = Formulas.point(set, Map.of("model", Formulas.choice(set, "model", "large")));
        assertThat(new NumberReading(set, large).value("x")).isEqualTo(new Value.Int(2000));
        Inputs overridden = Formulas.point(set, Map.of("params", new Value.Int(7)));
        assertThat(new NumberReading(set, overridden).value("x")).isEqualTo(new Value.Int(14));
    }

    @Test
    void givesAFormulaTheTypeThatItSays() {
        FormulaSet set = Formulas.of("""
                choice stage { first last }
                param tp: int = 4
                let peak: stage = if tp > 2 then last else first
                share: real = 1
                peak_is_last = peak == last
                """);
        NumberReading reading = new NumberReading(set, Formulas.point(set, Map.of()));

        assertThat(reading.value("peak")).isEqualTo(Formulas.choice(set, "stage", "last"));
        assertThat(reading.value("share")).isEqualTo(new Value.Real(1));
        assertThat(reading.value("peak_is_last")).isEqualTo(new Value.Bool(true));
        assertThatThrownBy(() -> Formulas.of("x: int = 1 / 2")).hasMessageContaining("expected int, found real");
    }
}
