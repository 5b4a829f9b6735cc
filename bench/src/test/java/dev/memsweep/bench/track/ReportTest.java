package dev.memsweep.bench.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportTest {
    private static final String NAME = "dev.memsweep.bench.PlanBenchmark.compile";

    @TempDir
    Path root = Path.of("");

    private final List<String> commits = new ArrayList<>();
    private History history = History.of(root, "");
    private String errors = "";

    @BeforeEach
    void makeHistory() {
        history = History.of(root.resolve("bench/history"), "some-machine");
    }

    /** Adds a run that takes {@code ratio} times the time of the one before it. */
    private void add(double ratio, double bytes) throws IOException {
        String commit = "commit" + commits.size();
        ObjectNode metadata = Results.metadata(commit, "2026-01-0" + (commits.size() + 1) + "T00:00:00Z");
        JmhResult fork = Results.fork(NAME, bytes, 100, 101);
        Measurement measurement = Measurement.of(JmhResult.merge(List.of(fork, fork, fork)), metadata);
        if (!commits.isEmpty()) {
            SignedRanks interval = new SignedRanks(ratio, ratio * 0.98, ratio * 1.02, 0.99);
            Comparison.Change time =
                    interval.low() > Comparison.LEAST_RATIO ? Comparison.Change.WORSE : Comparison.Change.SAME;
            measurement.setComparison(
                    commits.get(commits.size() - 1),
                    new Comparison(fork.name(), interval, interval, time, bytes, bytes, Comparison.Change.SAME));
        }
        history.append(List.of(measurement));
        commits.add(commit);
    }

    private int report(String... options) {
        List<String> words = new ArrayList<>(List.of("--root", root.toString()));
        words.addAll(List.of(options));
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new Report()).setErr(new PrintWriter(err));
        int code = Commands.run(command, words.toArray(String[]::new));
        errors = err.toString();
        return code;
    }

    private Judgement lastJudgement() throws IOException {
        return Judgement.of("PlanBenchmark.compile size=3", history.runs());
    }

    @Test
    void anUnchangedRunIsNoRegression() throws IOException {
        add(1, 500);
        add(1.01, 500);
        assertThat(report()).isZero();
    }

    @Test
    void aSlowerRunIsNamedWithItsPredecessor() throws IOException {
        add(1, 500);
        add(1.3, 500);
        assertThat(report()).isEqualTo(Commands.REGRESSION);
        assertThat(lastJudgement().reasons())
                .singleElement()
                .asString()
                .contains("1.30 times the processor time of commit0");
    }

    @Test
    void slowDownsThatAreSmallOneByOneAddUp() throws IOException {
        add(1, 500);
        for (int i = 0; i < 5; i++) {
            add(1.04, 500);
        }
        assertThat(Objects.requireNonNull(lastJudgement().comparison()).worse()).isFalse();
        assertThat(report()).isEqualTo(Commands.REGRESSION);
        assertThat(lastJudgement().reasons()).singleElement().asString().contains("1.22", "commit0", "the best so far");
    }

    @Test
    void moreAllocationThanTheBestIsNamedWithoutAComparison() throws IOException {
        add(1, 500);
        add(1, 600);
        assertThat(report()).isEqualTo(Commands.REGRESSION);
        assertThat(lastJudgement().reasons()).singleElement().asString().contains("allocates", "commit0", "600", "500");
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        add(1, 500);
        add(1.3, 500);
        report();
        String page = Files.readString(root.resolve("bench/target/report/index.html"));
        assertThat(page)
                .contains("var uPlot=", "PlanBenchmark.compile size=3", "1.30 times the processor time")
                .doesNotContain("/* data */", "/* script */", "/* charts */", "/* style */", "src=", "@import")
                // no text of a run ends the script
                .doesNotContain("a </script> processor");
    }

    @Test
    void otherToolsFindTheirForms() throws IOException {
        add(1, 500);
        add(1, 500);
        report();
        JsonNode jmh = Results.json(Files.readString(root.resolve("bench/target/report/jmh.json")));
        assertThat(jmh).hasSize(1);
        assertThat(jmh.get(0).path("benchmark").asText()).isEqualTo(NAME);
        assertThat(jmh.get(0).path("primaryMetric").path("score").asDouble()).isEqualTo(100.5);
        String script = Files.readString(root.resolve("bench/target/report/data.js"));
        assertThat(script).startsWith("window.BENCHMARK_DATA = ");
        JsonNode data = Results.json(script.substring(script.indexOf('{')));
        JsonNode entry = data.path("entries").path("memsweep").path(1);
        assertThat(entry.path("commit").path("id").asText()).isEqualTo("commit1");
        assertThat(entry.path("tool").asText()).isEqualTo("jmh");
        assertThat(entry.path("benches").path(0).path("unit").asText()).isEqualTo("us/op");
    }

    @Test
    void wrongUsageIsOneMessage() throws IOException {
        assertThat(report()).isEqualTo(2);
        assertThat(errors).startsWith("bench/report: the history is empty");
        add(1, 500);
        assertThat(report("--machine", "another")).isEqualTo(2);
        assertThat(errors).contains("no machine 'another'", "some-machine");
        assertThat(report("--wrong")).isEqualTo(2);
        assertThat(errors).startsWith("bench/report: Unknown option: '--wrong'").hasLineCount(1);
    }
}
