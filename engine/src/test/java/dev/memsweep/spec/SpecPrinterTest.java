package dev.memsweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.formula.Location;
import dev.memsweep.spec.SweepSpec.Assignment;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpecPrinterTest {
    private static final String EVERYTHING = """
            apiVersion: memsweep/v1
            name: which-fits
            description: "Which layouts fit? Say: all, even \\"odd\\" ones."
            formulas: [training, my/more.formulas]
            catalog: [my/model.csv]
            fixed:
              model: {mine: {params: 7B, hidden: 4k, family: "8", hf_id: org/name}}
              budget: 80 GiB
              label: "no"
              device: RTX 4090
            axes:
              tp: [1, 2, 4..8]
              pp: {range: [1, 64, 3]}
              dp: {pow2: [1, 8]}
              dropout: {linspace: [0.0, 1, 5]}
              rate: {logspace: [1e-3, 1, 7]}
              layers: {divisors_of: heads // 2, max: 16}
              fused: {values: [true], when: tp > 1, else: false}
              both: {zip: {a: [x, "y"], b: {pow2: [1, 2]}}}
              models: [{one: {params: 1}}, two]
            derive:
              gpus: tp * pp
              cost:
                expr: "if gpus > 1 then 2 else {"
                unit: USD
                description: What it costs
            where:
              - "a in (1, 2)"
              - expr: gpus <= 64
                reason: too_many
            columns: [tp, pp]
            output:
              path: out/
              partition_by: [tp, pp]
              file_rows: 1000000
              compression: zstd
              compression_level: -3
              row_group_rows: 65536
              page_rows: 1024
            """;

    @Test
    void printsEveryPart() {
        assertThat(SpecPrinter.print(read(EVERYTHING))).isEqualTo(EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVERYTHING,
                "formulas: f\n",
                "formulas: f\nwhere:\n  - |\n    tp > 1\n      and pp < 2\n  - a > 1\n    or b\n  - '\"x\" == y # z'\n",
                "formulas: f\ndescription: |\n  Two\n  lines\t\\ \u00e9 \u2028\n",
                "formulas: f\nfixed: {a: 'b: c', d: a:b, e: '', f: \"-\", g: '1', h: -5, i: .5, j: ~x, k: \"a, b\"}\n",
                "formulas: f\naxes: {a: 1..4, b: 1..4:2, c: 5, d: []}\n",
                "formulas: f\noutput: {compression: zstd}\n",
                "formulas: f\noutput: {path: 'hdfs://host/a b/', partition_by: a, compression_level: -7}\n",
            })
    void isReadBackTheSame(String yaml) {
        SweepSpec spec = read(yaml);

        SweepSpec again = read(SpecPrinter.print(spec));

        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Location.class)
                .isEqualTo(spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1,2,4", "1..64:3", "pow2:1..8", "linspace:0..1:5", "divisors_of:64:8", "llama-3.1-70b", "4k"})
    void printsWhatFlagsSay(String text) {
        Assignment assignment = FlagValues.parse("x", text, Location.of("--x"));
        SweepSpec base = read("formulas: f\n");
        SweepSpec spec = new SweepSpec(
                base.location(),
                "",
                "",
                base.formulas(),
                List.of(),
                assignment instanceof Setting setting ? List.of(setting) : List.of(),
                assignment instanceof AxisSpec axis ? List.of(axis) : List.of(),
                List.of(),
                List.of(),
                List.of(),
                base.output());

        assertThat(read(SpecPrinter.print(spec)))
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Location.class)
                .isEqualTo(spec);
    }

    private static SweepSpec read(String yaml) {
        return SpecReader.read("s.yaml", yaml);
    }
}
