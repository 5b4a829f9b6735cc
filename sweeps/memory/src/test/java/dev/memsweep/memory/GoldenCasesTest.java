package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/**
 * Every figure of others that the formulas are held to, and how near they come: the table in {@code golden-cases.md}.
 *
 * <p>{@code mvn -pl sweeps/memory test -Dtest=GoldenCasesTest -Dmemsweep.write=true} writes it anew. The other golden
 * tests say what must hold; this one only shows it.
 */
final class GoldenCasesTest {
    private static final Path PAGE = Path.of("golden-cases.md");

    /** Relative difference of two doubles that are meant to be the same number. */
    private static final double SAME = 1e-12;

    private enum Verdict {
        EXACT,
        WITHIN,
        BOUND,
        OUT
    }

    private record Row(String id, String source, Verdict verdict, double theirs, double ours, String reason) {}

    @Test
    void thePageShowsWhatTheFormulasSay() throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.addAll(parameterCounts());
        rows.addAll(training());
        rows.addAll(inference());
        String page = page(rows);
        if (Boolean.getBoolean("memsweep.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    private static List<Row> parameterCounts() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (CSVRecord csv : records("params.csv")) {
            String expression = Objects.requireNonNull(ShapeTest.GROUPS.get(csv.get("group")));
            double ours = new Point("shape", "model=" + csv.get("model")).number(expression);
            rows.add(agreeing(
                    csv.get("model"),
                    "tensor groups of parameter counts, " + csv.get("status"),
                    csv.get("params"),
                    ours));
        }
        return rows;
    }

