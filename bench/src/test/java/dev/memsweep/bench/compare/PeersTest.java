package dev.memsweep.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.bench.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contenders compute the same grid: W1 with four micro-batch sizes and an odd one out. */
@Tag("exhaustive")
class PeersTest {
    private static final int THREADS = 2;

    @TempDir
    Path folder = Path.of("");

    private Reference reference = Reference.of("w1");
    private Answer expected = new Answer(0, 0, 0);

    @BeforeEach
    void answer() throws Exception {
        String spec = Workload.spec("w1").replace("micro_batch: 1..16", "micro_batch: [1, 2, 3, 21]");
        reference = new Reference(Workload.bind("peers", spec));
        expected = new MemsweepEvaluationPeer(reference, THREADS).run(folder);
        assertThat(expected.rows()).isEqualTo(reference.rows());
        assertThat(expected.fits()).isBetween(1L, expected.rows() - 1);
    }

    @Test
    void loopsAgree() throws Exception {
        assertThat(new JavaLoopPeer(reference, THREADS).run(folder)).isEqualTo(expected);
        try (DuckDbPeer peer = DuckDbPeer.evaluation(reference, THREADS)) {
            assertThat(peer.run(folder)).isEqualTo(expected);
        }
    }

    @Test
    void filesAgree() throws Exception {
        try (DuckDbPeer plain = DuckDbPeer.plain(reference, THREADS);
                DuckDbPeer hoisted = DuckDbPeer.hoisted(reference, THREADS)) {
            for (Peer peer : List.of(
                    new MemsweepPeer(reference, THREADS), plain, hoisted, new ParquetJavaPeer(reference, THREADS))) {
                Path out = folder.resolve("out");
                PeerProcess.remove(out);
                assertThat(peer.run(out).rows()).isEqualTo(expected.rows());
                assertThat(read(out)).as(peer.toString()).isEqualTo(expected);
            }
        }
    }

    private static Answer read(Path out) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            String files = Files.isDirectory(out) ? out + "/*.parquet" : out.toString();
            return DuckDbPeer.answer(statement, "FROM read_parquet('" + files + "')");
        }
    }

    @Test
    void theLoopInCAgrees() throws Exception {
        Path source = Files.writeString(folder.resolve("hoisted.c"), PeerResource.text("hoisted.c"));
        Path axes = Files.writeString(folder.resolve("axes.txt"), reference.lines());
        Path binary = folder.resolve("hoisted");
        Assumptions.assumeTrue(
                compiles(
                        "gcc",
                        "-O2",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-pthread",
                        "-o",
                        binary.toString(),
                        source.toString()),
                "no gcc here");
        Contender contender = new Contender(
                "C", Contender.Task.ANSWER, List.of(binary.toString(), axes.toString(), "2", "2"), null, true);
        Race.Result result = Race.run(contender);
        assertThat(result.answer()).isEqualTo(expected);
        assertThat(result.cold()).isPositive();
    }

    private static boolean compiles(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor()).isZero();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
