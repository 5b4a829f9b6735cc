package dev.memsweep.bench.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    Path folder = Path.of("");

    private static JmhResult merged() {
        JmhResult first = Results.withRows(Results.fork("a.B.c", "thrpt", "ops/s", 640, 10, 20), 1500);
        JmhResult second = Results.withRows(Results.fork("a.B.c", "thrpt", "ops/s", 660, 12, 18), 1500);
        return JmhResult.merge(List.of(first, second));
    }

    @Test
    void aResultComesBackAsItWasWritten() throws IOException {
        History history = History.of(folder, "machine");
        Measurement written = Measurement.of(merged(), Results.metadata("abcdef0123", "2026-01-02T03:04:05Z"));
        Comparison comparison = new Comparison(
                "B.c size=3",
                new SignedRanks(1.25, 1.125, 1.5, 0.75),
                new SignedRanks(1.5, 1.25, 1.75, 0.75),
                Comparison.Change.WORSE,
                640,
                650,
                Comparison.Change.SAME);
        written.setComparison("1234567890", comparison);
        history.append(List.of(written));
        history.append(List.of(Measurement.of(merged(), Results.metadata("next", "2026-01-03T00:00:00Z"))));

        List<Run> runs = history.runs();
        assertThat(runs).extracting(Run::shortCommit).containsExactly("abcdef0", "next");
        Measurement read = Objects.requireNonNull(runs.get(0).measurements().get("B.c size=3"));
        assertThat(read.comparison()).isEqualTo(comparison);
        assertThat(read.base()).contains("1234567890");
        assertThat(read.node()).isEqualTo(written.node());
        assertThat(History.fingerprints(folder)).containsExactly("machine");
    }

    @Test
    void figuresAreThoseOfTheFastestIterationOfEachFork() {
        JmhResult result = merged();
        assertThat(result.costs()).containsExactly(1 / 20.0, 1 / 18.0);
        assertThat(result.allocations()).containsExactly(640, 660);
        assertThat(result.score()).isEqualTo(15);
        assertThat(result.rowsPerOperation()).isEqualTo(100);
        assertThat(result.seconds()).isEqualTo((1 / 20.0 + 1 / 18.0) / 2);
    }

    @Test
    void aLineIsWhatJmhWritesWithoutTheMachinesPaths() {
        JsonNode node = merged().node();
        assertThat(node.path("primaryMetric").path("rawData")).hasSize(2);
        assertThat(node.path("primaryMetric")
                        .path("scorePercentiles")
                        .path("50.0")
                        .asDouble())
                .isEqualTo(15);
        assertThat(node.path("primaryMetric").path("scoreConfidence")).hasSize(2);
        assertThat(node.path("secondaryMetrics").properties())
                .extracting(field -> field.getKey())
                .containsExactlyInAnyOrder("gc.alloc.rate.norm", "cpu", "rows");
        assertThat(node.toString()).doesNotContain("/somewhere");
    }

    @Test
    void aDamagedLineIsNamed() throws IOException {
        History history = History.of(folder, "machine");
        history.append(List.of(Measurement.of(merged(), Results.metadata("a", "2026-01-02T03:04:05Z"))));
        Files.writeString(history.file(), Files.readString(history.file()) + "{\"benchmark\": \n");
        assertThatThrownBy(history::runs)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("machine.jsonl:2: ");
    }
}
