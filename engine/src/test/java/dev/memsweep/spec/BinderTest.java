package dev.memsweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.RowPlace;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class BinderTest {
    @Nested
    final class AxisForms {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "tp|[1, 2, 6e0]|1 2 6",
                    "tp|7|7",
                    "tp|2..5|2 3 4 5",
                    "tp|1..10:3|1 4 7 10",
                    "tp|[1..3, 8]|1 2 3 8",
                    "tp|{range: [9, 1, -4]}|9 5 1",
                    "tp|{range: [5, 5]}|5",
                    "tp|{pow2: [1, 8]}|1 2 4 8",
                    "tp|{pow2: [3, 40]}|4 8 16 32",
                    "tp|{linspace: [1, 9, 3]}|1 5 9",
                    "tp|{divisors_of: 12}|1 2 3 4 6 12",
                    "tp|{divisors_of: 36, max: 10}|1 2 3 4 6 9",
                    "tp|{divisors_of: layers}|1 2 4 8",
                    "tp|{divisors_of: model.layers // 2}|1 2 4",
                    "seq_len|[2k, 4k]|2048 4096",
                    "seq_len|{logspace: [1, 1000, 4]}|1 10 100 1000",
                    "dropout|{range: [0, 1, 0.1]}|0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1",
                    "dropout|{linspace: [0.25, 1.0, 4]}|0.25 0.5 0.75 1",
                    "dropout|{logspace: [1e-3, 1, 4]}|0.001 0.01 0.1 1",
                    "fused|[true, false]|true false",
                    "recompute|[full, none]|full none",
                    "model|[{mine: {params: 1, hidden: 2, layers: 3}}, small]|mine small",
                })
        void giveTheirValues(String parameter, String values, String expected) {
            Sweep sweep = Sweeps.bind("fixed: {" + (parameter.equals("model") ? "tp: 1" : "model: small") + "}\naxes: {"
                    + parameter + ": " + values + "}\ncolumns: [" + parameter + "]\n");

            Axis axis = sweep.grid().axes().get(0);
            assertThat(axis.columns().get(0).values().stream().map(Value::toString))
                    .containsExactly(expected.split(" "));
        }

        @Test
        void giveDoublesNearestToTheDecimals() {
            Sweep sweep = Sweeps.bind("axes: {dropout: {range: [0, 1, 0.1]}}\ncolumns: [dropout]\n");

            assertThat(sweep.grid().axes().get(0).columns().get(0).values().get(3))
                    .isEqualTo(new Value.Real(0.3));
        }

        @Test
        void mayLinkParameters() {
            Sweep sweep = Sweeps.bind("axes: {both: {zip: {tp: [1, 1], pp: [1, 2]}}}\ncolumns: [tp, pp]\n");

            Axis both = sweep.grid().axes().get(0);
            assertThat(both.name()).isEqualTo("both");
            assertThat(both.columns()).extracting(Axis.Values::parameter).containsExactly("tp", "pp");
        }

        @Test
        void mayCountDivisorsOfAnAxisWithOneValue() {
            Sweep sweep =
                    Sweeps.bind("axes: {pp: {divisors_of: layers, max: 2}, model: [small]}\ncolumns: [model, pp]\n");

            assertThat(sweep.grid().axes()).extracting(Axis::name).containsExactly("pp", "model");
            assertThat(sweep.grid().axes()).extracting(Axis::size).containsExactly(2, 1);
        }

        @Test
        void areExtendedByTheOtherValueOfAConditionalAxis() {
            Sweep sweep = Sweeps.bind(
                    "axes: {tp: [1, 2], fused: {values: [true], when: \"tp > 1\", else: false}}\ncolumns: [tp, fused]\n");

            assertThat(sweep.grid().axes().get(1).columns().get(0).values())
                    .containsExactly(new Value.Bool(true), new Value.Bool(false));
            assertThat(sweep.conditions())
                    .extracting(Condition::text)
                    .containsExactly("if tp > 1 then fused != false else fused == false");
            assertThat(keptRows(sweep)).containsExactly("1 false", "2 true");
        }

        @Test
        void keepTheOtherValueOfAConditionalAxisThatLists() {
            Sweep sweep = Sweeps.bind("""
                    axes:
                      tp: [1, 2]
                      recompute: {values: [none, full], when: "tp > 1", else: none}
                    columns: [tp, recompute]
                    """);

            assertThat(sweep.conditions())
                    .extracting(Condition::text)
                    .containsExactly("if tp > 1 then true else recompute == 'none'");
            assertThat(keptRows(sweep)).containsExactly("1 none", "2 none", "2 full");
        }

        private List<String> keptRows(Sweep sweep) {
            List<String> rows = new ArrayList<>();
            for (long row = 0; row < sweep.grid().rows(); row++) {
                int[] positions = sweep.grid().coordinates(row);
                NumberReading reading = new NumberReading(sweep.formulas(), sweep.inputsAt(positions));
                if (sweep.conditions().stream().allMatch(condition -> reading.truth(condition.expr()))) {
                    rows.add(String.join(
                            " ",
                            sweep.columns().stream()
                                    .map(column -> reading.value(column).toString())
                                    .toList()));
                }
            }
            return rows;
        }
    }

    @Nested
    final class Columns {
        @Test
        void areAxesThenDerivedThenFormulasWhenNoneAreListed() {
            Sweep sweep = Sweeps.bind("""
                    fixed: {left_over: 1}
                    axes: {tp: [1, 2], model: [small]}
                    derive: {gpus: tp * pp, pp: "tp"}
                    """);

            assertThat(sweep.columns())
                    .containsExactly(
                            "tp",
                            "model",
                            "gpus",
                            "pp",
                            "weight_bytes",
                            "master_bytes",
                            "activation_bytes",
                            "total_bytes",
                            "fits",
                            "level",
                            "circular");
        }

        @Test
        void needNoModelWhenTheirParametersAreGiven() {
            Sweep sweep = Sweeps.bind("fixed: {params: 7B, precision: fp16}\ncolumns: [weight_bytes]\n");

            assertThat(BoundFormulas.of(sweep).formulas()).containsKey("weight_bytes");
        }

        @Test
        void mayNameFixedAndDefaultParametersAndHiddenFormulas() {
            Sweep sweep = Sweeps.bind("fixed: {model: small}\ncolumns: [model, pp, stage_layers]\n");

            assertThat(sweep.columns()).containsExactly("model", "pp", "stage_layers");
        }
    }

    @Nested
    final class Rows {
        @Test
        void areThoseOfAxesFixedValuesAndConstantLabels() {
            Sweep sweep = Sweeps.bind("fixed: {model: small}\naxes: {recompute: [full]}\ncolumns: [recompute]\n");

            assertThat(sweep.rows().keySet()).containsExactlyInAnyOrder("model", "precision", "recompute_kind");
            assertThat(sweep.rows().get("precision")).containsOnlyKeys("fp16", "fp32");
            assertThat(sweep.rows().get("model")).containsOnlyKeys("small");
        }

        @Test
        void definedInPlaceGetTheDefaults() {
            Sweep sweep = Sweeps.bind("fixed: {model: {mine: {params: 7B, hidden: 4k}}}\ncolumns: [params]\n");

            assertThat(sweep.fixed().get("model"))
                    .isEqualTo(new Value.Row(
                            "model",
                            "mine",
                            Map.of(
                                    "params", new Value.Int(7_000_000_000L),
                                    "hidden", new Value.Int(4096),
                                    "tied", new Value.Bool(false))));
        }

        @Test
        void comeFromFilesThatTheSpecNames(@TempDir Path folder) throws IOException {
            Files.writeString(folder.resolve("model.csv"), "name,params\nown,3\n");
            String file = folder.resolve("s.yaml").toString();

            SweepSpec spec = SpecReader.read(
                    file, "formulas: memory\ncatalog: model.csv\nfixed: {model: own}\ncolumns: [params]\n");

            assertThat(Sweeps.bind(spec).fixed()).containsKey("model");
        }

        @Test
        void mayBeFoundSingly() {
            Value.Row found = new Value.Row("model", "a/b", Map.of("params", new Value.Int(3)));
            RowPlace place = (schema, label, from) ->
                    schema.name().equals("model") && label.equals("a/b") ? Optional.of(found) : Optional.empty();

            Sweep sweep = Sweeps.bind("axes: {model: [small, a/b]}\ncolumns: [params]\n", place);

            assertThat(sweep.grid().axes().get(0).columns().get(0).values())
                    .last()
                    .isEqualTo(found);
            assertThat(sweep.rows().get("model")).containsEntry("a/b", found);
        }

        @Test
        void sayWhyTheirFileCannotBeRead() {
            IOException reason = new NoSuchFileException("a/b");
            RowPlace place = (schema, label, from) -> {
                InputException exception = new InputException(from, "cannot read a/b");
                exception.initCause(reason);
                throw exception;
            };

            assertThatThrownBy(() -> Sweeps.bind("fixed: {model: a/b}\ncolumns: [tp]\n", place))
                    .hasMessage("s.yaml:2:16: cannot read a/b")
                    .hasCause(reason);
            assertThatThrownBy(() -> Sweeps.bind("fixed: {model: a/b, tp: 0}\ncolumns: [tp]\n", place))
                    .hasMessageContaining("'tp' must be")
                    .hasNoCause();
        }

        @Test
        void mustBeInAFileNamedAfterATable(@TempDir Path folder) throws IOException {
            Path models = Files.writeString(folder.resolve("models.csv"), "name,params\nown,3\n");

            assertThatThrownBy(() -> Sweeps.bind("catalog: " + models + "\ncolumns: [tp]\n"))
                    .hasMessage(
                            "s.yaml:2:10: a file is named after its table, and these formulas have no table 'models';"
                                    + " did you mean 'model'?");
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("fixed: {tpp: 1}", "s.yaml:2:9: unknown parameter 'tpp'; did you mean 'tp'?"),
                Arguments.of(
                        "fixed: {fits: true}", "s.yaml:2:9: 'fits' is a formula; only parameters can be given values"),
                Arguments.of("fixed: {tp: two}", "s.yaml:2:13: 'tp': 'two' is not a whole number"),
                Arguments.of("fixed: {tp: 1.5}", "s.yaml:2:13: 'tp': '1.5' is not a whole number"),
                Arguments.of("fixed: {tp: \"8\"}", "s.yaml:2:14: 'tp' is int; '8' is quoted, which makes it text"),
                Arguments.of(
                        "fixed: {seq_len: 99999999999999999999}",
                        "s.yaml:2:18: 'seq_len': '99999999999999999999' does not fit a 64-bit integer"),
                Arguments.of("fixed: {layers: -1}", "s.yaml:2:17: 'layers' must be 1 to 200, found -1"),
                Arguments.of("fixed: {tp: 65}", "s.yaml:2:13: 'tp' must be 1 to 64, found 65"),
                Arguments.of("fixed: {hidden: 0}", "s.yaml:2:17: 'hidden' must be at least 1, found 0"),
                Arguments.of("fixed: {dropout: .nan}", "s.yaml:2:18: 'dropout': '.nan' is not finite"),
                Arguments.of("fixed: {dropout: -.inf}", "s.yaml:2:18: 'dropout': '-.inf' is not finite"),
                Arguments.of(
                        "fixed: {dropout: 1e400}", "s.yaml:2:18: 'dropout': '1e400' is not a representable number"),
                Arguments.of("fixed: {dropout: much}", "s.yaml:2:18: 'dropout': 'much' is not a number"),
                Arguments.of(
                        "fixed: {dropout: 9007199254740993}",
                        "s.yaml:2:18: 'dropout': '9007199254740993' cannot be held exactly as a real"
                                + " (nearest 9007199254740992)"),
                Arguments.of("fixed: {fused: 1}", "s.yaml:2:16: 'fused': '1' is neither true nor false"),
                Arguments.of("fixed: {model: smal}", "s.yaml:2:16: 'model': 'smal' is no model; did you mean 'small'?"),
                Arguments.of(
                        "fixed: {recompute: some}",
                        "s.yaml:2:20: 'recompute': 'some' is no recompute_kind; did you mean 'none'?"),
                Arguments.of(
                        "fixed: {recompute: {own: {factor: 1}}}",
                        "s.yaml:2:21: 'recompute': the rows of 'recompute_kind' are fixed by the formulas;"
                                + " write one of none, selective, full"),
                Arguments.of("fixed: {tp: {own: {factor: 1}}}", "s.yaml:2:14: 'tp' is int, not a row of a table"),
                Arguments.of(
                        "fixed: {model: {own: {hiden: 1, layers: 0}}}",
                        "s.yaml:2:30: table 'model' has no attribute 'hiden'; did you mean 'hidden'?\n"
                                + "s.yaml:2:41: 'layers' of 'own' must be 1 to 200, found 0"),
                Arguments.of(
                        "axes: {model: [{own: {params: 1}}, {own: {params: 2}}]}",
                        "s.yaml:2:37: 'own' is defined twice with different attributes"),
                Arguments.of(
                        "fixed: {tp: 1}\naxes: {tp: [1, 2]}",
                        "s.yaml:3:8: 'tp' is both fixed and on an axis (first at s.yaml:2:9)"),
                Arguments.of(
                        "axes: {tp: [1], x: {zip: {tp: [1]}}}",
                        "s.yaml:2:17: 'tp' is given values twice (first at s.yaml:2:8)"),
                Arguments.of(
                        "axes: {TP: [1], tp: [2]}",
                        "s.yaml:2:8: 'TP' and 'tp' differ only in case; Spark and DuckDB cannot tell them apart"),
                Arguments.of(
                        "derive: {Fits: tp}",
                        "s.yaml:2:10: 'Fits' and 'fits' differ only in case; Spark and DuckDB cannot tell them apart"),
                Arguments.of("axes: {tp: []}", "s.yaml:2:8: axis 'tp' has no values; the sweep would have 0 rows"),
                Arguments.of(
                        "axes: {tp: [8, 4, 8]}", "s.yaml:2:8: axis 'tp': value 8 appears twice (rows would repeat)"),
                Arguments.of(
                        "axes: {model: [small, small]}",
                        "s.yaml:2:8: axis 'model': value small appears twice (rows would repeat)"),
                Arguments.of(
                        "axes: {x: {zip: {tp: [1, 1], pp: [2, 2]}}}",
                        "s.yaml:2:8: axis 'x': value 1, 2 appears twice (rows would repeat)"),
                Arguments.of(
                        "axes: {x: {zip: {tp: [1, 2, 3], pp: [1, 2]}}}",
                        "s.yaml:2:8: axis 'x': linked parameters need as many values each; tp has 3, pp has 2"),
                Arguments.of("axes: {seq_len: 1..9:0}", "s.yaml:2:8: axis 'seq_len': step is 0"),
                Arguments.of(
                        "axes: {seq_len: {range: [10, 1]}}",
                        "s.yaml:2:8: axis 'seq_len': from 10 to 1 needs a negative step"),
                Arguments.of(
                        "axes: {seq_len: {range: [1, 10, -1]}}",
                        "s.yaml:2:8: axis 'seq_len': from 1 to 10 needs a positive step"),
                Arguments.of(
                        "axes: {dropout: {range: [0, 1, 1e-300]}}",
                        "s.yaml:2:8: axis 'dropout': 1.0e+300 values; the limit is 10,000,000"),
                Arguments.of(
                        "axes: {seq_len: 1..3000000000}",
                        "s.yaml:2:8: axis 'seq_len': 3,000,000,000 values; the limit is 10,000,000"),
                Arguments.of(
                        "axes: {seq_len: {range: [1, many]}}", "s.yaml:2:29: axis 'seq_len': 'many' is not a number"),
                Arguments.of(
                        "axes: {seq_len: {range: [1, 1e400]}}",
                        "s.yaml:2:29: axis 'seq_len': '1e400' is not a representable number"),
                Arguments.of("axes: {tp: {range: [1, 2, 0.5]}}", "s.yaml:2:8: axis 'tp': '1.5' is not a whole number"),
                Arguments.of("axes: {tp: 1..65}", "s.yaml:2:8: 'tp' must be 1 to 64, found 65"),
                Arguments.of(
                        "axes: {tp: {pow2: [0, 8]}}",
                        "s.yaml:2:8: axis 'tp': powers of two start at 1 or more, found 0"),
                Arguments.of("axes: {tp: {pow2: [5, 7]}}", "s.yaml:2:8: axis 'tp': no power of two lies from 5 to 7"),
                Arguments.of(
                        "axes: {dropout: {linspace: [0, 1, 1]}}",
                        "s.yaml:2:8: axis 'dropout': the count must be a whole number of at least 2, found 1"),
                Arguments.of(
                        "axes: {dropout: {logspace: [0, 1, 3]}}",
                        "s.yaml:2:8: axis 'dropout': a logarithmic scale needs bounds above 0"),
                Arguments.of(
                        "axes: {recompute: {pow2: [1, 2]}}",
                        "s.yaml:2:8: axis 'recompute' needs a list; 'recompute' is recompute_kind, no number"),
                Arguments.of(
                        "axes: {tp: {divisors_of: 0}}",
                        "s.yaml:2:8: axis 'tp': only a whole number above 0 has divisors, found 0"),
                Arguments.of(
                        "axes: {tp: {divisors_of: 9T, max: 1}, pp: {divisors_of: 9000T}}",
                        "s.yaml:2:39: axis 'pp': 9000000000000000 is too large to look for its divisors;"
                                + " the limit is 10^15"),
                Arguments.of(
                        "axes: {model: [small, large], pp: {divisors_of: layers}}",
                        "s.yaml:2:49: 'layers' needs one value, but 'model' moves along an axis"),
                Arguments.of("axes: {pp: {divisors_of: layers}}", "s.yaml:2:26: 'model' is not set and has no default"),
                Arguments.of("axes: {pp: {divisors_of: dropout}}", "s.yaml:2:26: 'dropout' is not a whole number"),
                Arguments.of("axes: {pp: {divisors_of: tp // 0}}", "s.yaml:2:26: 'tp // 0': division by zero: 1 // 0"),
                Arguments.of(
                        "axes: {pp: {divisors_of: layer}}",
                        "s.yaml:2:26: unknown name 'layer'; did you mean 'layers'?\n  layer\n  ^^^^^"),
                Arguments.of(
                        "fixed: {pp: 2}\nderive: {pp: tp}",
                        "s.yaml:3:10: 'pp' is both derived and given a value (at s.yaml:2:9)"),
                Arguments.of(
                        "derive: {x: tp * tq}",
                        "s.yaml:2:18: unknown name 'tq'; did you mean 'tp'?\n  tp * tq\n       ^^"),
                Arguments.of(
                        "derive: {fits: tp > 1}",
                        "s.yaml:2:16: 'fits' is already defined by the formulas\n  tp > 1\n  ^"),
                Arguments.of(
                        "where: [\"tp + 1\"]",
                        "s.yaml:2:10: a condition must be true or false, this is int\n  tp + 1\n  ^^^^^^"),
                Arguments.of("where: [tp = 3]", "s.yaml:2:12: '=' assigns; use '==' to compare\n  tp = 3\n     ^"),
                Arguments.of(
                        "axes: {fused: {values: [true], when: tp, else: false}}",
                        "s.yaml:2:38: a condition must be true or false, this is int\n  tp\n  ^^"));
    }

    @ParameterizedTest
    @MethodSource
    void mistakes(String yaml, String message) {
        assertThatThrownBy(() -> Sweeps.bind(yaml + "\ncolumns: [tp]\n"))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[tp, totl_bytes]|s.yaml:3:15: unknown column 'totl_bytes'; did you mean 'total_bytes'?",
                "[tp, tp]|s.yaml:3:15: column 'tp' is listed twice",
                "[hidden]|s.yaml: 'model' is not set; use --model NAME or 'fixed: {model: NAME}' (needed by 'hidden')",
                "[circular]|s.yaml: 'left_over' depends on itself through defaults: left_over -> right_over -> left_over; set one of them",
            })
    void columnMistakes(String columns, String message) {
        assertThatThrownBy(() -> Sweeps.bind("fixed: {tp: 1}\ncolumns: " + columns + "\n"))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void namesTheFormulaSetThatDoesNotExist() {
        SweepSpec spec = SpecReader.read("s.yaml", "formulas: [memory, memry]\n");

        assertThatThrownBy(() -> Sweeps.bind(spec)).hasMessage("s.yaml:1:20: no formula set 'memry'");
    }

    @Test
    void reportsSeveralMistakesTogether() {
        assertThatThrownBy(() -> Sweeps.bind("""
                        fixed: {tpp: 1, pp: 0}
                        axes: {dropout: [2], hidden: []}
                        where: [layer > 1]
                        columns: [fitz]
                        """)).hasMessage("""
                        s.yaml:2:9: unknown parameter 'tpp'; did you mean 'tp'?
                        s.yaml:2:21: 'pp' must be 1 to 200, found 0
                        s.yaml:3:18: 'dropout' must be 0 to 1, found 2
                        s.yaml:3:22: axis 'hidden' has no values; the sweep would have 0 rows
                        s.yaml:4:9: unknown name 'layer'; did you mean 'layers'?
                          layer > 1
                          ^^^^^
                        s.yaml:5:11: unknown column 'fitz'; did you mean 'fits'?""");
    }

    @Test
    void refusesMoreThanSixtyAxes() {
        SweepSpec none = Sweeps.spec("columns: [tp]\n");
        List<AxisSpec> axes = IntStream.range(0, 61)
                .mapToObj(i -> (AxisSpec) FlagValues.parse("p" + i, "1,2", Location.of("--p" + i)))
                .toList();
        SweepSpec spec = with(none, List.of(), axes);

        assertThatThrownBy(() -> Sweeps.bind(spec)).hasMessage("s.yaml: 61 axes; the limit is 60");
    }

    @Test
    void refusesAParameterThatIsFixedTwice() {
        Setting one = new Setting("tp", Item.of("1", Location.of("--tp")), Location.of("--tp"));
        SweepSpec spec = with(Sweeps.spec("columns: [tp]\n"), List.of(one, one), List.of());

        assertThatThrownBy(() -> Sweeps.bind(spec)).hasMessage("--tp: 'tp' is given values twice (first at --tp)");
    }

    private static SweepSpec with(SweepSpec spec, List<Setting> fixed, List<AxisSpec> axes) {
        return new SweepSpec(
                spec.location(),
                spec.name(),
                spec.description(),
                spec.formulas(),
                spec.catalogs(),
                fixed,
                axes,
                spec.derive(),
                spec.where(),
                spec.columns(),
                spec.output());
    }

    @Nested
    final class Canonical {
        @Test
        void saysWhatDecidesTheRows() {
            Sweep sweep = Sweeps.bind("""
                    name: ignored
                    fixed: {fused: true, dropout: 0.5}
                    axes: {tp: 1..5, recompute: [full, none]}
                    derive: {x: " tp * 2 "}
                    where: [{expr: x > 2, reason: small}]
                    columns: [x]
                    """);

            assertThat(sweep.canonical())
                    .isEqualTo("{\"formulas\":[\"memory\"],\"formulas_sha256\":\""
                            + sweep.formulas().textHash()
                            + "\",\"fixed\":{\"dropout\":0.5,\"fused\":true},"
                            + "\"axes\":[{\"name\":\"tp\",\"columns\":[{\"parameter\":\"tp\","
                            + "\"values\":{\"from\":1,\"to\":5,\"step\":1}}]},"
                            + "{\"name\":\"recompute\",\"columns\":[{\"parameter\":\"recompute\","
                            + "\"values\":[\"full\",\"none\"]}]}],"
                            + "\"derive\":[{\"name\":\"x\",\"expr\":\"tp * 2\",\"unit\":\"\"}],"
                            + "\"where\":[{\"expr\":\"x > 2\",\"reason\":\"small\"}],\"columns\":[\"x\"],"
                            + "\"rows\":{\"precision\":{\"fp16\":{\"weight_bytes\":2},\"fp32\":{\"weight_bytes\":4}},"
                            + "\"recompute_kind\":{\"full\":{\"factor\":2.0},\"none\":{\"factor\":34.0},"
                            + "\"selective\":{\"factor\":10.0}}}}");
        }

        @Test
        void isTheSameForTheSameSweepWrittenInAnotherWay() {
            String listed = Sweeps.bind("fixed: {pp: 2, dropout: 0.10}\naxes: {tp: [1, 2, 3, 4]}\ncolumns: [tp]\n")
                    .canonical();
            String range = Sweeps.bind("fixed: {dropout: 0.1, pp: 2}\naxes: {tp: 1..4}\ncolumns: [tp]\n")
                    .canonical();

            assertThat(listed).isEqualTo(range);
        }
    }

    @Test
    void bindsFlagsLikeYaml() {
        AxisSpec axis = (AxisSpec) FlagValues.parse("tp", "pow2:1..4", Location.of("--tp"));
        Setting fixed = (Setting) FlagValues.parse("model", "small", Location.of("--model"));

        Sweep sweep = Sweeps.bind(with(Sweeps.spec("columns: [tp]\n"), List.of(fixed), List.of(axis)));

        assertThat(sweep.grid().rows()).isEqualTo(3);
        assertThat(Objects.requireNonNull(sweep.fixed().get("model"))).hasToString("small");
    }

    @Test
    void namesAmongItsOwnColumnsTheParametersThatStandForAFormula() {
        String formulas = """
                choice end { head tail }
                let counted = 6 * 7
                param size: int = counted
                param twice: int = 2 * counted
                longer: end = if size > 50 then tail else head
                """;
        Binder binder = new Binder((name, from) -> Source.file("own.formulas", formulas), new Catalog(List.of()));

        Sweep sweep = binder.bind(SpecReader.read("s.yaml", "formulas: own\n"));

        assertThat(sweep.columns()).containsExactly("size", "longer");
        assertThat(BoundFormulas.of(sweep).column("longer").type()).isEqualTo(Type.rowOf("end"));
    }
}
