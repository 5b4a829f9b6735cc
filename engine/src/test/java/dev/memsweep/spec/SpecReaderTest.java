package dev.memsweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Source;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpecReaderTest {
    @Test
    void readsEveryKey() {
        SweepSpec spec = SpecReader.read("s.yaml", """
                apiVersion: memsweep/v1
                name: which-fits
                description: Which layouts fit?
                formulas: [training, more.formulas]
                catalog: my/model.csv
                fixed: {model: small, note: "8"}
                axes:
                  tp: [1, 2]
                derive:
                  dp: gpus // tp
                  cost: {expr: "dp * 2", unit: USD, description: What it costs}
                where:
                  - tp <= 2
                  - {expr: "dp > 0", reason: no_gpu}
                columns: [tp, dp]
                output: {path: out/, partition_by: [tp, dp], compression: zstd, compression_level: 3}
                """);

        assertThat(spec.location()).isEqualTo(Location.of("s.yaml"));
        assertThat(spec.name()).isEqualTo("which-fits");
        assertThat(spec.description()).isEqualTo("Which layouts fit?");
        assertThat(spec.formulas()).extracting(Item::text).containsExactly("training", "more.formulas");
        assertThat(spec.catalogs()).containsExactly(Item.of("my/model.csv", at(5, 10)));
        assertThat(spec.fixed())
                .containsExactly(
                        new SweepSpec.Setting("model", Item.of("small", at(6, 16)), at(6, 9)),
                        new SweepSpec.Setting("note", new Item("8", true, Map.of(), at(6, 30)), at(6, 23)));
        assertThat(spec.axes()).extracting(AxisSpec::name).containsExactly("tp");
        assertThat(spec.derive())
                .containsExactly(
                        new SweepSpec.Derivation("dp", Item.of("gpus // tp", at(10, 7)), "", "", at(10, 3)),
                        new SweepSpec.Derivation(
                                "cost", Item.of("dp * 2", at(11, 17)), "USD", "What it costs", at(11, 3)));
        assertThat(spec.where())
                .containsExactly(
                        new SweepSpec.Filter(Item.of("tp <= 2", at(13, 5)), ""),
                        new SweepSpec.Filter(Item.of("dp > 0", at(14, 13)), "no_gpu"));
        assertThat(spec.columns()).extracting(Item::text).containsExactly("tp", "dp");
        assertThat(spec.output())
                .isEqualTo(new SweepSpec.OutputSpec(
                        Optional.of(Item.of("out/", at(16, 16))),
                        List.of(Item.of("tp", at(16, 37)), Item.of("dp", at(16, 41))),
                        Optional.empty(),
                        Optional.of(Item.of("zstd", at(16, 59))),
                        Optional.of(Item.of("3", at(16, 84))),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Nested
    final class Axes {
        @Test
        void areLists() {
            assertThat(axis("[1, 4k, '8']"))
                    .isEqualTo(new AxisValues.Listed(List.of(
                            Item.of("1", at(2, 12)),
                            Item.of("4k", at(2, 15)),
                            new Item("8", true, Map.of(), at(2, 20)))));
        }

        @Test
        void areSingleValues() {
            assertThat(axis("64")).isEqualTo(new AxisValues.Listed(List.of(Item.of("64", at(2, 11)))));
        }

        @Test
        void areRangesInShort() {
            assertThat(axis("1..64:3"))
                    .isEqualTo(new AxisValues.Stepped(
                            Item.of("1", at(2, 11)), Item.of("64", at(2, 14)), Optional.of(Item.of("3", at(2, 17)))));
        }

        @Test
        void areRanges() {
            assertThat(axis("{range: [0.5, -2.5, -1]}"))
                    .isEqualTo(new AxisValues.Stepped(
                            Item.of("0.5", at(2, 20)),
                            Item.of("-2.5", at(2, 25)),
                            Optional.of(Item.of("-1", at(2, 31)))));
        }

        @Test
        void arePowersOfTwo() {
            assertThat(axis("{pow2: [1, 8]}"))
                    .isEqualTo(new AxisValues.PowersOfTwo(Item.of("1", at(2, 19)), Item.of("8", at(2, 22))));
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void areSpaced(boolean logarithmic) {
            assertThat(axis("{" + (logarithmic ? "log" : "lin") + "space: [1, 2, 3]}"))
                    .isEqualTo(new AxisValues.Spaced(
                            Item.of("1", at(2, 23)), Item.of("2", at(2, 26)), Item.of("3", at(2, 29)), logarithmic));
        }

        @Test
        void areDivisors() {
            assertThat(axis("{divisors_of: layers, max: 16}"))
                    .isEqualTo(new AxisValues.DivisorsOf(
                            Item.of("layers", at(2, 25)), Optional.of(Item.of("16", at(2, 38)))));
        }

        @Test
        void areLinked() {
            assertThat(axis("{zip: {a: [1], b: {pow2: [1, 1]}}}"))
                    .isEqualTo(new AxisValues.Linked(Map.of(
                            "a", new AxisValues.Listed(List.of(Item.of("1", at(2, 22)))),
                            "b", new AxisValues.PowersOfTwo(Item.of("1", at(2, 37)), Item.of("1", at(2, 40))))));
        }

        @Test
        void areConditional() {
            AxisSpec axis = SpecReader.read(
                            "s.yaml", "formulas: f\naxes: {x: {values: [1, 2], when: \"tp > 1\", else: 0}}\n")
                    .axes()
                    .get(0);

            assertThat(axis.when()).contains(Item.of("tp > 1", at(2, 35)));
            assertThat(axis.otherwise()).contains(Item.of("0", at(2, 50)));
        }

        @Test
        void defineRowsInPlace() {
            assertThat(axis("[{mine: {params: 7B}}]"))
                    .isEqualTo(new AxisValues.Listed(List.of(new Item(
                            "mine", false, Map.of("params", Item.of("7B", at(2, 28))), at(2, 13)))));
        }

        private static AxisValues axis(String yaml) {
            return SpecReader.read("s.yaml", "formulas: f\naxes: {x: " + yaml + "}\n")
                    .axes()
                    .get(0)
                    .values();
        }
    }

    @Nested
    final class Expressions {
        @ParameterizedTest
        @ValueSource(strings = {"where:\n  - |\n    tp\n    > %", "where:\n  - tp\n    > %"})
        void keepTheirLinesWhenTheySpanSome(String yaml) {
            Item expression = SpecReader.read("s.yaml", "formulas: f\n" + yaml)
                    .where()
                    .get(0)
                    .expression();

            Location wrong = Source.embedded(expression.location(), expression.text())
                    .at(expression.text().indexOf('%'));

            assertThat(wrong).isEqualTo(at(yaml.contains("|") ? 5 : 4, 7));
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", "s.yaml: the file is empty; a sweep needs 'formulas' and usually 'axes'"),
                Arguments.of(
                        "# only a comment\n", "s.yaml: the file is empty; a sweep needs 'formulas' and usually 'axes'"),
                Arguments.of("42", "s.yaml:1:1: expected a mapping at the top, found the number 42\n  42\n  ^^"),
                Arguments.of(
                        "hello", "s.yaml:1:1: expected a mapping at the top, found the text 'hello'\n  hello\n  ^^^^^"),
                Arguments.of("[1]", "s.yaml:1:1: expected a mapping at the top, found a list\n  [1]\n  ^"),
                Arguments.of(
                        "name: a", "s.yaml: 'formulas' is missing; name a formula set, as in 'formulas: training'"),
                Arguments.of(
                        "formulas: f\n---\nformulas: g\n",
                        "s.yaml:2:1: a second YAML document starts here; use one document per file\n  ---\n  ^"),
                Arguments.of(
                        "formulas: f\naxes:\n\ttp: 1\n",
                        "s.yaml:3:1: tab used for indentation; use spaces\n   tp: 1\n  ^"),
                Arguments.of(
                        "formulas: f\naxes:\n  tp: 1\n  pp: 2\n  tp: 3\n",
                        "s.yaml:5:3: axis 'tp' is defined twice (first at line 3)\n    tp: 3\n    ^^"),
                Arguments.of(
                        "formulas: f\nfixed: {a: 1, a: 2}\n",
                        "s.yaml:2:15: parameter 'a' is defined twice (first at line 2)\n  fixed: {a: 1, a: 2}\n                ^"),
                Arguments.of(
                        "formulas: f\nformulas: f\n",
                        "s.yaml:2:1: key 'formulas' is defined twice (first at line 1)\n  formulas: f\n  ^^^^^^^^"),
                Arguments.of(
                        "a: &x [1]\nb: [*x, *x]\n",
                        "s.yaml:1:4: YAML anchors and aliases are not supported in sweep files\n  a: &x [1]\n     ^"),
                Arguments.of(
                        "&a [*a]",
                        "s.yaml:1:1: YAML anchors and aliases are not supported in sweep files\n  &a [*a]\n  ^"),
                Arguments.of(
                        "!!javax.script.ScriptEngineManager [1]",
                        "s.yaml:1:1: YAML tags are not allowed (found !!javax.script.ScriptEngineManager)\n"
                                + "  !!javax.script.ScriptEngineManager [1]\n  ^"),
                Arguments.of("a: !own 1", "s.yaml:1:4: YAML tags are not allowed (found !own)\n  a: !own 1\n     ^"),
                Arguments.of("a: 1\nb: x\u0000y\n", "s.yaml:2:5: control character U+0000"),
                Arguments.of(
                        "formulas: f\naxess: 1\n",
                        "s.yaml:2:1: unknown key 'axess'; did you mean 'axes'?\n  axess: 1\n  ^^^^^"),
                Arguments.of(
                        "formulas: f\nfixed:\n  quant: no\n",
                        "s.yaml:3:10: 'no' is ambiguous (text or false?); write \"no\" or false\n    quant: no\n           ^^"),
                Arguments.of(
                        "formulas: f\naxes: {a: [On]}\n",
                        "s.yaml:2:12: 'On' is ambiguous (text or true?); write \"On\" or true\n  axes: {a: [On]}\n             ^^"),
                Arguments.of(
                        "formulas: f\nfixed: {ctx: 010}\n",
                        "s.yaml:2:14: '010' is not a plain decimal number; write 10 or \"010\"\n  fixed: {ctx: 010}\n               ^^^"),
                Arguments.of(
                        "formulas: f\nfixed: {ctx: 1_000}\n",
                        "s.yaml:2:14: '1_000' is not a plain decimal number; write 1000 or \"1_000\"\n"
                                + "  fixed: {ctx: 1_000}\n               ^^^^^"),
                Arguments.of(
                        "formulas: f\nfixed: {ctx: 190:20:30}\n",
                        "s.yaml:2:14: '190:20:30' is not a plain decimal number; write the number in digits or \"190:20:30\"\n"
                                + "  fixed: {ctx: 190:20:30}\n               ^^^^^^^^^"),
                Arguments.of(
                        "formulas: f\nfixed: {ctx: }\n",
                        "s.yaml:2:13: 'ctx' has no value\n  fixed: {ctx: }\n              ^"),
                Arguments.of(
                        "formulas: f\nfixed: {ctx: [1, 2]}\n",
                        "s.yaml:2:14: 'ctx' needs one value, found a list\n  fixed: {ctx: [1, 2]}\n               ^"),
                Arguments.of(
                        "formulas: f\nfixed: {m: {params: 1}}\n",
                        "s.yaml:2:12: 'm': a row that is defined in place is written as name: {attribute: value, ...}\n"
                                + "  fixed: {m: {params: 1}}\n             ^"),
                Arguments.of(
                        "formulas: f\nfixed: {m: {mine: {}}}\n",
                        "s.yaml:2:12: 'm': 'mine' has no attributes\n  fixed: {m: {mine: {}}}\n             ^"),
                Arguments.of(
                        "formulas: f\naxes: {tp-size: 1}\n",
                        "s.yaml:2:8: 'tp-size' is not a valid name (letters, digits, _)\n  axes: {tp-size: 1}\n         ^^^^^^^"),
                Arguments.of(
                        "formulas: f\naxes:\n  t\u0430p: 1\n",
                        "s.yaml:3:3: 't\u0430p' contains U+0430 CYRILLIC SMALL LETTER A\n    t\u0430p: 1\n    ^^^"),
                Arguments.of(
                        "formulas: f\naxes:\n  ? " + "x".repeat(101) + "\n  : 1\n",
                        "s.yaml:3:5: the name is 101 characters long; the limit is 100\n    ? " + "x".repeat(101)
                                + "\n      " + "^".repeat(101)),
                Arguments.of(
                        "formulas: f\naxes: {tp: {range: [1]}}\n",
                        "s.yaml:2:20: axis 'tp': 'range' needs [low, high] or [low, high, step], found 1 value\n"
                                + "  axes: {tp: {range: [1]}}\n                     ^"),
                Arguments.of(
                        "formulas: f\naxes: {tp: {pow2: [1, 2, 3]}}\n",
                        "s.yaml:2:19: axis 'tp': 'pow2' needs [low, high], found 3 values\n"
                                + "  axes: {tp: {pow2: [1, 2, 3]}}\n                    ^"),
                Arguments.of(
                        "formulas: f\naxes: {tp: {linspace: [1, 2]}}\n",
                        "s.yaml:2:23: axis 'tp': 'linspace' needs [low, high, count], found 2 values\n"
                                + "  axes: {tp: {linspace: [1, 2]}}\n                        ^"),
                Arguments.of(
                        "formulas: f\naxes: {tp: {pow: [1, 2]}}\n",
                        "s.yaml:2:13: unknown key 'pow'; did you mean 'pow2'?\n  axes: {tp: {pow: [1, 2]}}\n              ^^^\n"
                                + "s.yaml:2:12: axis 'tp' needs values: a list, or one of values, range, pow2, linspace, logspace,"
                                + " divisors_of, zip\n  axes: {tp: {pow: [1, 2]}}\n             ^"),
                Arguments.of(
                        "formulas: f\naxes: {tp: {pow2: [1, 2], range: [1, 2]}}\n",
                        "s.yaml:2:12: axis 'tp' has both 'range' and 'pow2'; one axis has one form\n"
                                + "  axes: {tp: {pow2: [1, 2], range: [1, 2]}}\n             ^"),
                Arguments.of(
                        "formulas: f\naxes: {tp: {values: [1], max: 2}}\n",
                        "s.yaml:2:26: axis 'tp': 'max' goes with 'divisors_of' only\n"
                                + "  axes: {tp: {values: [1], max: 2}}\n                           ^^^"),
                Arguments.of(
                        "formulas: f\naxes: {tp: {values: [1], when: \"a\"}}\n",
                        "s.yaml:2:12: axis 'tp': 'when' and 'else' go together, as in {values: [1, 2], when: \"tp > 1\", else: 1}\n"
                                + "  axes: {tp: {values: [1], when: \"a\"}}\n             ^"),
                Arguments.of(
                        "formulas: f\naxes: {x: {zip: {a: [1]}, when: b, else: 1}}\n",
                        "s.yaml:2:27: axis 'x': 'when' does not go with 'zip'\n"
                                + "  axes: {x: {zip: {a: [1]}, when: b, else: 1}}\n                            ^^^^"),
                Arguments.of(
                        "formulas: f\naxes: {x: {zip: {a: {zip: {b: 1}}}}}\n",
                        "s.yaml:2:18: axis 'x': 'zip' inside 'zip'\n"
                                + "  axes: {x: {zip: {a: {zip: {b: 1}}}}}\n                   ^"),
                Arguments.of(
                        "formulas: f\naxes: {x: {zip: {}}}\n",
                        "s.yaml:2:17: axis 'x': 'zip' has no parameters\n  axes: {x: {zip: {}}}\n                  ^"),
                Arguments.of(
                        "formulas: f\naxes: [1]\n",
                        "s.yaml:2:7: expected a mapping under 'axes', found a list\n  axes: [1]\n        ^"),
                Arguments.of(
                        "formulas: f\naxes: {? [a] : 1}\n",
                        "s.yaml:2:10: expected a name before ':', found a list\n  axes: {? [a] : 1}\n           ^"),
                Arguments.of(
                        "formulas: f\nwhere: [{reason: a}]\n",
                        "s.yaml:2:9: 'expr' is missing\n  where: [{reason: a}]\n          ^"),
                Arguments.of(
                        "formulas: f\nwhere: [{expr: a, reason: Too big}]\n",
                        "s.yaml:2:27: 'Too big' is not a valid reason (a short word of a to z, digits and _)\n"
                                + "  where: [{expr: a, reason: Too big}]\n                            ^^^^^^^"),
                Arguments.of(
                        "formulas: f\nderive: {a: {exp: 1}}\n",
                        "s.yaml:2:14: unknown key 'exp'; did you mean 'expr'?\n  derive: {a: {exp: 1}}\n               ^^^\n"
                                + "s.yaml:2:13: 'expr' is missing\n  derive: {a: {exp: 1}}\n              ^"),
                Arguments.of(
                        "formulas: f\nname: My Sweep\n",
                        "s.yaml:2:7: 'My Sweep' is not a valid name for a sweep (a to z first, then a to z, digits and -)"),
                Arguments.of(
                        "apiVersion: v2\nformulas: f\n",
                        "s.yaml:1:13: 'v2' is no version that this program reads; write memsweep/v1\n"
                                + "  apiVersion: v2\n              ^^"),
                Arguments.of(
                        "formulas: f\naxes: {tp: [1}\n",
                        "s.yaml:2:14: not valid YAML: expected ',' or ']', but got }\n  axes: {tp: [1}\n               ^"));
    }

    @ParameterizedTest
    @MethodSource
    void mistakes(String yaml, String message) {
        assertThatThrownBy(() -> SpecReader.read("s.yaml", yaml))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void reportsSeveralMistakesTogether() {
        assertThatThrownBy(() -> SpecReader.read("s.yaml", "axess: 1\nfixed: {a: no, b: 010}\nname: X\n"))
                .isInstanceOfSatisfying(
                        InputException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.location().line())
                                .containsExactly(1, 3, 2, 2));
    }

    @Test
    void stopsAfterFiftyMistakes() {
        assertThatThrownBy(() -> SpecReader.read("s.yaml", "formulas: f\naxes: {x: [" + "no, ".repeat(100) + "]}\n"))
                .isInstanceOfSatisfying(
                        InputException.class,
                        e -> assertThat(e.problems())
                                .hasSize(51)
                                .last()
                                .hasToString("s.yaml:2:212: more problems follow; the first 50 are shown"));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] bytes = "formulas: ?\n".getBytes(StandardCharsets.UTF_8);
        bytes[10] = (byte) 0xFF;

        assertThatThrownBy(() -> SpecReader.read("s.yaml", bytes))
                .hasMessage("s.yaml: not UTF-8 at byte 10 (0xFF); save the file as UTF-8");
    }

    @Test
    void readsPastAByteOrderMark() {
        assertThat(SpecReader.read("s.yaml", "\uFEFFformulas: f\n").formulas()).hasSize(1);
    }

    @Test
    void refusesAFileOverTheLimitBeforeParsing() {
        assertThatThrownBy(() -> SpecReader.read("s.yaml", new byte[4 << 20]))
                .hasMessage("s.yaml: the file is 4.00 MiB; the limit is 1.00 MiB");
    }

    @Test
    void refusesDeepNesting() {
        assertThatThrownBy(() -> SpecReader.read("s.yaml", "[".repeat(100_000)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("s.yaml:1:33: nested deeper than 32 levels\n");
    }

    @Test
    void refusesTooManyValues() {
        assertThatThrownBy(() -> SpecReader.read("s.yaml", "a: [" + "1,".repeat(250_000) + "]"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("s.yaml:1:399999: more than 200000 values; write ranges instead of lists\n");
    }

    @Test
    void readsALongListInLittleTime() {
        String yaml = "formulas: f\naxes:\n  x: [" + "12,".repeat(190_000) + "]\n";

        Assertions.assertTimeout(Duration.ofSeconds(20), () -> SpecReader.read("s.yaml", yaml));
    }

    private static Location at(int line, int column) {
        return new Location("s.yaml", line, column);
    }
}
