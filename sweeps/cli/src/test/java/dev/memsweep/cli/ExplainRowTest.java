package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.parquet.OutputTarget;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.ParquetSink;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code explain FILE.parquet --row N}: rows of real files, derived again from the files alone. */
final class ExplainRowTest extends CommandTest {
    /** Columns that name every axis of {@link #sweepToy}, so that equal values mean the same point. */
    private static final String COLUMNS = "n,d,x,on,layer_bytes,sum";

    @Test
    void printsWhatExplainPrintsOfThePoint() {
        String columns = "optimizer,tp,micro_batch,seq_len,activation_bytes,total_bytes";
        sweep(
                "--model",
                "chatglm-6b",
                "--optimizer",
                "adamw,sgd-momentum",
                "--tp",
                "1,2,4,8",
                "--micro-batch",
                "1..64",
                "--seq-len",
                "512..8192:512",
                "--columns",
                columns);

        // The last axis moves fastest: 4321 = ((1 * 4 + 0) * 64 + 14) * 16 + 1.
        String row = result("explain", "a.parquet", "--row", "4321");

        String point = result(
                "explain",
                "--model",
                "chatglm-6b",
                "--optimizer",
                "sgd-momentum",
                "--tp",
                "1",
                "--micro-batch",
                "15",
                "--seq-len",
                "1024",
                "--columns",
                columns);
        assertThat(withoutFolder(row))
                .isEqualTo(point + "\nrow 4321 of a.parquet: all 6 stored values equal the derived ones\n");
        assertThat(result("explain", "a.parquet", "--row", "0", "tp"))
                .startsWith("parameters\n  tp  1\n\n")
                .doesNotContain("_bytes =");
    }

    @Test
    void explainsOneColumnOrHiddenFormula() {
        write("toy.formulas", TOY + "let half = n / 2\nquarter = half / 2\n");
        sweep("--formulas", "toy.formulas", "--n", "0..100", "--d", "1", "--columns", "n,quarter,layer_bytes");

        assertThat(withoutFolder(result("explain", "a.parquet", "--row", "7", "half")))
                .isEqualTo("""
                        parameters
                          n  7

                        half = 3.5
                          = n / 2
                          = 7 / 2

                        row 7 of a.parquet: all 3 stored values equal the derived ones
                        """);
        assertRefused(
                2,
                "memsweep: unknown column or formula 'quartr'; did you mean 'quarter'?\n",
                "explain",
                "a.parquet",
                "quartr",
                "--row",
                "7");
    }

    @Test
    void findsEveryRowThatConditionsKeep() {
        sweepToy("--n", "0..3", "--d", "1..4", "--where", "(n + d) % 3 != 1", "--where", "n != 2 or on");

        int row = 0;
        for (int n = 0; n <= 3; n++) {
            for (int d = 1; d <= 4; d++) {
                for (double x : new double[] {1e-4, 0.3, 7}) {
                    for (boolean on : new boolean[] {false, true}) {
                        if ((n + d) % 3 != 1 && (n != 2 || on)) {
                            assertThat(result("explain", "a.parquet", "--row", "" + row, "--format", "json"))
                                    .startsWith("{\n  \"row\" : " + row + ",\n  \"equal\" : true,\n")
                                    .contains(field("n", n), field("d", d), field("x", x), field("on", on));
                            row++;
                        }
                    }
                }
            }
        }
        assertRefused(
                2,
                "memsweep: --row: must be a whole number from 0 to " + (row - 1) + ", found '" + row + "'\n",
                "explain",
                "a.parquet",
                "--row",
                "" + row);
    }

