package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DirectorySweepTest extends CommandTest {
    private static final String HIVE = "read_parquet('FOLDER/out/**/*.parquet', hive_partitioning = true)";

    @BeforeEach
    void writeSpec() {
        write("toy.formulas", TOY);
        write("toy.yaml", """
                apiVersion: memsweep/v1
                name: toy
                formulas: toy.formulas
                axes:
                  n: 1..40
                  d: [1, 2, 5]
                  pair: {zip: {x: [0.25, 1.5, 2.5], on: [true, false, true]}}
                where: n % 4 > 0
                """);
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.replace("FOLDER", folder.toString()))) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
                lines.add(String.join(" ", cells));
            }
            return lines;
        }
    }

    private List<String> filesBelow(String directory) {
        Path root = folder.resolve(directory);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replaceAll("-[0-9a-f]{8}\\.parquet", "-H.parquet"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void partFilesHaveTheRowsOfTheFileInItsOrder() throws SQLException {
        writeLargerSpec();
        result("sweep", "larger.yaml", "-o", "one.parquet");
        Run run = run("sweep", "larger.yaml", "-o", "out/", "--file-rows", "90000");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(withoutFolder(run.err()).replaceAll("[0-9.,]+ (s|M|[KM]iB)\\b", "# $1"))
                .matches("""
                        600,000 rows in # s \\(\\S+( M)? rows/s\\), # [KM]iB in [0-9]+ files: out/
                        next: memsweep describe out/, or duckdb -c "FROM 'out/\\*\\.parquet' LIMIT 10"
                        """);
        assertThat(filesBelow("out"))
                .startsWith("_SUCCESS", "_manifest.json", "part-00000-H.parquet", "part-00001-H.parquet")
                .hasSizeBetween(2 + 7, 2 + 14);
        assertThat(query("FROM 'FOLDER/one.parquet'")).hasSize(600_000).isEqualTo(query("FROM 'FOLDER/out/*.parquet'"));
        assertThat(query("SELECT max(n) <= 90000 FROM (SELECT count(*) n FROM read_parquet('FOLDER/out/*.parquet', "
                        + "filename = true) GROUP BY filename)"))
                .containsExactly("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d           | d",
                "n           | n",
                "on          | on",
                "x,d         | x d",
                "on,x        | on x",
                "d,n,on,x    | d n on x"
            })
    void partitionsHaveTheRowsOfTheFile(String names, String columns) throws SQLException {
        result("sweep", "toy.yaml", "-o", "one.parquet");
        result("sweep", "toy.yaml", "-o", "out", "--partition-by", names);

        String all = "SELECT n, d, x::DOUBLE AS x, \"on\"::BOOLEAN AS o, layer_bytes, share, whole FROM ";
        assertThat(query(all + HIVE + " ORDER BY ALL"))
                .hasSize(270)
                .isEqualTo(query(all + "'FOLDER/one.parquet' ORDER BY ALL"));
        List<String> stored = query("SELECT column_name FROM (DESCRIBE FROM "
                + "read_parquet('FOLDER/out/**/*.parquet', hive_partitioning = false))");
        assertThat(stored).isNotEmpty().doesNotContain(columns.split(" "));
        assertThat(withoutFolder(result("verify", "out")))
                .matches("out: whole, 270 rows, [0-9,]+ bytes in [0-9]+ files?\n");
    }

    /** More rows than a tile has, so that there are several row groups. */
    private void writeLargerSpec() {
        write("larger.formulas", "param a: int\nparam b: int\nparam c: int\nsum = a * 1000000 + b * 1000 + c\n");
        write("larger.yaml", """
                apiVersion: memsweep/v1
                formulas: larger.formulas
                axes: {a: 1..30, b: 1..40, c: 1..500}
                """);
    }

    @Test
    void rowsOfAPartitionKeepTheOrderOfTheSpec() throws SQLException {
        writeLargerSpec();
        result("sweep", "larger.yaml", "-o", "one.parquet", "--a", "7,3");
        result("sweep", "larger.yaml", "-o", "out/", "--a", "7,3", "--partition-by", "a", "--file-rows", "5000");

        assertThat(query("SELECT b, c, sum FROM 'FOLDER/out/a=3/*.parquet'"))
                .hasSize(20_000)
                .isEqualTo(query("SELECT b, c, sum FROM 'FOLDER/one.parquet' WHERE a = 3"));
        assertThat(filesBelow("out")).contains("a=3/part-00001-H.parquet", "a=7/part-00001-H.parquet");
    }

    @Test
    void twoSweepsGiveTheSameBytesOnAnyNumberOfThreads() throws IOException {
        writeLargerSpec();
        String[] layout = {"--partition-by", "b", "--file-rows", "5000", "--b", "1..4"};
        result(words(layout, "sweep", "larger.yaml", "-o", "a/", "--threads", "1"));
        result(words(layout, "sweep", "larger.yaml", "-o", "b/", "--threads", "3"));

        assertThat(filesBelow("a")).isEqualTo(filesBelow("b"));
        assertThat(folder.resolve("a/_manifest.json"))
                .hasBinaryContent(Files.readAllBytes(folder.resolve("b/_manifest.json")));
    }

    @Test
    void partitionValuesAreEscapedAndCatalogRowsAreLabels() throws SQLException {
        result(
                "sweep",
                "--model",
                "llama-2-70b,chatglm-6b",
                "--weight-dtype",
                "fp16,int8",
                "--tp",
                "1..4",
                "-o",
                "out/",
                "--partition-by",
                "model,weight_dtype");

        assertThat(filesBelow("out"))
                .containsExactly(
                        "_SUCCESS",
                        "_manifest.json",
                        "model=chatglm-6b/weight_dtype=fp16/part-00000-H.parquet",
                        "model=chatglm-6b/weight_dtype=int8/part-00000-H.parquet",
                        "model=llama-2-70b/weight_dtype=fp16/part-00000-H.parquet",
                        "model=llama-2-70b/weight_dtype=int8/part-00000-H.parquet");
        assertThat(query("SELECT model, weight_dtype, count(*) FROM " + HIVE + " GROUP BY ALL ORDER BY ALL"))
                .containsExactly("chatglm-6b fp16 4", "chatglm-6b int8 4", "llama-2-70b fp16 4", "llama-2-70b int8 4");
    }

    @Test
    void anEmptyResultIsAnEmptyDatasetWithTypes() throws SQLException {
        Run run = run("sweep", "toy.yaml", "--where", "n > 40", "-o", "out/", "--partition-by", "d");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .startsWith("memsweep: the conditions keep 0 of 360 rows; wrote an empty, valid directory\n");
        assertThat(query("SELECT count(*) FROM " + HIVE)).containsExactly("0");
        assertThat(query("SELECT column_type FROM (DESCRIBE FROM " + HIVE + ") WHERE column_name = 'layer_bytes'"))
                .containsExactly("BIGINT");
        assertThat(filesBelow("out")).containsExactly("_SUCCESS", "_manifest.json", "d=1/part-00000-H.parquet");
        assertThat(withoutFolder(result("verify", "out/"))).startsWith("out: whole, 0 rows, ");
    }

    @Test
    void aDirectoryIsReplacedOnlyByForceAndOnlyWhenItIsOurs() {
        result("sweep", "toy.yaml", "-o", "out/", "--partition-by", "d");
        assertRefused(
                2,
                "memsweep: out/: already exists; add --force to replace it, or choose another with -o\n",
                "sweep",
                "toy.yaml",
                "-o",
                "out/");
        result("sweep", "toy.yaml", "-o", "out/", "--force");
        assertThat(filesBelow("out")).containsExactly("_SUCCESS", "_manifest.json", "part-00000-H.parquet");

        assertRefused(
                3,
                "memsweep: : is not replaced, since it has no _manifest.json and so was not written by memsweep; "
                        + "choose another name, or remove it first\n",
                "sweep",
                "toy.yaml",
                "-o",
                "./",
                "--force");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--partition-by dd | --partition-by: 'dd' is not on an axis of this sweep; did you mean 'd'?",
                "--partition-by layer_bytes | --partition-by: 'layer_bytes' is not on an axis of this sweep; "
                        + "known: n, d, x, on",
                "--partition-by d,d | --partition-by: 'd' is given twice",
                "--partition-by n --columns n | --partition-by: leaves the files without a column; the columns are n",
                "--file-rows 0 | --file-rows: must be a whole number of rows from 1 to 9999999999999, "
                        + "as in 100000000, found '0'",
                "--file-rows 1G | --file-rows: must be a whole number of rows from 1 to 9999999999999, "
                        + "as in 100000000, found '1G'"
            })
    void aLayoutThatCannotBeIsRefused(String flags, String message) {
        assertRefused(2, "memsweep: " + message + "\n", ("sweep toy.yaml -o out/ " + flags).split(" "));
    }

    @Test
    void aRowWithoutAValueIsNamedAndLeavesNothing() {
        assertRefused(
                2,
                "memsweep: --derive: division by zero in 'y': 3 // 0, at row 1 (n=3, d=1) of the partition n=3\n",
                "sweep",
                "--formulas",
                "toy.formulas",
                "--derive",
                "y=n // (d * n - 3)",
                "--n",
                "2..4",
                "--d",
                "0,1",
                "--columns",
                "d,y",
                "-o",
                "out/",
                "--partition-by",
                "n");
    }

    @Test
    void tooManyDirectoriesOrFilesAreRefused() {
        write("big.formulas", "param a: int\nparam b: int\nc = a + b\n");
        String[] question = {"--formulas", "big.formulas", "--a", "1..1000", "--b", "1..1000", "-o", "out/"};

        assertRefused(
                4,
                "memsweep: --partition-by: a,b makes 1,000,000 directories; the limit is 10,000; "
                        + "name fewer or shorter axes\n",
                words(question, "sweep", "--partition-by", "a,b"));
        assertRefused(
                4,
                "memsweep: --file-rows: 5 rows a file make 200,000 files; the limit is 100,000; give more rows a file\n",
                words(question, "sweep", "--file-rows", "5"));
    }

    @Test
    void verifyFindsFlipsMissingAndExtraFiles() throws IOException {
        result("sweep", "toy.yaml", "-o", "out/", "--partition-by", "d");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder.resolve("out"))) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("_SUCCESS"))
                    .toList();
        }
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 100; i++) {
            Path file = files.get(i % files.size());
            byte[] bytes = Files.readAllBytes(file);
            int at = random.nextInt(bytes.length);
            int bit = 1 << random.nextInt(8);
            bytes[at] ^= (byte) bit;
            Files.write(file, bytes);
            Run run = run("verify", "out");
            assertThat(run.code()).as("byte %s of %s", at, file).isEqualTo(5);
            assertThat(withoutFolder(run.err())).startsWith("memsweep: out/");
            bytes[at] ^= (byte) bit;
            Files.write(file, bytes);
        }
        assertThat(run("verify", "out").code()).isZero();

        Files.delete(folder.resolve("out/_SUCCESS"));
        write("out/part-7.parquet", "x");
        assertThat(withoutFolder(run("verify", "out/").err())).isEqualTo("""
                        memsweep: out/_SUCCESS: is missing: the directory may be unfinished
                        memsweep: out/part-7.parquet: is not in the manifest
                        """);
    }

    @Test
    void verifyFindsAPartOfAnotherSweep() throws IOException {
        result("sweep", "toy.yaml", "-o", "out/");
        result("sweep", "toy.yaml", "--where", "n > 7", "-o", "other/");
        Path ours = part("out");
        Files.copy(part("other"), ours, StandardCopyOption.REPLACE_EXISTING);

        Run run = run("verify", "out");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("is another file: its checksum is ").contains("is of another spec than");
    }

    private Path part(String directory) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void describesADirectory() throws IOException {
        result("sweep", "toy.yaml", "-o", "out/", "--partition-by", "d,on");

        String out = withoutFolder(result("describe", "out/"));

        assertThat(out)
                .startsWith("out/  directory of Parquet files\n  rows         270\n")
                .containsPattern("\n  files +6\n")
                .containsPattern("\n  spec +sha256 [0-9a-f]{64}\n")
                .containsPattern("\nd +int32, in the path +Divisor\\.\n")
                .containsPattern("\non +boolean, in the path +Whether\\.\n")
                .containsPattern("\nlayer_bytes +int64 +bytes +Bytes of all layers\\.\n")
                .containsPattern("\n  memsweep.engine.version \\S")
                .containsPattern("\n  memsweep.formulas.sha256 [0-9a-f]{64}\n")
                .contains("memsweep.spec {")
                .doesNotContain("memsweep.part");
        String manifest = Files.readString(folder.resolve("out/_manifest.json"));
        String spec = out.replaceFirst("(?s).*  spec +sha256 ([0-9a-f]+)\n.*", "$1");
        String formulas = out.replaceFirst("(?s).*memsweep.formulas.sha256 ([0-9a-f]+)\n.*", "$1");
        assertThat(manifest)
                .contains("\"spec_sha256\":\"" + spec + "\"", "\"formulas_sha256\":\"" + formulas + "\"")
                .contains("\"rows\":270,");
        assertThat(result("describe", "out")).isEqualTo(result("describe", "out/"));

        write("out/_manifest.json", "{}");
        assertRefused(5, "memsweep: out/_manifest.json: does not end with the checksum of itself\n", "describe", "out");
    }

    /** The spec of {@link #writeSpec} with an output. */
    private void writeSpecWithOutput(String output) throws IOException {
        write("to.yaml", Files.readString(folder.resolve("toy.yaml")) + "output: " + output + "\n");
    }

    @Test
    void whatFlagsSayASpecCanSay() throws IOException {
        writeSpecWithOutput("{path: a/, partition_by: [d, on], file_rows: 20, compression: snappy, "
                + "row_group_rows: 10, page_rows: 5}");
        result("sweep", "to.yaml");
        result(("sweep toy.yaml -o b/ --partition-by d,on --file-rows 20 --compression snappy --row-group-rows 10 "
                        + "--page-rows 5")
                .split(" "));

        assertThat(filesBelow("a")).isEqualTo(filesBelow("b")).hasSize(8);
        assertThat(folder.resolve("a/_manifest.json"))
                .hasBinaryContent(Files.readAllBytes(folder.resolve("b/_manifest.json")));
        assertThat(result("describe", "to.yaml")).contains("""

                output
                  path            a/
                  partition_by    d, on
                  file_rows       20
                  compression     snappy
                  row_group_rows  10
                  page_rows       5
                """);
    }

    @Test
    void flagsTakeThePlaceOfWhatASpecSays() throws IOException {
        writeSpecWithOutput("{path: a/, partition_by: d, file_rows: 20, compression_level: 3, page_rows: 7}");
        String printed = result(
                "sweep",
                "to.yaml",
                "--print-spec",
                "-o",
                "b/",
                "--partition-by",
                "on,x",
                "--compression",
                "none",
                "--row-group-rows",
                "99");

        assertThat(printed).endsWith("""
                output:
                  path: b/
                  partition_by: ["on", x]
                  file_rows: 20
                  compression: none
                  row_group_rows: 99
                  page_rows: 7
                """);
        assertThat(files()).doesNotContain("a", "b");
        write("printed.yaml", printed);
        result("sweep", "printed.yaml");
        assertThat(filesBelow("b")).contains("on=true/x=0.25/part-00000-H.parquet");

        writeSpecWithOutput("{path: a.parquet, partition_by: [], compression_level: 3}");
        result("sweep", "to.yaml");
        assertThat(folder.resolve("a.parquet")).isRegularFile();
        writeSpecWithOutput("{partition_by: [d]}");
        result("sweep", "to.yaml", "--partition-by", "");
        assertThat(folder.resolve("toy.parquet")).isRegularFile();
    }

    @Test
    void mistakesInTheOutputOfASpecAreReportedTogether() throws IOException {
        writeSpecWithOutput(String.join(
                "\n  ",
                "",
                "path: a.parquet",
                "partition_by: [dd, d, d]",
                "file_rows: 1_000",
                "compression: gzip",
                "compression_level: 99",
                "row_group_rows: 0",
                "page_rows: many"));
        String message = """
                memsweep: to.yaml:10:9: 'a.parquet' names a file, but 'file_rows' (to.yaml:12:14) makes a directory; \
                write 'a.parquet/', or leave that out
                memsweep: to.yaml:11:18: 'partition_by': 'dd' is not on an axis of this sweep; did you mean 'd'?
                memsweep: to.yaml:11:25: 'partition_by': 'd' is given twice
                memsweep: to.yaml:12:14: 'file_rows': must be a whole number of rows from 1 to 9999999999999, as in \
                100000000, found '1_000'
                memsweep: to.yaml:13:16: unknown compression 'gzip'; known: zstd, snappy, lz4_raw, none
                memsweep: to.yaml:14:22: 'compression_level': must be a whole number from -7 to 22, found '99'
                memsweep: to.yaml:15:19: 'row_group_rows': must be a whole number from 1 to 1000000000, found '0'
                memsweep: to.yaml:16:14: 'page_rows': must be a whole number from 1 to 8388608, found 'many'
                """;
        assertRefused(2, message, "sweep", "to.yaml");
        assertRefused(2, message, "sweep", "to.yaml", "--print-spec");
        assertRefused(2, message, "describe", "to.yaml");

        writeSpecWithOutput("{path: [a, b], file_row: 3, page_rows: x}");
        assertThat(withoutFolder(run("sweep", "to.yaml").err()))
                .contains("to.yaml:9:16: 'path' needs one value, found a list\n")
                .contains("to.yaml:9:24: unknown key 'file_row'; did you mean 'file_rows'?\n")
                .contains("to.yaml:9:48: 'page_rows': must be a whole number from 1 to 8388608, found 'x'\n");
        writeSpecWithOutput("{compression: snappy, compression_level: 3}");
        assertRefused(
                2,
                "memsweep: to.yaml:9:50: 'compression_level': is for zstd only; snappy has no levels\n",
                "sweep",
                "to.yaml");
    }

    @Test
    void aNameOfAFileIsNotThatOfADirectory() throws IOException {
        assertRefused(
                2,
                "memsweep: --output: 'x.parquet' names a file, but --partition-by makes a directory; write 'x.parquet/', "
                        + "or leave that out\n",
                "sweep",
                "toy.yaml",
                "-o",
                "x.parquet",
                "--partition-by",
                "d");
        result("sweep", "toy.yaml", "-o", "x.parquet/", "--partition-by", "d");
        assertThat(filesBelow("x.parquet")).contains("d=1/part-00000-H.parquet");
    }

    @Test
    void dryRunSaysThatADirectoryWouldBeWritten() {
        assertThat(withoutFolder(result("sweep", "toy.yaml", "--partition-by", "d", "-n")))
                .endsWith("would write toy/\n");
        assertThat(files()).containsExactly("toy.formulas", "toy.yaml");
    }
}
