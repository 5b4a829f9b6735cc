package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SweepCommandTest extends CommandTest {
    /** Rows of a query on the file, cells as text, joined by spaces. */
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

    private void writeToySpec() {
        write("toy.formulas", TOY);
        write("toy.yaml", """
                apiVersion: memsweep/v1
                name: toy
                formulas: toy.formulas
                axes:
                  n: 1..4
                  d: [1, 2]
                  on: [true, false]
                where: n > 1
                """);
    }

    @Test
    void writesTheReadySpecForDuckDbToRead() throws SQLException {
        Run run = run("sweep", readySpec("chatglm-6b.yaml"));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(withoutFolder(run.err()).replaceAll("[0-9.,]+ (s|M|MiB)\\b", "# $1"))
                .isEqualTo("""
                        4,718,592 rows in # s (# M rows/s), # MiB: chatglm-6b.parquet
                        next: memsweep describe chatglm-6b.parquet, or \
                        duckdb -c "FROM 'chatglm-6b.parquet' LIMIT 10"
                        """);
        assertThat(query("SELECT count(*) FROM 'FOLDER/chatglm-6b.parquet'")).containsExactly("4718592");
        assertThat(query("SELECT column_name, column_type FROM (DESCRIBE FROM 'FOLDER/chatglm-6b.parquet')"))
                .containsExactly(
                        "precision VARCHAR",
                        "optimizer VARCHAR",
                        "recompute VARCHAR",
                        "tp INTEGER",
                        "micro_batch INTEGER",
                        "seq_len INTEGER",
                        "weight_bytes BIGINT",
                        "gradient_bytes BIGINT",
                        "optimizer_bytes BIGINT",
                        "activation_bytes BIGINT",
                        "total_bytes BIGINT",
                        "fits_80gib BOOLEAN");
    }

    @Test
    void writesTheReferenceWorkload() throws SQLException {
        result("sweep", readySpec("reference-w1.yaml"), "-o", "w1.parquet", "--threads", "2", "-q");

        assertThat(query("SELECT count(*), count(DISTINCT total_bytes) > 1000 FROM 'FOLDER/w1.parquet'"))
                .containsExactly("3538944 true");
    }

    @Test
    void givesTheRowsThatItsSqlGives() throws SQLException {
        writeToySpec();
        result("sweep", "toy.yaml");

        List<String> rows = query(result("sql", "toy.yaml"));

        assertThat(rows).hasSize(12).isEqualTo(query("FROM 'FOLDER/toy.parquet'"));
        assertThat(rows.get(0)).isEqualTo("2 1 true 2000 2.0 2");
        assertThat(result("sql", "toy.yaml", "--unordered")).doesNotContain("ORDER BY");
        assertThat(result("sql", "toy.yaml")).contains("ORDER BY position__1, position__2, position__3");
    }

    @Test
    void letsFlagsTakeThePlaceOfWhatTheSpecSays() throws SQLException {
        writeToySpec();

        String spec = result(
                "sweep",
                "toy.yaml",
                "--d",
                "5,3",
                "--on",
                "true",
                "--x",
                "1,2",
                "--where",
                "d > 1",
                "--columns",
                "n,d,x",
                "--print-spec");

        assertThat(spec).isEqualTo("""
                        apiVersion: memsweep/v1
                        name: toy
                        formulas: [toy.formulas]
                        fixed:
                          on: true
                        axes:
                          n: {range: [1, 4]}
                          d: [5, 3]
                          x: [1, 2]
                        where:
                          - n > 1
                          - d > 1
                        columns: ["n", d, x]
                        """);
    }

    @Test
    void takesAParameterOffItsLinkedAxis() {
        write("toy.formulas", TOY);
        write(
                "zip.yaml",
                "apiVersion: memsweep/v1\nformulas: toy.formulas\naxes: {both: {zip: {n: [1, 2], d: [3, 4]}}}\n");

        assertThat(result("sweep", "zip.yaml", "--d", "1,2,3", "--print-spec"))
                .endsWith("axes:\n  both: {zip: {n: [1, 2]}}\n  d: [1, 2, 3]\n");
    }

    @Test
    void writesFromFlagsAlone() throws SQLException {
        write("toy.formulas", TOY);

        result(
                "sweep",
                "--formulas",
                "toy.formulas",
                "--d",
                "1,2",
                "--n",
                "range:2..6:2",
                "--where",
                "n + d < 8",
                "--derive",
                "e=n * d",
                "--columns",
                "d,n,e",
                "-o",
                "out.parquet",
                "--compression",
                "snappy");

        assertThat(query("FROM 'FOLDER/out.parquet'")).containsExactly("1 2 2", "1 4 4", "1 6 6", "2 2 4", "2 4 8");
        assertThat(query("SELECT DISTINCT compression FROM parquet_metadata('FOLDER/out.parquet')"))
                .containsExactly("SNAPPY");
    }

    @Test
    void cutsRowGroupsAsAsked() throws SQLException {
        write("toy.formulas", TOY);
        String grid =
                "sweep --formulas toy.formulas --d 0..10 --on true,false --n 0..100 --x 1,2,3 --columns d,on,n,x ";
        result((grid + "-o default.parquet").split(" ", -1));
        String layout = "--row-group-rows 1000 --page-rows 300 --compression-level 19";
        result((grid + "-o out.parquet " + layout).split(" ", -1));

        String groups = "SELECT count(DISTINCT row_group_id) FROM parquet_metadata('FOLDER/%s')";
        assertThat(query(groups.replace("%s", "default.parquet"))).containsExactly("1");
        assertThat(query(groups.replace("%s", "out.parquet"))).containsExactly("11");
        assertThat(
                        query(
                                "SELECT count(*) FROM ((FROM 'FOLDER/out.parquet') EXCEPT ALL (FROM 'FOLDER/default.parquet'))"))
                .containsExactly("0");
    }

    @Test
    void keepsTheOriginInTheFooter() throws SQLException {
        writeToySpec();
        result("sweep", "toy.yaml");

        List<String> metadata = query("SELECT decode(key) || ' = ' || decode(value) "
                + "FROM parquet_kv_metadata('FOLDER/toy.parquet') ORDER BY 1");

        assertThat(metadata).anyMatch(line -> line.equals("memsweep.rows = 12"));
        assertThat(metadata).anyMatch(line -> line.startsWith("memsweep.spec = {\"formulas\":[\"toy.formulas\"],"));
        assertThat(metadata).anyMatch(line -> line.matches("memsweep.formulas.sha256 = [0-9a-f]{64}"));
        assertThat(metadata).anyMatch(line -> line.startsWith("memsweep.formulas = {\"toy.formulas\":\""));
        assertThat(metadata).anyMatch(line -> line.startsWith("memsweep.engine.version = "));
        assertThat(metadata)
                .anyMatch(line -> line.contains("memsweep.columns = [{\"name\":\"n\",\"type\":\"int32\",\"unit\":\"\","
                        + "\"description\":\"Layers.\"},"));
        assertThat(metadata)
                .anyMatch(line -> line.startsWith("org.apache.spark.sql.parquet.row.metadata = ")
                        && line.contains("{\"name\":\"layer_bytes\",\"type\":\"long\",\"nullable\":false,"
                                + "\"metadata\":{\"comment\":\"Bytes of all layers. [bytes]\",\"unit\":\"bytes\"}}"));
        assertThat(String.join("", metadata)).doesNotContain(folder.toString());
    }

    @Test
    void writesTheSameBytesWhateverTheThreads() throws IOException {
        writeToySpec();
        result("sweep", "toy.yaml", "-o", "a.parquet", "--threads", "1");
        result("sweep", "toy.yaml", "-o", "b.parquet", "--threads", "3");

        assertThat(Files.readAllBytes(folder.resolve("a.parquet")))
                .isEqualTo(Files.readAllBytes(folder.resolve("b.parquet")));
    }

    @Test
    void writesAnEmptyFileWhenTheConditionsKeepNothing() throws SQLException {
        writeToySpec();

        Run run = run("sweep", "toy.yaml", "--where", "layer_bytes > 1 GiB", "-q");

        assertThat(run.code()).isZero();
        assertThat(withoutFolder(run.err()))
                .isEqualTo("memsweep: the conditions keep 0 of 16 rows; wrote an empty, valid file\n");
        assertThat(query("SELECT count(*) FROM 'FOLDER/toy.parquet'")).containsExactly("0");
    }

    @Test
    void replacesAFileOnlyWhenForced() throws SQLException {
        writeToySpec();
        write("toy.parquet", "old");

        result("sweep", "toy.yaml", "--overwrite");

        assertThat(query("SELECT count(*) FROM 'FOLDER/toy.parquet'")).containsExactly("12");
        assertThat(files()).containsExactly("toy.formulas", "toy.parquet", "toy.yaml");
    }

    @Test
    void leavesTheOldFileWhenARowHasNoValue() throws IOException {
        writeToySpec();
        write("toy.parquet", "old");

        Run run = run("sweep", "toy.yaml", "--force", "--d", "1,0");

        assertThat(run.code()).isEqualTo(2);
        assertThat(withoutFolder(run.err()))
                .isEqualTo(
                        "memsweep: toy.formulas:15: division by zero in 'share': 2 / 0, at row 6 (n=2, d=0, on=true)\n");
        assertThat(Files.readString(folder.resolve("toy.parquet"))).isEqualTo("old");
        assertThat(files()).containsExactly("toy.formulas", "toy.parquet", "toy.yaml");
    }

    /** A table of text that is a Parquet file misleads whoever opens it. */
    @Test
    void refusesNamesOfOtherFormats() {
        writeToySpec();
        for (String name : List.of("t.csv", "-")) {
            assertRefused(
                    2,
                    "memsweep: --output: '" + name
                            + "': a sweep is written as Parquet; name a .parquet file, or a folder"
                            + " with / at its end (memsweep query prints CSV and JSON)\n",
                    "sweep",
                    "toy.yaml",
                    "-o",
                    name);
        }
    }

    @Test
    void saysTheSizeWithoutWriting() {
        writeToySpec();

        assertThat(withoutFolder(result("sweep", "toy.yaml", "-n"))).isEqualTo("""
                        n   4  1 ... 4
                        d   2  1 ... 2
                        on  2  true ... false
                        16 rows, before the conditions choose among them
                        6 columns: n, d, on, layer_bytes, share, whole
                        would write toy.parquet
                        """);
        assertThat(files()).containsExactly("toy.formulas", "toy.yaml");
    }

    @Test
    void showsProgressOnATerminalOnlyAndTakesItAway() {
        Environment terminal = new Environment(java.util.Map.of("NO_COLOR", "1"), folder, false, true, 100);

        String err = run(
                        terminal,
                        "sweep",
                        readySpec("reference-w28.yaml"),
                        "-o",
                        folder.resolve("x.parquet").toString())
                .err();

        assertThat(err)
                .startsWith("\r\u001B[K")
                .contains(" of 28,311,552 rows, ")
                .contains("\r\u001B[K28,311,552 rows in ");
    }
}
