package dev.memsweep.bench.track;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/track}: measures the build at hand beside its predecessor and adds the results to the history. */
@Command(
        name = "bench/track",
        mixinStandardHelpOptions = true,
        description = "Measures this build beside its predecessor, in turn, and adds the results to the history.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no regression", "1:a regression", "2:wrong usage", "3:something cannot be built or run"})
public final class Track implements Callable<Integer> {
    private static final String NONE = "none";
    private static final int MOST_ROUNDS = 100;
    private static final int WORST_LOAD_PERCENT = 25;

    @Option(names = "--root", hidden = true, required = true)
    private Path root = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "COMMIT",
            description = "The build to compare with, or none. By default the last commit where files are changed, else"
                    + " the newest commit of the history before this one, else the parent.")
    private @Nullable String against;

    @Option(names = "--only", paramLabel = "REGEX", description = "Only benchmarks whose name has a match of it.")
    private String only = "";

    @Option(names = "--rounds", paramLabel = "N", description = "Forks of every benchmark (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--confirm",
            paramLabel = "N",
            description = "Most forks of a benchmark that seems to have changed (${DEFAULT-VALUE}).")
    private int confirmations = 20;

    @Option(names = "--dry-run", description = "Compare, but add nothing to the history.")
    private boolean dryRun;

    private final PrintStream out = System.out;
    private final PrintStream progress = System.err;

    /** Runs the command and ends the process. */
    public static void main(String[] args) {
        System.exit(Commands.run(new CommandLine(new Track()), args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkRange("--rounds", rounds, 1);
        checkRange("--confirm", confirmations, 1);
        Predicate<String> chosen = chosen();
        Git git = new Git(root);
        Machine machine = Machine.current();
        History history = History.of(root.resolve("bench/history"), machine.fingerprint());
        String commit = git.commit("HEAD");
        boolean dirty = git.dirty();
        String base = base(git, history, commit, dirty);
        BenchmarkJar before = base == null ? null : new Build(git).of(base);
        double loadBefore = Machine.load();
        warn(machine, loadBefore);
        Path jar = Files.createTempFile("benchmarks", ".jar");
        try {
            // a copy, so that the next build does not change what is measured
            Files.copy(Path.of(System.getProperty("java.class.path")), jar, StandardCopyOption.REPLACE_EXISTING);
            Contest contest = new Contest(new BenchmarkJar(jar), before, progress);
            contest.run(chosen, rounds, confirmations);
            ObjectNode metadata = metadata(machine, commit, git.subject(commit), loadBefore);
            if (dirty || dryRun) {
                progress.println(
                        dirty
                                ? "files differ from the last commit: nothing is added to the history"
                                : "a dry run: nothing is added to the history");
            } else {
                history.append(measurements(contest, metadata, base));
                progress.println("added to " + root.relativize(history.file()));
            }
            return print(contest.comparisons(), base);
        } finally {
            Files.delete(jar);
        }
    }

    private static void checkRange(String option, int value, int least) {
        if (value < least || value > MOST_ROUNDS) {
            throw new IllegalArgumentException(
                    option + " is " + value + "; it must be from " + least + " to " + MOST_ROUNDS);
        }
    }

    private Predicate<String> chosen() {
        try {
            return Pattern.compile(only).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--only is no regular expression: " + e.getDescription(), e);
        }
    }

    private @Nullable String base(Git git, History history, String commit, boolean dirty)
            throws IOException, InterruptedException {
        if (against != null) {
            return against.equals(NONE) ? null : git.commit(against);
        }
        if (dirty) {
            return commit;
        }
        List<Run> runs = history.runs();
        for (int i = runs.size() - 1; i >= 0; i--) {
            String recorded = runs.get(i).commit();
            if (!recorded.equals(commit) && git.isAncestor(recorded)) {
                return recorded;
            }
        }
        return git.commit("HEAD^");
    }

    private void warn(Machine machine, double load) {
        if (machine.jdkFeature() < 21) {
            progress.println(
                    "on Java " + machine.jdkFeature() + " what threads allocated that have ended is not counted,"
                            + " so sweeps seem to allocate little; use 21 or newer");
        }
        if (load * 100 > WORST_LOAD_PERCENT * machine.cores()) {
            progress.printf(
                    Locale.ROOT,
                    "the machine is busy (load %.2f): this takes longer, and small changes are missed%n",
                    load);
        }
    }

    private ObjectNode metadata(Machine machine, String commit, String subject, double loadBefore) {
        ObjectNode metadata = new ObjectMapper().createObjectNode();
        metadata.put("commit", commit);
        metadata.put("subject", subject);
        metadata.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        machine.writeTo(metadata);
        metadata.putArray("load").add(loadBefore).add(Machine.load());
        return metadata;
    }

    private List<Measurement> measurements(Contest contest, ObjectNode metadata, @Nullable String base) {
        List<Measurement> measurements = new ArrayList<>();
        for (JmhResult result : contest.results()) {
            Measurement measurement = Measurement.of(result, metadata);
            Comparison comparison = contest.comparison(result.name());
            if (base != null && comparison != null) {
                measurement.setComparison(base, comparison);
            }
            measurements.add(measurement);
        }
        return measurements;
    }

    private int print(List<Comparison> comparisons, @Nullable String base) {
        if (base == null) {
            out.println("measured, and compared with nothing");
            return Commands.DONE;
        }
        String name = Run.shortened(base);
        List<Comparison> changed =
                comparisons.stream().filter(Comparison::changed).toList();
        out.print(ReportTable.ofComparisons(changed, name));
        List<Comparison> worse = comparisons.stream().filter(Comparison::worse).toList();
        worse.forEach(comparison -> Judgement.reasons(comparison, name)
                .forEach(reason -> out.println("REGRESSION " + comparison.name() + " " + reason)));
        out.printf(
                Locale.ROOT,
                "%d benchmarks beside %s: %d changed, %d regressions%n",
                comparisons.size(),
                name,
                changed.size(),
                worse.size());
        return worse.isEmpty() ? Commands.DONE : Commands.REGRESSION;
    }
}
