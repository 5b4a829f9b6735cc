package dev.memsweep.bench.track;

import dev.memsweep.bench.Figures;
import dev.memsweep.bench.MarkdownTable;
import java.util.List;

/** Results as tables of text. */
final class ReportTable {
    private ReportTable() {}

    /** The comparisons of one run, for the terminal; empty where there are none. */
    static String ofComparisons(List<Comparison> comparisons, String base) {
        MarkdownTable table = new MarkdownTable(
                "benchmark",
                "processor time, " + base + " = 1",
                "by the clock",
                "certainty",
                "B/op before",
                "B/op now",
                "");
        for (Comparison comparison : comparisons) {
            table.add(
                    comparison.name(),
                    Comparison.text(comparison.ratio()),
                    Comparison.text(comparison.clock()),
                    Figures.threeDigits(100 * comparison.ratio().confidence()) + " %",
                    Figures.shortened(comparison.bytesBefore()),
                    Figures.shortened(comparison.bytesNow()),
                    word(comparison));
        }
        return table.isEmpty() ? "" : table.toString();
    }

    /** The benchmarks of the last run. */
    static String ofJudgements(List<Judgement> judgements) {
        MarkdownTable table = new MarkdownTable(
                "benchmark", "time", "rows/s", "B/row or op", "time, predecessor = 1", "best = 1", "");
        for (Judgement judgement : judgements) {
            JmhResult result = judgement.result();
            Comparison comparison = judgement.comparison();
            table.add(
                    judgement.name(),
                    result.timeText(),
                    result.rowsPerOperation() > 1 ? Figures.shortened(result.rowsPerSecond()) : "",
                    Figures.shortened(Comparison.median(result.allocations()) / result.rowsPerOperation()),
                    comparison == null ? "" : Comparison.text(comparison.ratio()),
                    judgement
                            .trend()
                            .growth()
                            .map(growth -> Figures.threeDigits(growth.ratio().estimate()))
                            .orElse(""),
                    judgement.regression() ? "REGRESSION" : comparison == null ? "" : word(comparison));
        }
        return table.toString();
    }

    private static String word(Comparison comparison) {
        if (comparison.worse()) {
            return "worse";
        }
        boolean better =
                comparison.time() == Comparison.Change.BETTER || comparison.allocation() == Comparison.Change.BETTER;
        return better ? "better" : "";
    }
}
