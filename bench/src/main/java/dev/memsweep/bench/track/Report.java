package dev.memsweep.bench.track;

import dev.memsweep.bench.MarkdownSection;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/report}: judges the last run of the history and shows all of it. */
@Command(
        name = "bench/report",
        mixinStandardHelpOptions = true,
        description = "Judges the last run of bench/history, prints it, and writes bench/target/report/index.html.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no regression", "1:a regression", "2:wrong usage or no history", "3:a file cannot be used"})
public final class Report implements Callable<Integer> {
    @Option(names = "--root", hidden = true, required = true)
    private Path root = Path.of("");

    @Option(
            names = "--machine",
            paramLabel = "FINGERPRINT",
            description = "Which machine's history; by default this one's, or the only one that there is.")
    private @Nullable String machine;

    @Option(names = "--readme", description = "Write the table into bench/README.md too.")
    private boolean readme;

    private final PrintStream out = System.out;

    /** Runs the command and ends the process. */
    public static void main(String[] args) {
        System.exit(Commands.run(new CommandLine(new Report()), args));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = root.resolve("bench/history");
        List<Run> runs = History.of(folder, chosen(folder)).runs();
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("the history is empty; bench/track adds to it");
        }
        Run last = runs.get(runs.size() - 1);
        List<Judgement> judgements = new ArrayList<>();
        last.measurements().keySet().forEach(name -> judgements.add(Judgement.of(name, runs)));
        List<Scaling> scalings = Scaling.of(last);
        String table = head(last) + "\n" + ReportTable.ofJudgements(judgements) + "\n" + lines(scalings);
        out.print(table);
        List<Judgement> worse =
                judgements.stream().filter(Judgement::regression).toList();
        worse.forEach(judgement ->
                judgement.reasons().forEach(reason -> out.println("REGRESSION " + judgement.name() + " " + reason)));
        out.printf(
                Locale.ROOT,
                "%d benchmarks of %d runs, %d regressions%n",
                judgements.size(),
                runs.size(),
                worse.size());
        write(runs, judgements, scalings);
        if (readme) {
            MarkdownSection.replace(root.resolve("bench/README.md"), "tracked", table);
        }
        return worse.isEmpty() ? Commands.DONE : Commands.REGRESSION;
    }

    private String chosen(Path folder) throws IOException {
        List<String> known = History.fingerprints(folder);
        String mine = Machine.current().fingerprint();
        if (machine != null) {
            if (!known.contains(machine)) {
                throw new IllegalArgumentException(
                        "no machine '" + machine + "' in the history; known: " + String.join(", ", known));
            }
            return machine;
        }
        if (known.contains(mine) || known.isEmpty()) {
            return mine;
        }
        if (known.size() > 1) {
            throw new IllegalArgumentException(
                    "this machine has no history; choose with --machine one of " + String.join(", ", known));
        }
        return known.get(0);
    }

    private static String head(Run run) {
        return String.format(
                Locale.ROOT,
                "Commit %s, measured %s on %s; load %.2f before, %.2f after.%n",
                run.shortCommit(),
                run.date(),
                Machine.line(run.metadata()),
                run.metadata().path("load").path(0).asDouble(),
                run.metadata().path("load").path(1).asDouble());
    }

    private static String lines(List<Scaling> scalings) {
        StringBuilder lines = new StringBuilder();
        scalings.forEach(scaling -> lines.append("- ").append(scaling.line()).append('\n'));
        return lines.toString();
    }

    private void write(List<Run> runs, List<Judgement> judgements, List<Scaling> scalings) throws IOException {
        Path target = Files.createDirectories(root.resolve("bench/target/report"));
        Files.writeString(target.resolve("index.html"), ReportPage.of(runs, judgements, scalings));
        Files.writeString(target.resolve("jmh.json"), Exports.jmh(runs.get(runs.size() - 1)));
        Files.writeString(target.resolve("data.js"), Exports.dataJs(runs));
        out.println("written: " + root.relativize(target) + "/{index.html,jmh.json,data.js}");
    }
}
