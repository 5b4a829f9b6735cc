package dev.memsweep.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogTest {
    private static final TableSchema MODEL = schema("model", """
            table model(params: int in 1.., heads: int in 1..1000 = 12, dropout: real in 0..1 = 0,
                        tied: bool = false, family: text)
            """);

    @Nested
    final class CsvRows {
        @Test
        void keepsTheOrderOfTheFileAndTheSourceOfEachRow() {
            Table table = read("""
                    name,params,family,source
                    b,2,llama,"a paper, page 3"
                    a,1,gpt,
                    """);

            assertThat(table.rows().keySet()).containsExactly("b", "a");
            assertThat(table.sources()).isEqualTo(Map.of("b", "a paper, page 3"));
        }

        @Test
        void givesAnEmptyCellTheDefaultOrNoValue() {
            Table table = read("name,params,family,heads\nx,7,,\n");

            assertThat(row(table, "x").attributes())
                    .isEqualTo(Map.of(
                            "params", new Value.Int(7),
                            "heads", new Value.Int(12),
                            "dropout", new Value.Real(0),
                            "tied", new Value.Bool(false)));
        }

        @ParameterizedTest
        @CsvSource({"6e9,6000000000", "7B,7000000000", "4k,4096", "' 12 ',12", "2.0,2"})
        void readsWholeNumbersInEveryWriting(String cell, long value) {
            assertThat(row(read("name,params\nx," + cell + "\n"), "x").attributes())
                    .containsEntry("params", new Value.Int(value));
        }

        @Test
        void readsWindowsLineBreaksEmptyLinesAndQuotedLineBreaks() {
            Table table = read("name,params,family\r\n\r\nx,1,\"two\r\nlines\"\r\ny,2,z\r\n");

            assertThat(row(table, "x").attributes()).containsEntry("family", new Value.Text("two\r\nlines"));
            assertThat(table.rows()).hasSize(2);
        }
    }

    @Nested
    final class Mistakes {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "``|model.csv:1: the file is empty; its first line names the columns, 'name' first",
                    "params,name|model.csv:1: the first column must be 'name', found 'params'",
                    "name,parms|model.csv:1: table 'model' has no attribute 'parms'; did you mean 'params'?",
                    "name,params,params|model.csv:1: column 'params' appears twice",
                    "name,source,params|model.csv:1: column 'source' must be the last",
                    "name,params~x,2.5|model.csv:2: column 'params' of 'x': '2.5' is not a whole number",
                    "name,params~x,many|model.csv:2: column 'params' of 'x': 'many' is not a whole number",
                    "name,params~x,1e19|model.csv:2: column 'params' of 'x': '1e19' does not fit a 64-bit integer",
                    "name,params~x,0|model.csv:2: column 'params' of 'x' must be at least 1, found 0",
                    "name,heads~x,1001|model.csv:2: column 'heads' of 'x' must be 1 to 1000, found 1001",
                    "name,dropout~x,nan|model.csv:2: column 'dropout' of 'x': 'nan' is not finite",
                    "name,tied~x,yes|model.csv:2: column 'tied' of 'x': 'yes' is neither true nor false",
                    "name,params~,1|model.csv:2: the row has no name",
                    "name,params~x,1~~x,2|model.csv:4: 'x' is already in line 2",
                    "name,params~x,1,2|model.csv:2: 'x' has 3 cells; the first line names 2 columns",
                    "name,params~x,\"1|model.csv:1: not CSV in this row or the next; a quoted cell ends with '\"' before ',' or the end of the line",
                })
        void saysWhereAndWhat(String csv, String message) {
            assertThatThrownBy(() -> read(csv.replace('~', '\n')))
                    .isInstanceOf(InputException.class)
                    .hasMessage(message);
        }

        @Test
        void areReportedTogether() {
            assertThatThrownBy(() -> read("name,params,tied\nx,0,maybe\ny,1.5,true\n"))
                    .hasMessage("""
                            model.csv:2: column 'params' of 'x' must be at least 1, found 0
                            model.csv:2: column 'tied' of 'x': 'maybe' is neither true nor false
                            model.csv:3: column 'params' of 'y': '1.5' is not a whole number""");
        }
    }

    @Nested
    final class Places {
        @TempDir
        private Path folder = Path.of("");

        @Test
        void letALaterRowReplaceAnEarlierOneWithItsSource() {
            Catalog catalog = new Catalog(List.of(
                    shipped("name,params,source\nx,1,paper\ny,2,paper\n"), shipped("name,params\nx,10\nz,3\n")));

            Table table = catalog.table(MODEL);

            assertThat(table.rows().keySet()).containsExactly("x", "y", "z");
            assertThat(row(table, "x").attributes()).containsEntry("params", new Value.Int(10));
            assertThat(table.sources()).isEqualTo(Map.of("y", "paper"));
        }

        @Test
        void giveRowsMoreNames() {
            TablePlace rows = shipped("name,params\nh100-sxm-80gb,1\nother,2\n");
            TablePlace aliases = name -> name.equals("model-aliases")
                    ? Optional.of(
                            Source.file(name, "name,row\nh100,h100-sxm-80gb\nOther One,other\nother,h100-sxm-80gb\n"))
                    : rows.find(name);

            Table table = new Catalog(List.of(aliases)).table(MODEL);

            assertThat(table.find("H100"))
                    .isEqualTo(table.find("h100-sxm-80gb"))
                    .isNotNull();
            assertThat(table.find("H100 SXM 80GB")).isEqualTo(table.find("h100"));
            assertThat(table.find("other_one")).isEqualTo(table.rows().get("other"));
            assertThat(table.find("other"))
                    .as("a label wins")
                    .isEqualTo(table.rows().get("other"));
            assertThat(table.find("h200")).isNull();
            assertThat(table.names()).containsExactly("h100-sxm-80gb", "other", "h100", "other-one");
        }

        @Test
        void areNotAskedForTheRowsOfAChoice() {
            TableSchema choice = schema("kind", "choice kind { a b }");

            assertThat(new Catalog(List.of(shipped("nonsense"))).table(choice).rows())
                    .containsOnlyKeys("a", "b");
        }

        @Test
        void mayBeOneFileNamedAfterItsTable() throws IOException {
            Path file = write("model.csv", "name,params\nx,5\n".getBytes(StandardCharsets.UTF_8));

            TablePlace place = TablePlace.files(file, Location.of("--catalog"));

            assertThat(new Catalog(List.of(place)).table(MODEL).rows()).containsOnlyKeys("x");
            assertThat(place.find("device")).isEmpty();
        }

        @Test
        void mayBeAFolder() throws IOException {
            write("model.csv", "name,params\nx,5\n".getBytes(StandardCharsets.UTF_8));
            write("notes.txt", new byte[0]);

            TablePlace place = TablePlace.files(folder, Location.of("--catalog"));

            assertThat(place.find("model")).isPresent();
            assertThat(place.find("notes")).isEmpty();
        }

        @Test
        void mayBeResourcesOfTheClassPath() {
            TablePlace place =
                    TablePlace.resources(Objects.requireNonNull(CatalogTest.class.getClassLoader()), "no/such/folder");

            assertThat(place.find("model")).isEmpty();
        }

        @Test
        void areNamedWhenTheyDoNotExist() {
            Path missing = folder.resolve("nothing");

            assertThatThrownBy(() -> TablePlace.files(missing, new Location("s.yaml", 3, 10)))
                    .hasMessage("s.yaml:3:10: '" + missing + "' does not exist");
        }

        @Test
        void areNamedWhenTheyAreNoCsv() throws IOException {
            Path text = write("model.txt", new byte[0]);

            assertThatThrownBy(() -> TablePlace.files(text, Location.of("--catalog")))
                    .hasMessage("--catalog: '" + text + "' is no CSV file; name it after its table, as in model.csv");
        }

        @Test
        void areNamedWhenTheyAreEmptyFolders() {
            assertThatThrownBy(() -> TablePlace.files(folder, Location.of("--catalog")))
                    .hasMessage("--catalog: '" + folder + "' has no CSV files");
        }

        @Test
        void mustBeUtf8() throws IOException {
            Path file = write("model.csv", new byte[] {'n', (byte) 0xFF});

            assertThatThrownBy(() ->
                            TablePlace.files(file, Location.of("--catalog")).find("model"))
                    .hasMessage(file + ": not UTF-8 at byte 1 (0xFF); save the file as UTF-8");
        }

        @Test
        void mustNotBeHuge() throws IOException {
            Path file = write("model.csv", new byte[(int) TableFiles.MOST_BYTES + 1]);

            assertThatThrownBy(() ->
                            TablePlace.files(file, Location.of("--catalog")).find("model"))
                    .hasMessage(file + ": the file is larger than the limit of 16 MiB");
        }

        private Path write(String name, byte[] bytes) throws IOException {
            return Files.write(folder.resolve(name), bytes);
        }
    }

    private static Table read(String csv) {
        return CsvTable.read(Source.file("model.csv", csv), MODEL);
    }

    private static Value.Row row(Table table, String label) {
        return Objects.requireNonNull(table.rows().get(label));
    }

    private static TablePlace shipped(String csv) {
        return table -> table.endsWith("-aliases") ? Optional.empty() : Optional.of(Source.file(table + ".csv", csv));
    }

    private static TableSchema schema(String name, String text) {
        FormulaSet set = FormulaSet.load(List.of("t"), (n, from) -> Source.file(n, text), Location.of("test"));
        return Objects.requireNonNull(set.tables().get(name));
    }
}