    private static String field(String column, Object value) {
        return "\"name\" : \"" + column + "\",\n    \"stored\" : " + value + ",\n    \"derived\" : " + value + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "snappy", "lz4_raw", "none"})
    void findsRowsInManyTilesAndRowGroups(String codec) {
        write("big.formulas", """
                param a: int in 1..1000
                param b: int in 1..2000
                param c: int in 1..2
                bytes = a * 1000000 + b * 10 + c
                share = a / b
                odd = bytes % 7 == 3
                """);
        sweep(
                "--formulas",
                "big.formulas",
                "--a",
                "1..1000",
                "--b",
                "1..2000",
                "--c",
                "1,2",
                "--where",
                "a % 5 != 0 or b > 1990",
                "--where",
                "(a + b) % 11 < 9",
                "--columns",
                "a,b,c,bytes,share,odd",
                "--compression",
                codec);

        long row = 0;
        for (int a = 1; a <= 1000; a++) {
            for (int b = 1; b <= 2000; b++) {
                if ((a % 5 != 0 || b > 1990) && (a + b) % 11 < 9) {
                    boolean asked = (a == 1 && b < 3)
                            || (a == 5 && b == 1993)
                            || (a == 700 && b == 2000)
                            || (a == 999 && b == 77);
                    if (asked) {
                        assertThat(result("explain", "a.parquet", "--row", "" + (row + 1), "--format", "json"))
                                .contains("\"equal\" : true", field("a", a), field("b", b), field("c", 2));
                    }
                    row += 2;
                }
            }
        }
        assertThat(run("explain", "a.parquet", "--row", "" + row).code()).isEqualTo(2);
    }

    @Test
    void followsZippedAndConditionalAxesAndDerivedColumns() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                description: Not a part of the rows.
                formulas: toy.formulas
                axes:
                  pair: {zip: {n: [1, 2, 40], d: [4, 2, 1]}}
                  x: {values: [0.25, 2.5e-7, 1e12], when: "n > 1", else: 0.125}
                derive:
                  on: n > 2
                  scaled: {expr: "layer_bytes * x", unit: bytes, description: Bytes that are scaled.}
                where:
                  - {expr: share >= 0.25 and not (n == 2 and x == 0.25), reason: no_small_share}
                columns: [n, d, x, on, share, scaled]
                """);
        assertThat(run("sweep", "s.yaml", "-o", "a.parquet").code()).isZero();
        delete("s.yaml", "toy.formulas");

        // 1 x else, 2 x two values, 40 x three values
        assertThat(withoutFolder(result("explain", "a.parquet", "--row", "4", "scaled")))
                .isEqualTo("""
                        parameters
                          n      40
                          d       1
                          x  2.5E-7

                        layer_bytes = 40,000 bytes (39.06 KiB)
                          Bytes of all layers.
                          = n * 1000
                          = 40 * 1000

                        scaled = 0 bytes
                          Bytes that are scaled.
                          = layer_bytes * x
                          = 40000 * 2.5E-7

                        row 4 of a.parquet: all 6 stored values equal the derived ones
                        """);
        for (int row = 0; row < 6; row++) {
            assertThat(result("explain", "a.parquet", "--row", "" + row)).contains("all 6 stored values equal");
        }
        assertThat(run("explain", "a.parquet", "--row", "6").code()).isEqualTo(2);
    }

    @Test
    void standsAloneWithUserFormulasAndTables() throws IOException {
        Files.createDirectories(folder.resolve("sets/parts"));
        Files.createDirectories(folder.resolve("tables"));
        write("sets/parts/base.formulas", """
                table gpu(
                    /** Memory.
                        @unit bytes */
                    memory: int in 0..,
                    rate: real,
                    fast: bool,
                    maker: text
                )
                param gpu: gpu
                """);
        write("sets/mine.formulas", """
                include "parts/base.formulas"
                /** How many. */
                param count: int in 1..100 = 2
                /** Bytes in all.
                    @unit bytes */
                all_bytes = count * gpu.memory + (if gpu == 'plain' then 1 else 0)
                work = if gpu.fast then gpu.rate * count else log2(gpu.rate)
                """);
        write(
                "tables/gpu.csv",
                "name,memory,rate,fast,maker\nplain,12,0.1,false,\n\"a, b\",34,1e300,true,\"x \"\"y\"\"\"\n");
        write("s.yaml", """
                apiVersion: memsweep/v1
                formulas: sets/mine.formulas
                catalog: tables
                axes:
                  gpu: ["a, b", plain, "  in place ": {memory: 56, rate: 3, fast: false, maker: " z\\t"}]
                  count: 1..9
                columns: [gpu, count, all_bytes, work]
                """);
        assertThat(run("sweep", "s.yaml", "-o", "a.parquet").err()).doesNotContain("memsweep:");
        String before = result("explain", "a.parquet", "--row", "10");
        delete("s.yaml", "sets/mine.formulas", "sets/parts/base.formulas", "tables/gpu.csv");

        assertThat(result("explain", "a.parquet", "--row", "10"))
                .isEqualTo(before)
                .contains("  gpu    plain\n")
                .contains("\nall_bytes = 25 bytes\n  Bytes in all.\n")
                .contains("all 4 stored values equal");
        for (int row = 0; row < 27; row++) {
            assertThat(run("explain", "a.parquet", "--row", "" + row).code()).isZero();
        }
    }

    @Test
    void standsAloneWithAModelFromAConfigFile() throws IOException {
        write("config.json", """
                {"model_type": "llama", "hidden_size": 4096, "intermediate_size": 11008, "num_hidden_layers": 32,
                 "num_attention_heads": 32, "vocab_size": 32000, "max_position_embeddings": 4096}
                """);
        sweep(
                "--formulas",
                "inference",
                "--model",
                "./config.json,llama-3-8b",
                "--tp",
                "1,2,4",
                "--columns",
                "model,tp,params,total_bytes,max_context");
        delete("config.json");

        Run run = run("explain", "a.parquet", "--row", "1", "total_bytes");

        assertThat(run.out()).contains("  model", "./config.json").contains("all 5 stored values equal");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"training,zero,0..3", "inference,tp,pow2:1..8"})
    void derivesRowsOfTheShippedSets(String set, String parameter, String values) {
        sweep("--formulas", set, "--model", "llama-3-8b,chatglm-6b", "--" + parameter, values, "--seq-len", "1k,4k");

        for (int row = 0; row < 16; row++) {
            assertThat(result("explain", "a.parquet", "--row", "" + row)).contains(" stored values equal");
        }
    }

    @Test
    void listsTheStoredValuesThatDiffer() throws IOException {
        write("toy.formulas", TOY);
        forge("if n == 3 then 7 else n * 2", metadata -> metadata);

        Run run = run("explain", "forged.parquet", "--row", "3", "layer_bytes");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).isEmpty();
        assertThat(withoutFolder(run.out()))
                .startsWith("parameters\n  n  3\n\nlayer_bytes = 3000 bytes (2.93 KiB)\n")
                .endsWith("""

                        row 3 of forged.parquet: 1 of 3 stored values differ from the derived ones
                          twice: stored 7, derived 6
                        """);
        assertThat(run("explain", "forged.parquet", "--row", "4").code()).isZero();
        Run json = run("explain", "forged.parquet", "--row", "3", "--format", "json");
        assertThat(json.code()).isEqualTo(5);
        assertThat(json.out()).contains("\"equal\" : false", "\"stored\" : 7,\n    \"derived\" : 6\n");
    }

    @Test
    void refusesAFooterThatIsNotTheSweeps() throws IOException {
        write("toy.formulas", TOY);
        String damaged = "memsweep: forged.parquet: its footer is damaged: ";

        forge("n * 2", metadata -> metadata.replace("n * 1000", "n * 1001"));
        assertRefused(5, damaged + "the formulas in it are not those whose hash it has\n", "forged.parquet");
        forge("n * 2", metadata -> metadata.replace("\"reason\"", "\"raisin\""));
        assertRefused(5, damaged + "a field 'reason' is missing\n", "forged.parquet");
        forge("n * 2", metadata -> metadata.replace("\"to\":5", "\"to\":500"));
        assertRefused(5, damaged + "'n' must be 0 to 100, found 101\n", "forged.parquet");
        forge("n * 2", metadata -> metadata.replace("n < 100", "n < 2"));
        assertRefused(
                5,
                "memsweep: forged.parquet: is damaged: it has 6 rows, but its conditions keep 2\n",
                "forged.parquet");
        forge("n * 2", metadata -> metadata.replace("[\"twice\",", "["));
        assertRefused(
                5,
                "memsweep: forged.parquet: is damaged: its columns are not those of the spec in its footer\n",
                "forged.parquet");
    }

    /** Writes six rows of n, layer_bytes and twice, where the footer says that twice is {@code n * 2}. */
    private void forge(String twice, UnaryOperator<String> metadata) throws IOException {
        Plan honest = plan("n * 2");
        Plan other = plan(twice);
        Path file = folder.resolve("forged.parquet");
        try (ParquetSink sink = ParquetSink.open(OutputTarget.local(file, true), other, ParquetOptions.DEFAULT)) {
            new Evaluator(other, 1).run(sink, done -> {});
            Map<String, String> changed = new HashMap<>(FileMetadata.of(honest, sink.rowsWritten()));
            changed.replaceAll((key, value) -> metadata.apply(value));
            sink.finish(changed);
        }
    }

    private Plan plan(String twice) throws IOException {
        write("s.yaml", """
                apiVersion: memsweep/v1
                formulas: toy.formulas
                axes: {n: 0..5}
                derive: {twice: TWICE}
                where: [n < 100]
                columns: [twice, n, layer_bytes]
                """.replace("TWICE", '"' + twice + '"'));
        Environment environment = new Environment(Map.of(), folder, false, false, 100);
        Session session = new Session(
                new Console(new java.io.ByteArrayOutputStream(), new java.io.ByteArrayOutputStream(), environment),
                environment);
        Arguments arguments = new Arguments(List.of(new Arguments.Argument("", "s.yaml")));
        return PlanCompiler.compile(
                Question.ofSpecOrFlags(arguments, new SweepCommand(), session).bind());
    }

    private void assertRefused(int code, String message, String file) {
        assertRefused(code, message, "explain", file, "--row", "3");
    }

    @Test
    void refusesPagesThatAreDamaged() throws IOException {
        write("toy.formulas", TOY);
        sweep("--formulas", "toy.formulas", "--n", "0..100", "--d", "1", "--compression", "none", "--columns", "n");
        byte[] bytes = Files.readAllBytes(folder.resolve("a.parquet"));
        for (int i = 40; i < 60; i++) {
            bytes[i] ^= 0x55;
        }
        write("a.parquet", bytes);

        assertRefused(
                5, "memsweep: a.parquet: is damaged: row 3 cannot be read\n", "explain", "a.parquet", "--row", "3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.parquet                           | --row: is missing; give a whole number from 0 to 10,099
            a.parquet --row                     | --row: a value is missing, as in --row N
            a.parquet --row -1                  | --row: must be a whole number from 0 to 10,099, found '-1'
            a.parquet --row x                   | --row: must be a whole number from 0 to 10,099, found 'x'
            a.parquet --row 1.0                 | --row: must be a whole number from 0 to 10,099, found '1.0'
            a.parquet --row 10100               | --row: must be a whole number from 0 to 10,099, found '10100'
            a.parquet --row 99999999999999999999 | --row: must be a whole number from 0 to 10,099, found '99999999999999999999'
            a.parquet --row 1 --n 2             | --n: does not go with a Parquet file, which says itself what its rows are
            a.parquet --row 1 --model x         | --model: does not go with a Parquet file, which says itself what its rows are
            a.parquet --rwo 1                   | --rwo: does not go with a Parquet file, which says itself what its rows are; did you mean '--row'?
            a.parquet --row 1 --format csv      | --format: unknown format 'csv'; known: table, json
            other.parquet --row 1               | other.parquet: is a Parquet file, but not one that memsweep wrote
            empty.parquet --row 0               | empty.parquet: has no rows
            total_bytes --row 1                 | --row: needs the Parquet file that has the row, as in memsweep explain sweep.parquet --row 0
            --model chatglm-6b --row 1          | --row: needs the Parquet file that has the row, as in memsweep explain sweep.parquet --row 0
            """)
    void refusesWithOneLine(String words, String message) throws Exception {
        write("toy.formulas", TOY);
        sweep("--formulas", "toy.formulas", "--n", "0..100", "--x", "1..100", "--columns", "n,x,layer_bytes");
        assertThat(run(
                                "sweep",
                                "--formulas",
                                "toy.formulas",
                                "--n",
                                "1",
                                "--where",
                                "n > 1",
                                "--columns",
                                "n",
                                "-o",
                                "empty.parquet")
                        .code())
                .isZero();
        try (var connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 1 AS n) TO '" + folder.resolve("other.parquet") + "' (FORMAT parquet)");
        }

        assertRefused(2, "memsweep: " + message + "\n", words(words.strip().split(" "), "explain"));
    }

    /** A directory of 2 x 2 partitions of several files, of whose 48,000 points a condition keeps two of three. */
    private void sweepParts() {
        write("big.formulas", """
                param a: int in 1..1000
                param b: int in 1..40
                param c: int in 1..300
                param s: real
                sum = a * 1000000 + b * 1000 + c
                scaled = sum * s
                """);
        String[] question = {
            "--formulas",
            "big.formulas",
            "--a",
            "1..2",
            "--b",
            "1..40",
            "--c",
            "1..300",
            "--s",
            "0.5,2.5",
            "--where",
            "(a + b + c) % 3 > 0",
            "--columns",
            "s,a,b,c,sum,scaled"
        };
        result(words(
                question,
                "sweep",
                "-o",
                "out/",
                "--partition-by",
                "s,a",
                "--file-rows",
                "3000",
                "--row-group-rows",
                "1000"));
    }

    private List<String> partFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void findsRowsOfPartsAndOfDirectories() throws IOException {
        sweepParts();
        assertThat(partFiles()).hasSizeGreaterThan(8);
        delete("big.formulas");
        int inParts = 0;
        for (String file : partFiles()) {
            String last = run("explain", file, "--row", "99999")
                    .err()
                    .replaceAll("(?s).*from 0 to ([0-9,]+), found.*", "$1")
                    .replace(",", "");
            for (String row : List.of("0", last)) {
                String json = result("explain", file, "--row", row, "--format", "json");
                assertThat(json).contains("\"part\" : \"" + file.substring("out/".length()) + "\"", "\"equal\" : true");
                // s moves last in the grid, first in the directories.
                String grid = json.replaceAll("(?s).*\"grid_row\" : ([0-9]+).*", "$1");
                boolean second = Integer.parseInt(grid) % 2 == 1;
                assertThat(file).contains(second ? "s=2.5/" : "s=0.5/");
                int a = Integer.parseInt(grid) / 24_000 + 1;
                assertThat(file).contains("/a=" + a + "/");
            }
            inParts += Integer.parseInt(last) + 1;
        }
        assertThat(inParts).isEqualTo(32_000);

        // Partition s=0.5 comes first, in it a=1 and b=1, whose kept c are 2, 3, 5, 6, ...
        assertThat(withoutFolder(result("explain", "out/", "--row", "3", "sum")))
                .startsWith("parameters\n  a  1\n  b  1\n  c  6\n")
                .contains("\nsum = 1,001,006\n")
                .containsPattern("\nrow 3 of out/, row 3 of s=0\\.5/a=1/part-00000-\\w+\\.parquet, "
                        + "row 10 of the grid: all 6 stored values equal the derived ones\n$");
        assertThat(withoutFolder(result("explain", "out", "--row", "31999", "b", "c", "s")))
                .startsWith("parameters\n  a    2\n  b   40\n  c  299\n  s  2.5\n")
                .containsPattern("\nrow 31999 of out/, row [0-9]+ of s=2\\.5/a=2/part-0000[0-9]-\\w+\\.parquet, "
                        + "row 47997 of the grid: all 6 ");
        assertRefused(
                2,
                "memsweep: --row: must be a whole number from 0 to 31,999, found '32000'\n",
                "explain",
                "out/",
                "--row",
                "32000");
    }

    @Test
    void tellsOfAPartThatLiesInAnotherPartition() throws IOException {
        sweepParts();
        String part = partFiles().get(0);
        Path other = Files.createDirectories(folder.resolve("s=0.5/a=2")).resolve("p.parquet");
        Files.move(folder.resolve(part), other);

        Run run = run("explain", "s=0.5/a=2/p.parquet", "--row", "0", "b");
        assertThat(run.code()).isEqualTo(5);
        assertThat(withoutFolder(run.out())).endsWith("""
                        row 0 of s=0.5/a=2/p.parquet, row 2 of the grid: 1 of 6 stored values differ from the derived ones
                          a: stored 2, derived 1
                        """);
        Files.copy(other, folder.resolve("alone.parquet"));
        assertThat(withoutFolder(result("explain", "alone.parquet", "--row", "0", "b")))
                .endsWith("row 0 of alone.parquet, row 2 of the grid: all 6 stored values equal the derived ones\n");
    }

    @Test
    void refusesADirectoryWhosePartsAreNotThoseOfItsManifest() throws IOException {
        sweepParts();
        List<String> parts = partFiles();
        Files.copy(folder.resolve(parts.get(1)), folder.resolve(parts.get(0)), StandardCopyOption.REPLACE_EXISTING);

        assertRefused(
                5,
                "memsweep: " + parts.get(0) + ": is damaged: it is another part than the manifest says\n",
                "explain",
                "out/",
                "--row",
                "0");
        Files.delete(folder.resolve(parts.get(0)));
        assertRefused(
                3,
                "memsweep: " + parts.get(0) + ": cannot read the file: no such file\n",
                "explain",
                "out/",
                "--row",
                "0");
        Files.createDirectories(folder.resolve("plain"));
        assertRefused(
                3,
                "memsweep: plain: is a directory without _manifest.json, so memsweep did not write it; "
                        + "name a Parquet file in it\n",
                "explain",
                "plain",
                "--row",
                "0");
    }

    @Test
    void refusesWhatIsNotThere() {
        assertRefused(
                3,
                "memsweep: nope.parquet: cannot read the file: no such file\n",
                "explain",
                "nope.parquet",
                "--row",
                "1");
        assertRefused(3, "memsweep: nope: cannot read the file: no such file\n", "explain", "nope/", "--row", "1");
    }

    @Test
    void refusesWhatIsNoParquetFile() {
        write("x.parquet", "x".getBytes(StandardCharsets.UTF_8));

        assertRefused(
                5, "memsweep: x.parquet: is not a Parquet file, or is damaged\n", "explain", "x.parquet", "--row", "0");
    }

    private void sweepToy(String... options) {
        write("toy.formulas", TOY);
        String[] inner = {"--x", "0.0001,0.3,7", "--on", "false,true", "--derive", "sum=n + d * x", "--columns", COLUMNS
        };
        sweep(words(inner, words(options, "--formulas", "toy.formulas")));
    }

    private void sweep(String... options) {
        Run run = run(words(options, "sweep", "-o", "a.parquet"));
        assertThat(run.code()).as(run.err()).isZero();
    }

    private void delete(String... names) {
        for (String name : names) {
            assertThat(folder.resolve(name).toFile().delete()).isTrue();
        }
    }
}
