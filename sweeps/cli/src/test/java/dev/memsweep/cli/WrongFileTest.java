package dev.memsweep.cli;

import org.junit.jupiter.api.Test;

/** Files that are missing, in the way, or something else. */
final class WrongFileTest extends CommandTest {
    @Test
    void missingSpec() {

        assertRefused(3, "memsweep: nope.yaml: cannot read the spec: no such file\n", "sweep", "nope.yaml");
        write("grid.yaml", "x");
        write("grid.txt", "x");
        assertRefused(
                3,
                "memsweep: gird.yaml: cannot read the spec: no such file; did you mean 'grid.yaml'?\n",
                "sweep",
                "gird.yaml");
        assertRefused(
                3,
                "memsweep: nope.yaml: cannot read the spec: no such file; known: grid.yaml\n",
                "describe",
                "nope.yaml");
        assertRefused(
                3,
                "memsweep: no/x.yaml: cannot read the spec: no such file; there is no folder no\n",
                "sql",
                "no/x.yaml");
    }

    @Test
    void directoryAsSpec() {

        assertRefused(3, "memsweep: .: is a directory; name a spec in it, a YAML file\n", "sweep", ".");
    }

    @Test
    void missingFormulas() {

        assertRefused(3, """
                memsweep: --formulas: cannot read the formulas 'nope.formulas': no such file
                """, "estimate", "--formulas", "nope.formulas", "--n", "1");
    }

    @Test
    void missingFormulasOfASpec() {
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: nope.formulas
                fixed: {d: 2}
                axes: {n: [1, 2]}
                """);

        assertRefused(3, """
                memsweep: s.yaml:3:11: cannot read the formulas 'nope.formulas': no such file
                """, "sweep", "s.yaml");
    }

    @Test
    void formulasThatAreADirectory() {

        assertRefused(
                3,
                "memsweep: --formulas: cannot read the formulas '.': Is a directory\n",
                "estimate",
                "--formulas",
                "./",
                "--n",
                "1");
    }

    @Test
    void missingCatalog() {

        assertRefused(
                3,
                "memsweep: --catalog: cannot read 'nope.csv': no such file\n",
                "estimate",
                "--catalog",
                "nope.csv",
                "--model",
                "llama-2-7b");
    }

    @Test
    void catalogOfNoTable() {
        write("models.csv", """
                name,params
                m,3
                """);

        assertRefused(2, """
                memsweep: --catalog: a file is named after its table, and these formulas have no table \
                'models'; did you mean 'model'?
                """, "estimate", "--catalog", "models.csv", "--model", "llama-2-7b");
    }

    @Test
    void unknownColumnInACatalog() {
        write("model.csv", """
                name,param
                m,3
                """);

        assertRefused(2, """
                memsweep: model.csv:1: table 'model' has no attribute 'param'; did you mean 'params'?
                """, "estimate", "--catalog", "model.csv", "--model", "m");
    }

    @Test
    void wrongNumberInACatalog() {
        write("model.csv", """
                name,params
                m,many
                """);

        assertRefused(2, """
                memsweep: model.csv:2: column 'params' of 'm': 'many' is not a whole number
                """, "estimate", "--catalog", "model.csv", "--model", "m");
    }

    @Test
    void rowWithoutANeededValue() {
        write("model.csv", """
                name,params
                m,3
                """);

        assertRefused(2, """
                memsweep: model 'm' has no value for 'hidden' (needed by 'hidden')
                memsweep: model 'm' has no value for 'layers' (needed by 'layers')
                """, "estimate", "--catalog", "model.csv", "--model", "m", "--columns", "total_bytes");
    }

    @Test
    void outputExists() {
        write("toy.formulas", TOY);
        write("there.parquet", "old");

        assertRefused(2, """
                memsweep: there.parquet: already exists; add --force to replace it, or choose another with -o
                """, "sweep", "--formulas", "toy.formulas", "--n", "1", "--d", "1", "-o", "there.parquet");
    }

    @Test
    void outputInAMissingFolder() {
        write("toy.formulas", TOY);

        assertRefused(
                3,
                "memsweep: nowhere/out.parquet: the directory nowhere does not exist\n",
                "sweep",
                "--formulas",
                "toy.formulas",
                "--n",
                "1",
                "--d",
                "1",
                "-o",
                "nowhere/out.parquet");
    }

    @Test
    void outputIsADirectory() {
        write("toy.formulas", TOY);

        assertRefused(
                3,
                "memsweep: FOLDER: is a directory; name a file in it, or end the name in / to write part files\n",
                "sweep",
                "--formulas",
                "toy.formulas",
                "--n",
                "1",
                "--d",
                "1",
                "-o",
                ".");
    }

    @Test
    void missingParquetFile() {

        assertRefused(3, "memsweep: nope.parquet: cannot read the file: no such file\n", "describe", "nope.parquet");
    }

    @Test
    void noParquetFile() {
        write("x.parquet", "PAR0 is not it, this is text\n");

        assertRefused(5, "memsweep: x.parquet: is not a Parquet file, or is damaged\n", "describe", "x.parquet");
    }
}
