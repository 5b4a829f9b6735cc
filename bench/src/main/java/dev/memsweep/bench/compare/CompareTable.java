package dev.memsweep.bench.compare;

import dev.memsweep.bench.Figures;
import dev.memsweep.bench.MarkdownTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The results of a workload as tables, one a task; ratios are taken round by round. */
final class CompareTable {
    private static final double MEGABYTE = 1e6;

    private CompareTable() {}

    /** The tables of a workload. */
    static String of(String workload, long rows, Map<Contender, List<Race.Result>> results) {
        StringBuilder text = new StringBuilder();
        for (Contender.Task task : Contender.Task.values()) {
            text.append(String.format(
                    Locale.ROOT, "%n%s, %,d rows, %s:%n%n", workload.toUpperCase(Locale.ROOT), rows, task.words()));
            text.append(table(task, rows, results));
        }
        return text.toString();
    }

    private static MarkdownTable table(Contender.Task task, long rows, Map<Contender, List<Race.Result>> results) {
        MarkdownTable table = new MarkdownTable(
                "contender",
                "cold, s",
                "cold, memsweep = 1",
                "warm, s",
                "warm, memsweep = 1",
                "rows/s warm",
                "B/row",
                "peak MB");
        List<Contender> all =
                results.keySet().stream().filter(each -> each.task() == task).toList();
        List<Race.Result> coldBase = Objects.requireNonNull(results.get(all.get(0)));
        List<Race.Result> warmBase = Objects.requireNonNull(results.get(
                all.stream().filter(Contender::reporting).findFirst().orElseThrow()));
        for (Contender contender : all) {
            List<Race.Result> of = Objects.requireNonNull(results.get(contender));
            boolean warm = contender.reporting();
            table.add(
                    contender.name(),
                    spread(of, Race.Result::cold),
                    ratio(of, coldBase, Race.Result::cold),
                    warm ? spread(of, Race.Result::warm) : "",
                    warm ? ratio(of, warmBase, Race.Result::warm) : "",
                    warm ? Figures.shortened(rows / median(of, Race.Result::warm)) : "",
                    task == Contender.Task.FILE ? Figures.threeDigits(median(of, Race.Result::fileBytes) / rows) : "",
                    Figures.threeDigits(median(of, Race.Result::peakBytes) / MEGABYTE));
        }
        return table;
    }

    private static double median(List<Race.Result> results, ToDoubleFunction<Race.Result> figure) {
        return middle(results.stream().mapToDouble(figure));
    }

    private static double middle(DoubleStream numbers) {
        double[] sorted = numbers.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String spread(List<Race.Result> results, ToDoubleFunction<Race.Result> figure) {
        return spread(results.stream().mapToDouble(figure).toArray());
    }

    private static String ratio(
            List<Race.Result> results, List<Race.Result> base, ToDoubleFunction<Race.Result> figure) {
        double[] ratios = new double[results.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = figure.applyAsDouble(results.get(round)) / figure.applyAsDouble(base.get(round));
        }
        return spread(ratios);
    }

    /** Median, least and greatest: {@code 1.2 [1.1, 1.4]}. */
    private static String spread(double[] numbers) {
        return Figures.threeDigits(middle(DoubleStream.of(numbers))) + " ["
                + Figures.threeDigits(DoubleStream.of(numbers).min().orElse(0)) + ", "
                + Figures.threeDigits(DoubleStream.of(numbers).max().orElse(0)) + "]";
    }
}
