package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class DatasetTargetTest {
    private static final List<String> FILES = List.of(
            "_SUCCESS",
            "_manifest.json",
            "kind=a%2Fb/part-00000-test.parquet",
            "kind=a%2Fb/part-00001-test.parquet",
            "kind=c/part-00000-test.parquet",
            "kind=c/part-00001-test.parquet");

    @TempDir
    Path folder;

    private Path directory;

    @BeforeEach
    void nameTheDirectory() {
        directory = folder.resolve("grid");
    }

    private DatasetTarget target(boolean overwrite) throws IOException {
        return DatasetTarget.at(directory.toString(), overwrite);
    }

    private static List<String> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertWhole() throws IOException {
        Storage.Place place = Storage.at(directory.toString());
        DatasetVerifier.Result result = DatasetVerifier.verify(place, "grid", (file, name, manifest, findings) -> {});
        assertThat(result.findings()).isEmpty();
        assertThat(result.rows()).isEqualTo(Dataset.ROWS);
        assertThat(files(directory)).isEqualTo(FILES);
        assertThat(folder.toFile().list()).containsExactly("grid");
    }

    @Test
    void aDirectoryIsWrittenWithManifestAndSuccess() throws IOException, SQLException {
        new Dataset(target(false)).write();

        assertWhole();
        Manifest manifest = DatasetVerifier.manifest(Storage.at(directory.toString()));
        assertThat(manifest.parts()).extracting(Manifest.Part::rows).containsExactly(128L, 128L, 128L, 128L);
        assertThat(manifest.parts().get(0).bytes())
                .isEqualTo(Files.size(directory.resolve("kind=a%2Fb/part-00000-test.parquet")));
        assertThat(manifest.facts()).containsExactly(Map.entry("engine_version", "test"));
        assertThat(manifest.partitionColumns().get(0).description()).isEqualTo("What \"kind\".");
        assertThat(Manifest.decode(manifest.encoded())).isEqualTo(manifest);
        assertThat(ParquetFiles.query("SELECT kind, count(*) FROM read_parquet('" + directory
                        + "/**/*.parquet', hive_partitioning = true) GROUP BY kind ORDER BY kind"))
                .containsExactly(List.of("a/b", "c"), List.of(256L, 256L));
    }

    @Test
    void noGlobForParquetFilesSeesAnUnfinishedDirectory() throws IOException {
        try (DatasetTarget target = target(false)) {
            target.open();
            new Dataset(target).writePart("kind=c", true);

            assertThat(files(folder))
                    .contains("grid.inprogress/kind=c/part-00000-test.parquet.inprogress")
                    .noneMatch(name -> name.endsWith(".parquet"));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void ofTheAttemptsOfOthersOnlyThoseAcceptedAreShown() throws IOException {
        try (DatasetTarget target = target(false)) {
            target.open();
            Storage.Place attempts = Storage.at(target.attempts());
            Manifest.Part part = Dataset.attempt(new PartAttempt(attempts, "first"), true);
            assertThat(Dataset.attempt(new PartAttempt(attempts, "again"), true))
                    .isEqualTo(part);
            assertThatThrownBy(() -> Dataset.attempt(new PartAttempt(attempts, "given up"), false))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(files(folder))
                    .contains("grid.inprogress.parts/again", "grid.inprogress.parts/first")
                    .noneMatch(name -> name.endsWith(".parquet") || name.endsWith("given up"));
            target.accept(part, "again");
            target.publish(Map.of(), List.of());
        }

        assertThat(files(folder))
                .containsExactly("grid/_SUCCESS", "grid/_manifest.json", "grid/kind=c/part-00005-test.parquet");
        DatasetVerifier.Result result = DatasetVerifier.verify(
                Storage.at(directory.toString()), "grid", (file, name, manifest, findings) -> {});
        assertThat(result.findings()).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("grid");
    }

    @Test
    void attemptsThatADeadRunLeftAreRemoved() throws IOException {
        Files.createDirectory(folder.resolve("grid.inprogress.parts"));
        Files.writeString(folder.resolve("grid.inprogress.parts/00000-00001-attempt-3"), "half");

        new Dataset(target(false)).write();

        assertWhole();
    }

    @Test
    void anExistingDirectoryIsKeptUnlessItMayBeReplaced() throws IOException {
        new Dataset(target(false)).write();
        Files.writeString(directory.resolve("part-99999-old.parquet"), "old");

        assertThatThrownBy(() -> new Dataset(target(false)).write())
                .isInstanceOf(OutputException.class)
                .hasMessage(directory + "/: already exists and is not to be overwritten");
        assertThat(directory.resolve("part-99999-old.parquet")).hasContent("old");
        new Dataset(target(true)).write();

        assertWhole();
    }

    @Test
    void whatMemsweepDidNotWriteIsNeverReplaced() throws IOException {
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("thesis.tex"), "mine");

        assertThatThrownBy(() -> new Dataset(target(true)).write())
                .isInstanceOf(OutputException.class)
                .hasMessage(directory
                        + "/: is not replaced, since it has no _manifest.json and so was not written by memsweep; "
                        + "choose another name, or remove it first");
        assertThat(files(folder)).containsExactly("grid/thesis.tex");

        Files.delete(directory.resolve("thesis.tex"));
        new Dataset(target(true)).write();
        assertWhole();
    }

    @Test
    void aFileIsNoPlaceForADirectory() throws IOException {
        Files.writeString(directory, "mine");

        assertThatThrownBy(() -> new Dataset(target(true)).write())
                .isInstanceOf(OutputException.class)
                .hasMessage(directory + "/: is a file, not a directory; choose another name");
        assertThat(directory).hasContent("mine");
    }

    @Test
    void aDirectoryThatIsGivenUpLeavesTheOldOne() throws IOException {
        new Dataset(target(false)).write();
        byte[] manifest = Files.readAllBytes(directory.resolve("_manifest.json"));
        try (DatasetTarget target = target(true)) {
            target.open();
            new Dataset(target).writePart("kind=c", false);
            assertThat(folder.toFile().list()).contains("grid.inprogress", "grid.inprogress.lock");
        }

        assertWhole();
        assertThat(directory.resolve("_manifest.json")).hasBinaryContent(manifest);
    }

    @Test
    void aTargetThatIsAbortedTakesNoMore() throws IOException {
        DatasetTarget target = target(false);
        target.open();
        Dataset dataset = new Dataset(target);
        dataset.writePart("kind=c", false);
        target.abort();

        assertThatThrownBy(() -> dataset.writePart("kind=a", true))
                .isInstanceOf(OutputException.class)
                .hasMessageEndingWith("kind=a/part-00000-test.parquet: the run was ended");
        assertThat(folder).isEmptyDirectory();
    }

    /** The moments of a swap in which a run can die, as they look to the next run. */
    @ParameterizedTest
    @ValueSource(strings = {"staged", "old aside", "new in"})
    void aRunThatDiedWhileItReplacedIsRecovered(String moment) throws IOException {
        new Dataset(target(false)).write();
        Path old = folder.resolve("grid.inprogress.old");
        Path staging = folder.resolve("grid.inprogress");
        Files.writeString(directory.resolve("mark"), "old");
        Files.writeString(folder.resolve("grid.inprogress.lock"), "");
        if (moment.equals("new in")) {
            Files.move(directory, old);
            new Dataset(DatasetTarget.at(folder.resolve("other").toString(), false)).write();
            Files.move(folder.resolve("other"), directory);
        } else {
            Files.createDirectory(staging);
            Files.writeString(staging.resolve("part-00000-test.parquet"), "torn");
            if (moment.equals("old aside")) {
                Files.move(directory, old);
            }
        }

        assertThatThrownBy(() -> new Dataset(target(false)).write())
                .isInstanceOf(OutputException.class)
                .hasMessageEndingWith("already exists and is not to be overwritten");
        assertThat(directory.resolve("mark").toFile().exists()).isEqualTo(!moment.equals("new in"));
        new Dataset(target(true)).write();

        assertWhole();
    }

    @Test
    void aLinkIsFollowedAndStays() throws IOException {
        Path real = folder.resolve("real");
        new Dataset(DatasetTarget.at(real.toString(), false)).write();
        Files.writeString(real.resolve("mark"), "old");
        Files.createSymbolicLink(directory, real);

        new Dataset(target(true)).write();

        assertThat(directory).isSymbolicLink();
        assertThat(files(real)).isEqualTo(FILES);
    }

    @Test
    void aRunInAnotherProcessIsRespectedUntilItIsKilled() throws Exception {
        new Dataset(target(false)).write();
        Process other = ChildRun.start(Path.of(directory + "/"), "-Dmemsweep.test.directory=true");
        try {
            assertThat(ChildRun.firstLine(other)).isEqualTo("writing");
            assertThatThrownBy(() -> new Dataset(target(true)).write())
                    .isInstanceOf(OutputException.class)
                    .hasMessage(directory + ": another run is writing it");
        } finally {
            other.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("grid", "grid.inprogress", "grid.inprogress.lock");
        assertThat(files(directory)).isEqualTo(FILES);

        new Dataset(target(true)).write();

        assertWhole();
    }

    @Test
    void aSystemThatMovesFilesOneByOneGetsSuccessLast() throws IOException {
        try (FileSystem system = FileSystem.newInstance(folder.toUri(), new Configuration(false))) {
            Storage storage = new HadoopStorage(system);
            Storage.Place place = new Storage.Place(storage, "file:" + directory);
            assertThat(storage.movesDirectoriesAtOnce()).isFalse();

            new Dataset(new DatasetTarget(place, false)).write();
            new Dataset(new DatasetTarget(place, true)).write();

            DatasetVerifier.Result result =
                    DatasetVerifier.verify(place, "grid", (file, name, manifest, findings) -> {});
            assertThat(result.findings()).isEmpty();
            assertThat(result.rows()).isEqualTo(Dataset.ROWS);
        }
    }
}