    private static List<Row> training() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (CSVRecord csv : records("training.csv")) {
            rows.add(agreeing(csv.get("case"), source(csv), csv.get("expected"), trained(csv)));
        }
        for (CSVRecord csv : records("training-bounds.csv")) {
            rows.add(new Row(
                    csv.get("case"),
                    source(csv),
                    Verdict.BOUND,
                    Double.parseDouble(csv.get("bound")),
                    trained(csv),
                    ""));
        }
        for (CSVRecord csv : records("training-differs.csv")) {
            rows.add(new Row(
                    csv.get("case"),
                    source(csv),
                    Verdict.OUT,
                    Double.parseDouble(csv.get("theirs")),
                    trained(csv),
                    csv.get("reason")));
        }
        return rows;
    }

    private static double trained(CSVRecord csv) {
        return new Point("training", csv.get("settings")).number(csv.get("expression"));
    }

    private static List<Row> inference() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (CSVRecord csv : records("inference.csv")) {
            double ours =
                    Estimate.number(Estimate.of(csv.get("formulas"), csv.get("parameters"), csv.get("expression")));
            String theirs = csv.get("expected");
            rows.add(
                    switch (csv.get("use")) {
                        case "oracle" -> agreeing(csv.get("id"), source(csv), theirs, ours);
                        case "bound", "ballpark" ->
                            new Row(
                                    csv.get("id"),
                                    source(csv),
                                    Verdict.BOUND,
                                    Double.parseDouble(theirs),
                                    ours,
                                    csv.get("note"));
                        default ->
                            new Row(
                                    csv.get("id"),
                                    source(csv),
                                    Verdict.OUT,
                                    Double.parseDouble(theirs),
                                    ours,
                                    csv.get("note"));
                    });
        }
        return rows;
    }

    private static Row agreeing(String id, String source, String expected, double ours) {
        double theirs = Double.parseDouble(expected);
        boolean same = Math.abs(ours - theirs) <= SAME * Math.abs(theirs);
        return new Row(id, source, same ? Verdict.EXACT : Verdict.WITHIN, theirs, ours, "");
    }

    /** The work or file, without title, place and revision. */
    private static String source(CSVRecord csv) {
        return csv.get("source").split(", | @|; | \\(", 2)[0].strip();
    }

    private static List<CSVRecord> records(String file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (InputStream stream = GoldenCasesTest.class.getResourceAsStream("golden/" + file);
                CSVParser parser = CSVParser.parse(Objects.requireNonNull(stream), StandardCharsets.UTF_8, format)) {
            return parser.getRecords();
        }
    }

    private static String page(List<Row> rows) throws IOException {
        StringBuilder page = new StringBuilder("""
                # Figures of others, and ours

                Every comparison of the formulas with a figure that somebody else published or computed, and that states
                its inputs. *Exact* is the same number, *within* the rounding that the source allows itself, *bound* a
                figure that ours must stay on one side of or near. What is *out* stands below with both numbers and the
                reason; the tests hold both. No formula was fitted to these figures. How serving compares with
                measurements is in [measured-inference.md](measured-inference.md). This page is written by
                `GoldenCasesTest`, which also fails when it is stale.

                | source | comparisons | exact | within | bound | out | reasons of those out |
                | --- | ---: | ---: | ---: | ---: | ---: | --- |
                """);
        Map<String, List<Row>> sources = new TreeMap<>(rows.stream().collect(Collectors.groupingBy(Row::source)));
        sources.forEach((name, group) -> page.append(summary(name, group)));
        page.append(summary("**all**", rows));
        appendFigures(page);
        appendRuns(page);
        page.append("\n## Out\n\n| case | theirs | ours | why |\n| --- | ---: | ---: | --- |\n");
        rows.stream()
                .filter(row -> row.verdict() == Verdict.OUT)
                .forEach(row -> page.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s |%n",
                        row.id(),
                        number(row.theirs()),
                        number(row.ours()),
                        row.reason())));
        page.append("\n## Not compared\n\n| case | why | source |\n| --- | --- | --- |\n");
        for (CSVRecord csv : records("not-compared.csv")) {
            page.append(String.format(
                    Locale.ROOT, "| %s | %s | %s |%n", csv.get("case"), csv.get("reason"), csv.get("source")));
        }
        return page.toString();
    }

    private static String summary(String name, List<Row> rows) {
        String reasons = name.startsWith("*")
                ? ""
                : rows.stream()
                        .filter(row -> row.verdict() == Verdict.OUT)
                        .map(Row::reason)
                        .distinct()
                        .collect(Collectors.joining("; "));
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %,d | %s |%n",
                name,
                rows.size(),
                count(rows, Verdict.EXACT),
                count(rows, Verdict.WITHIN),
                count(rows, Verdict.BOUND),
                count(rows, Verdict.OUT),
                reasons);
    }

    private static long count(List<Row> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    private static void appendFigures(StringBuilder page) throws IOException {
        page.append("""

                ## Korthikanti et al. 2022, figure 1

                GiB on one GPU, theirs and ours: states, activations, activations with sequence parallelism and
                selective recomputation. Both are equal to the last digit.

                | model | states | ours | activations | ours | both | ours |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        for (CSVRecord csv : records("korthikanti-figure-1.csv")) {
            page.append(pairs(csv, KorthikantiFigures.figure1(csv.get("settings")), "%s | %s"));
        }
        page.append("""

                ## Korthikanti et al. 2022, figure 7

                Percent of what tensor parallelism alone keeps, theirs and ours, whose layers leave the ends of the
                model out.

                | model | sequence | ours | selective | ours | both | ours | full | ours |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        for (CSVRecord csv : records("korthikanti-figure-7.csv")) {
            page.append(pairs(csv, KorthikantiFigures.figure7(csv.get("settings")), "%s | %.2f"));
        }
    }

    private static String pairs(CSVRecord csv, List<Double> ours, String format) {
        StringBuilder line = new StringBuilder("| " + csv.get("model"));
        for (int i = 0; i < ours.size(); i++) {
            line.append(" | ").append(String.format(Locale.ROOT, format, csv.get(2 + i), ours.get(i)));
        }
        return line + " |\n";
    }

    private static void appendRuns(StringBuilder page) throws IOException {
        page.append("""

                ## Runs on eight B200

                GiB that PyTorch allocated at most on any GPU, from MooreThreads/SimuMax's published runs of Megatron-LM
                and TransformerEngine 2.11, beside their simulator and the `training` set. Nothing was fitted.

                | run | measured | SimuMax | training | error |
                | --- | ---: | ---: | ---: | ---: |
                """);
        double sum = 0;
        List<CSVRecord> runs = records("b200.csv");
        for (CSVRecord csv : runs) {
            double measured = Double.parseDouble(csv.get("measured_gib"));
            double ours = B200Runs.gib(csv.get("settings"));
            sum += Math.abs(ours / measured - 1);
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %+.2f %% |%n",
                    csv.get("case").replaceFirst("^meas-simumax-", ""),
                    measured,
                    Double.parseDouble(csv.get("simumax_gib")),
                    ours,
                    100 * (ours / measured - 1)));
        }
        page.append(String.format(Locale.ROOT, "%nMean absolute error %.2f %%.%n", 100 * sum / runs.size()));
        page.append("""

                ## Other runs of Megatron-LM

                Bytes that PyTorch allocated on the last rank in that project's functional tests, with default settings:
                between steps (weights, gradients, optimizer), and at most.

                | run | measured | training | error | missing |
                | --- | ---: | ---: | ---: | --- |
                """);
        for (CSVRecord csv : records("measured-training.csv")) {
            double measured = Double.parseDouble(csv.get("measured"));
            double ours = trained(csv);
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %+.2f %% | %s |%n",
                    csv.get("case"),
                    measured,
                    ours,
                    100 * (ours / measured - 1),
                    csv.get("missing")));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.4f", value);
    }
}
