package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryCommandTest extends CommandTest {
    @BeforeEach
    void writeSpec() {
        write("tiny.formulas", """
                /** Kinds. */
                choice kind(weight: int) { light (1) heavy (3) }
                /** The kind. */
                param kind: kind
                /** Ways. */
                param ways: int in 1..100
                /** Length. */
                param length: int in 1..1000000
                /** Bytes. @unit bytes */
                total_bytes = ceil(kind.weight * length * 1000 / ways)
                """);
        write("tiny.yaml", """
                formulas: tiny.formulas
                axes:
                  kind: [light, heavy]
                  length: 1..1000
                  ways: [1, 4, 2]
                where: ["total_bytes <= 300000"]
                """);
    }

    /** Light: 300, 1000, 600 lengths at 1, 4, 2 ways; heavy: 100, 400, 200. */
    @Test
    void countsWhatTheConditionsKeep() {
        assertThat(result("query", "tiny.yaml")).isEqualTo("2,600 of 6,000 points (43.33 %)\n");
        assertThat(result("query", "tiny.yaml", "--count", "--format", "csv")).isEqualTo("rows,points\n2600,6000\n");
    }

    @Test
    void ranksPoints() {
        assertThat(result(
                        "query",
                        "tiny.yaml",
                        "--top",
                        "3",
                        "--by",
                        "total_bytes desc, length",
                        "--columns",
                        "kind,length,ways",
                        "--format",
                        "csv"))
                .isEqualTo("""
                        kind,length,ways,total_bytes
                        heavy,100,1,300000
                        heavy,200,2,300000
                        light,300,1,300000
                        """);
    }

    @Test
    void findsTheFurthestValueOfAnAxis() {
        assertThat(result("query", "tiny.yaml", "--max", "length", "--columns", "kind,ways", "--format", "csv"))
                .isEqualTo("""
                        kind,ways,length
                        light,1,300
                        light,4,1000
                        light,2,600
                        heavy,1,100
                        heavy,4,400
                        heavy,2,200
                        """);
        assertThat(result(
                        "query",
                        "tiny.yaml",
                        "--min",
                        "ways",
                        "--length",
                        "350,700",
                        "--columns",
                        "kind,length",
                        "--format",
                        "csv"))
                .isEqualTo("""
                        kind,length,ways
                        light,350,2
                        light,700,4
                        heavy,350,4
                        """);
    }

    @Test
    void printsTheFirstRows() {
        String[] question = {"query", "tiny.yaml", "--rows", "3", "--ways", "2", "--columns", "kind,length,total_bytes"
        };

        assertThat(result(words(new String[] {"--format", "csv"}, question))).isEqualTo("""
                kind,length,total_bytes
                light,1,500
                light,2,1000
                light,3,1500
                """);
        assertThat(result(words(new String[] {"--format", "json"}, question))).isEqualTo("""
                [
                {"kind":"light","length":1,"total_bytes":500},
                {"kind":"light","length":2,"total_bytes":1000},
                {"kind":"light","length":3,"total_bytes":1500}
                ]
                """);
        assertThat(result(words(new String[] {"--format", "columns"}, question)))
                .isEqualTo("""
                {"rows":3,"points":"2000","columns":{
                "kind":["light","light","light"],
                "length":[1,2,3],
                "total_bytes":[500,1000,1500]}}
                """);
        assertThat(result(words(new String[0], question))).isEqualTo("""
                kind   length  total_bytes
                light       1     0.49 KiB
                light       2     0.98 KiB
                light       3     1.46 KiB
                """);
    }

    /** All rows, in all formats, are those of a listing by number. */
    @Test
    void rowsAreThoseOfARanking() {
        for (String format : new String[] {"csv", "json", "columns", "table"}) {
            String ranked = result(
                    "query",
                    "tiny.yaml",
                    "--kind",
                    "heavy",
                    "--ways",
                    "4",
                    "--derive",
                    "half=length / 2",
                    "--top",
                    "1000",
                    "--by",
                    "length",
                    "--columns",
                    "ways,length,half,total_bytes,kind",
                    "--format",
                    format);
            String rows = result(
                    "query",
                    "tiny.yaml",
                    "--kind",
                    "heavy",
                    "--ways",
                    "4",
                    "--derive",
                    "half=length / 2",
                    "--rows",
                    "1000",
                    "--columns",
                    "ways,length,half,total_bytes,kind",
                    "--format",
                    format);

            assertThat(rows.replace("\n", "")).isEqualTo(ranked.replace("\n", ""));
        }
    }

    @Test
    void samplesWhatTheConditionsKeep() {
        String[] question = {"query", "tiny.yaml", "--columns", "kind,length,ways", "--sample", "100", "--format"};
        Run csv = run(words(new String[] {"csv"}, question));

        assertThat(csv.err()).isEqualTo("about 100 of the 2,600 points that the conditions keep\n");
        assertThat(csv.out().lines().count()).isBetween(100L, 102L);
        assertThat(run(words(new String[] {"csv"}, question)).out()).isEqualTo(csv.out());
        assertThat(result("query", "tiny.yaml", "--columns", "kind,length,ways", "--rows", "6000", "--format", "csv"))
                .contains(csv.out().lines().toList());
        assertThat(run(words(new String[] {"columns"}, question)).out())
                .contains("\"kept\":\"2600\",\"points\":\"6000\"");
        Run none = run("query", "tiny.yaml", "--where", "length > 5000", "--sample", "10", "--format", "columns");
        assertThat(none.out()).startsWith("{\"rows\":0,\"kept\":\"0\",\"points\":\"6000\",\"columns\":{");
        assertThat(none.err()).contains("keep 0 of 6,000 points");
    }

    @Test
    void slicesAxesWhoseRowsAreDefinedInPlace() {
        write("place.formulas", """
                /** Machines. */
                table machine(size: int)
                /** The machine. */
                param machine: machine
                /** Ways. */
                param ways: int in 1..100
                /** Size. */
                total = machine.size * ways
                """);
        write("place.yaml", """
                formulas: place.formulas
                axes:
                  machine: [small: {size: 2}, middle: {size: 3}, big: {size: 5}]
                  ways: 1..3
                columns: [machine, ways, total]
                """);

        assertThat(result("query", "place.yaml", "--machine", "big", "--rows", "9", "--format", "csv"))
                .isEqualTo("machine,ways,total\nbig,1,5\nbig,2,10\nbig,3,15\n");
        assertThat(result(
                        "query",
                        "place.yaml",
                        "--machine",
                        "big,small",
                        "--ways",
                        "3",
                        "--rows",
                        "9",
                        "--format",
                        "csv"))
                .isEqualTo("machine,ways,total\nbig,3,15\nsmall,3,6\n");
        assertThat(run("query", "place.yaml", "--machine", "huge", "--rows", "9")
                        .err())
                .contains("--machine: 'huge' is no machine");
    }

    @Test
    void findsTheFrontier() {
        assertThat(result(
                        "query",
                        "tiny.yaml",
                        "--kind",
                        "light",
                        "--length",
                        "998..1000",
                        "--frontier",
                        "total_bytes,length desc",
                        "--columns",
                        "ways",
                        "--format",
                        "csv"))
                .isEqualTo("""
                        ways,total_bytes,length
                        4,249500,998
                        4,249750,999
                        4,250000,1000
                        """);
    }

    /** Linked axes come back to a value; its rows are one group all the same. */
    @Test
    void groupsByAValueThatComesBack() {
        write("linked.yaml", """
                formulas: tiny.formulas
                axes:
                  pair: {zip: {kind: [light, heavy, light], ways: [1, 1, 2]}}
                  length: 1..10
                """);
        assertThat(result("query", "linked.yaml", "--group-by", "kind", "--summary", "length", "--format", "csv"))
                .isEqualTo("""
                        kind,rows,length_min,length_mean,length_max
                        light,20,1,5.5,10
                        heavy,10,1,5.5,10
                        """);
    }

    @Test
    void groupsAndSummarises() {
        assertThat(result("query", "tiny.yaml", "--group-by", "ways,kind", "--summary", "length", "--format", "csv"))
                .isEqualTo("""
                        ways,kind,rows,length_min,length_mean,length_max
                        1,light,300,1,150.5,300
                        1,heavy,100,1,50.5,100
                        4,light,1000,1,500.5,1000
                        4,heavy,400,1,200.5,400
                        2,light,600,1,300.5,600
                        2,heavy,200,1,100.5,200
                        """);
        assertThat(result("query", "tiny.yaml", "--ways", "1", "--summary", "length", "--format", "csv"))
                .isEqualTo("""
                        statistic,length
                        min,1
                        p25,50
                        median,100
                        p75,200
                        p90,260
                        p99,296
                        max,300
                        mean,125.5
                        """);
        assertThat(result(
                        "query", "tiny.yaml", "--ways", "1", "--histogram", "length", "--bins", "3", "--format", "csv"))
                .isEqualTo("""
                        length_from,length_to,rows
                        1,101,200
                        101,201,100
                        201,300,100
                        """);
    }

    @Test
    void saysWhenNothingIsLeft() {
        Run run = run("query", "tiny.yaml", "--where", "length > 5000", "--top", "3", "--by", "length");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("keep 0 of 6,000 points");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --top 3                              | --top: needs --by too
            --by length                          | --by: needs --top too
            --rows 0                             | --rows: must be a whole number from 1 to 1,000,000, found '0'
            --sample x                           | --sample: must be a whole number from 1 to 1,000,000, found 'x'
            --rows 3 --sample 3                  | --sample: does not go with --rows; ask one question at a time
            --rows 3 --format colums             | --format: unknown format 'colums'; did you mean 'columns'?
            --top 0 --by length                  | --top: must be a whole number from 1 to 1,000,000, found '0'
            --top 3 --by lenght                  | --by: unknown column 'lenght'; did you mean 'length'?
            --top 3 --by kind                    | --by: 'kind' is a name, not a number
            --top 3 --by length,,                | --by: unknown column ''
            --top 3 --by length+down             | --by: unknown column 'length+down'
            --max lenght                         | --max: 'lenght' is no axis of this grid; did you mean 'length'?
            --max kind                           | --max: 'kind' is no axis of numbers
            --max ways,length                    | --max: takes one axis, found 2
            --count --max ways                   | --max: does not go with --count; ask one question at a time
            --bins 3                             | --bins: needs --histogram too
            --histogram length --bins x          | --bins: must be a whole number from 1 to 10,000, found 'x'
            --histogram length,ways              | --histogram: takes one column, found 2
            --group-by nothing                   | --group-by: 'nothing' is no axis of this grid
            --threads 0                          | --threads: must be a whole number from 1 to 4096, found '0'
            """)
    void refusesWhatItCannotAnswer(String flags, String message) {
        String[] words = ("query tiny.yaml " + flags).split(" ");
        Run run = run(words);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message);
    }

    /** The ways to write 2^6 as ten factors in order are 15 over 9. */
    @Test
    void joinsAxesThatAConditionTies() {
        writeFactors(10);

        assertThat(result("query", "factors.yaml"))
                .isEqualTo("5,005 of 1,152,921,504,606,846,976 points (4.341e-13 %)\n");
    }

    @Test
    void refusesAGridThatCannotBeCounted() {
        writeFactors(12);
        Run run = run("query", "factors.yaml");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("the limit is 9,223,372,036,854,775,807; give an axis fewer values");
    }

    private void writeFactors(int count) {
        StringBuilder formulas = new StringBuilder();
        StringBuilder axes = new StringBuilder();
        StringBuilder product = new StringBuilder("1");
        for (int i = 0; i < count; i++) {
            formulas.append("/** A factor. */ param p").append(i).append(": int in 1..64\n");
            axes.append("  p").append(i).append(": 1..64\n");
            product.append(" * p").append(i);
        }
        write("factors.formulas", formulas + "/** A sum. */ sum = p0 + p9\n");
        write("factors.yaml", "formulas: factors.formulas\naxes:\n" + axes + "where: \"" + product + " == 64\"\n");
    }
}
