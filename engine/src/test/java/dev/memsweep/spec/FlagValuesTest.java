package dev.memsweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memsweep.formula.Location;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.Setting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FlagValuesTest {
    private static final Location FLAG = Location.of("--tp");

    @Test
    void oneValueIsASetting() {
        assertThat(FlagValues.parse("tp", " 8 ", FLAG)).isEqualTo(new Setting("tp", item("8"), FLAG));
    }

    static Stream<Arguments> axes() {
        return Stream.of(
                Arguments.of("1, 2,4", new AxisValues.Listed(List.of(item("1"), item("2"), item("4")))),
                Arguments.of("1..4,8", new AxisValues.Listed(List.of(item("1..4"), item("8")))),
                Arguments.of("1..64", new AxisValues.Stepped(item("1"), item("64"), Optional.empty())),
                Arguments.of("1..64:3", new AxisValues.Stepped(item("1"), item("64"), Optional.of(item("3")))),
                Arguments.of("range:0..10:2", new AxisValues.Stepped(item("0"), item("10"), Optional.of(item("2")))),
                Arguments.of("pow2:1..8", new AxisValues.PowersOfTwo(item("1"), item("8"))),
                Arguments.of("linspace:0..1:5", new AxisValues.Spaced(item("0"), item("1"), item("5"), false)),
                Arguments.of("logspace:1..1e3:4", new AxisValues.Spaced(item("1"), item("1e3"), item("4"), true)),
                Arguments.of("divisors_of:layers", new AxisValues.DivisorsOf(item("layers"), Optional.empty())),
                Arguments.of("divisors_of:64:16", new AxisValues.DivisorsOf(item("64"), Optional.of(item("16")))));
    }

    @ParameterizedTest
    @MethodSource
    void axes(String text, AxisValues values) {
        assertThat(FlagValues.parse("tp", text, FLAG))
                .isEqualTo(new AxisSpec("tp", values, Optional.empty(), Optional.empty(), FLAG));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|--tp: a value is missing",
                "1,,2|--tp: a value is missing in '1,,2'",
                "range:5|--tp: cannot read 'range:5'; write it as range:0..10 or range:0..10:2",
                "pow2:1..8:2|--tp: cannot read 'pow2:1..8:2'; write it as pow2:1..8",
                "linspace:0..1|--tp: cannot read 'linspace:0..1'; write it as linspace:0..1:5",
                "logspace:x|--tp: cannot read 'logspace:x'; write it as logspace:1..1000:4",
                "divisors_of:|--tp: cannot read 'divisors_of:'; write it as divisors_of:64 or divisors_of:layers:16",
            })
    void mistakes(String text, String message) {
        assertThatThrownBy(() -> FlagValues.parse("tp", text, FLAG)).hasMessage(message);
    }

    private static Item item(String text) {
        return Item.of(text, FLAG);
    }
}
