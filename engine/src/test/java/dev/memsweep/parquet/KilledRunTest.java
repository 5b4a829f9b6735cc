package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes that write, at random moments, and looks at what they leave. A process writes to several folders at
 * once, since the start of one is what takes the time: each kill hits every output at another moment of its run.
 */
@Timeout(180)
@Tag("exhaustive")
class KilledRunTest {
    private static final int KILLS = 10;
    private static final int FOLDERS = 10;

    /** Half of it loads classes, then rounds take some milliseconds each. */
    private static final int LONGEST_LIFE_MICROS = 2_000_000;

    @TempDir
    Path directory;

    private final List<Killed> outputs = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private final long seed = Seed.of("kills");
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Connection duckDb;
    private int firstRound = 1;
    private String trial = "";
    private int midway;
    private int replacing;

    KilledRunTest() throws SQLException {
        duckDb = ParquetFiles.connect();
    }

    @AfterEach
    void disconnect() throws SQLException {
        duckDb.close();
    }

    @Test
    void nothingTornIsVisibleAfterAHundredKillsOfFilesAndOfDirectories() throws Exception {
        for (int i = 0; i < FOLDERS; i++) {
            Path folder = Files.createDirectory(directory.resolve("folder" + i));
            folders.add(folder.toString());
            for (Output output : Output.values()) {
                outputs.add(new Killed(output, folder));
            }
        }
        for (int kill = 0; kill < KILLS; kill++) {
            trial = "kill " + kill + ", " + Seed.option(seed);
            killOnce();
        }
        System.out.println(KILLS * outputs.size() + " outputs killed, " + midway + " unfinished, of which " + replacing
                + " were to replace another");
        assertThat(midway).as("kills midway").isGreaterThan(KILLS);
        assertThat(replacing).as("kills while replacing").isGreaterThan(KILLS / 2);
    }

    private void killOnce() throws Exception {
        for (Killed output : outputs) {
            output.removeOrKeep();
        }
        List<String> said = sayingsOfAKilledProcess();
        for (Killed output : outputs) {
            output.assertNothingTorn(said);
        }
        for (Killed output : outputs) {
            output.assertNextRunSucceeds();
        }
        firstRound += 2 + said.size();
        for (String folder : folders) {
            assertThat(Path.of(folder).toFile().list()).as(trial).containsExactlyInAnyOrder("grid", "grid.parquet");
        }
    }

    private List<String> sayingsOfAKilledProcess() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(folders);
        arguments.add(0, Integer.toString(firstRound));
        Process process = ChildRun.start(
                EndlessRun.class,
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                arguments.toArray(String[]::new));
        try (InputStream words = process.getInputStream()) {
            int first = words.read();
            TimeUnit.MICROSECONDS.sleep(random.nextInt(LONGEST_LIFE_MICROS));
            // The method of the process itself would close the stream that has its last words.
            process.toHandle().destroyForcibly();
            String said = (char) first + new String(words.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(trial).isEqualTo(128 + 9);
            return said.lines().toList();
        }
    }

    /** An output of processes that are killed. */
    private final class Killed {
        private final Output output;
        private final Path folder;
        private final Path path;
        private int visibleRound;

        Killed(Output output, Path folder) {
            this.output = output;
            this.folder = folder;
            this.path = output.in(folder);
        }

        void removeOrKeep() throws IOException {
            if (random.nextInt(4) == 0) {
                Storage.local().delete(path.toString());
                visibleRound = 0;
            }
        }

        /** What is visible is of the round that was done last, or of the one that was begun after it. */
        void assertNothingTorn(List<String> said) throws IOException, SQLException {
            int begun = last(EndlessRun.begins(path), said);
            int done = Math.max(visibleRound, last(EndlessRun.done(path), said));
            if (Files.exists(folder.resolve(path.getFileName() + ".inprogress"))) {
                midway++;
                replacing += done > 0 ? 1 : 0;
            }
            assertParquetFilesWhole();
            int found = round();
            if (found == 0 && done > 0) {
                assertThat(output).as(trial).isEqualTo(Output.DIRECTORY);
                assertThat(folder.resolve("grid.inprogress.old/_SUCCESS"))
                        .as(trial)
                        .exists();
            } else {
                assertThat(found).as("%s, %s", path, trial).isIn(done, Math.max(done, begun));
            }
        }

        private static int last(String start, List<String> said) {
            return said.stream()
                    .filter(line -> line.startsWith(start))
                    .mapToInt(line -> Integer.parseInt(line.substring(start.length())))
                    .max()
                    .orElse(0);
        }

        /** Whatever a glob may find has all its bytes, be it visible or not yet. */
        private void assertParquetFilesWhole() throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(file -> file.toString().endsWith(".parquet"))
                        .filter(Files::isRegularFile)
                        .toList()) {
                    BytesFile bytes = new BytesFile(Files.readAllBytes(file));
                    assertThat(FileVerifier.verify(bytes, file.toString()).findings())
                            .as(trial)
                            .isEmpty();
                }
            }
        }

        void assertNextRunSucceeds() throws IOException, SQLException {
            visibleRound = firstRound + 1;
            output.write(Storage.local(), folder, new RoundGrid(visibleRound, EndlessRun.TILES));
            assertThat(round()).as(trial).isEqualTo(visibleRound);
        }

        /** The round of what is visible, of which every row is right; 0 when nothing is. */
        private int round() throws IOException, SQLException {
            if (!Files.exists(path)) {
                return 0;
            }
            if (output == Output.DIRECTORY) {
                Storage.Place place = Storage.at(path.toString());
                assertThat(DatasetVerifier.verify(place, "grid", (file, name, manifest, findings) -> {})
                                .findings())
                        .as(trial)
                        .isEmpty();
            }
            List<List<Object>> facts = ParquetFiles.query(
                    duckDb,
                    "SELECT min(round), max(round), count(*), "
                            + "sum(number)::BIGINT FROM read_parquet('" + path
                            + (output == Output.DIRECTORY ? "/**/*.parquet" : "") + "')");
            long found = (Long) facts.get(0).get(0);
            RoundGrid grid = new RoundGrid((int) found, EndlessRun.TILES);
            assertThat(facts)
                    .as(trial)
                    .containsExactly(List.of(found), List.of(found), List.of(grid.rows()), List.of(grid.sum()));
            return (int) found;
        }
    }
}
