package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTargetTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("grid.parquet");
    }

    @Test
    void anExistingFileIsKeptUnlessItMayBeOverwritten() throws IOException {
        Files.writeString(file, "old");

        assertThatThrownBy(() -> OutputTarget.local(file, false).open())
                .isInstanceOf(OutputException.class)
                .hasMessage(file + ": already exists and is not to be overwritten");
        assertThat(file).hasContent("old");

        write(OutputTarget.local(file, true));
        assertThat(Files.readAllBytes(file)).startsWith("PAR1".getBytes(StandardCharsets.US_ASCII));
        assertThat(directory.toFile().list()).containsExactly("grid.parquet");
    }

    @Test
    void aFileThatAppearsMeanwhileIsKeptToo() throws IOException {
        HandMadeGrid grid = new HandMadeGrid(90, 64, 2, 64, 1);
        try (ParquetSink sink =
                ParquetSink.open(OutputTarget.local(file, false), grid.columns(), ParquetOptions.DEFAULT)) {
            Files.writeString(file, "other");

            assertThatThrownBy(() -> sink.finish(Map.of()))
                    .isInstanceOf(OutputException.class)
                    .hasMessage(file + ": already exists and is not to be overwritten");
        }
        assertThat(file).hasContent("other");
        assertThat(directory.toFile().list()).containsExactly("grid.parquet");
    }

    @Test
    void aMissingDirectoryIsNamedAndNotMade() {
        Path deep = directory.resolve("typo/grid.parquet");

        assertThatThrownBy(() -> OutputTarget.local(deep, false).open())
                .isInstanceOf(OutputException.class)
                .hasMessage(deep + ": the directory " + deep.getParent() + " does not exist");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDirectoryIsNoPlaceForAFile() {
        assertThatThrownBy(() -> OutputTarget.local(directory, true).open())
                .isInstanceOf(OutputException.class)
                .hasMessage(
                        directory + ": is a directory; name a file in it, or end the name in / to write part files");
    }

    @Test
    void theUnfinishedFileIsNoParquetFileByName() throws IOException {
        OutputTarget target = OutputTarget.local(file, false);
        target.open();

        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder("grid.parquet.inprogress", "grid.parquet.inprogress.lock");
        target.abort();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void leftoversOfTheSameNameAreRemovedAndOthersKept() throws IOException {
        Files.writeString(directory.resolve("grid.parquet.inprogress"), "torn");
        Files.writeString(directory.resolve("grid.parquet.inprogress.lock"), "");
        Files.writeString(directory.resolve("other.parquet.inprogress"), "torn");
        Files.writeString(directory.resolve("grid.parquet.notes"), "mine");

        write(OutputTarget.local(file, false));

        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder("grid.parquet", "grid.parquet.notes", "other.parquet.inprogress");
    }

    @Test
    void aSecondRunInTheSameProcessIsRefused() throws IOException {
        OutputTarget first = OutputTarget.local(file, false);
        first.open();

        assertThatThrownBy(() -> OutputTarget.local(file, false).open())
                .isInstanceOf(OutputException.class)
                .hasMessage(file + ": another run is writing it");
        assertThat(directory.toFile().list()).hasSize(2);
        first.abort();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aRunInAnotherProcessIsRespectedUntilItIsKilled() throws Exception {
        Process other = ChildRun.start(file);
        try {
            assertThat(ChildRun.firstLine(other)).isEqualTo("writing");
            assertThatThrownBy(() -> write(OutputTarget.local(file, true)))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("another run is writing it");
            assertThat(directory.toFile().list()).hasSize(2);
        } finally {
            other.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder("grid.parquet.inprogress", "grid.parquet.inprogress.lock");

        write(OutputTarget.local(file, true));

        assertThat(directory.toFile().list()).containsExactly("grid.parquet");
    }

    @Test
    void aCodecThatCannotBeLoadedIsExplained() throws Exception {
        Process other = ChildRun.start(file, "-Djava.io.tmpdir=" + directory.resolve("missing"));

        assertThat(ChildRun.firstLine(other))
                .startsWith("cannot load the zstd library from " + directory.resolve("missing")
                        + " (missing, full or mounted noexec): ")
                .endsWith("; set -Djava.io.tmpdir=DIR or use codec lz4_raw or none");
        other.waitFor(20, TimeUnit.SECONDS);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLinkIsFollowedAndStays() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("real"));
        Path real = folder.resolve("data.parquet");
        Files.writeString(real, "old");
        Files.createSymbolicLink(file, real);

        assertThatThrownBy(() -> OutputTarget.local(file, false).open())
                .hasMessage(file + ": already exists and is not to be overwritten");
        write(OutputTarget.local(file, true));

        assertThat(file).isSymbolicLink();
        assertThat(Files.readAllBytes(real)).startsWith("PAR1".getBytes(StandardCharsets.US_ASCII));
        assertThat(folder.toFile().list()).containsExactly("data.parquet");
    }

    @Test
    void aLinkThatLeadsNowhereIsRefused() throws IOException {
        Files.createSymbolicLink(file, Path.of("gone.parquet"));

        assertThatThrownBy(() -> OutputTarget.local(file, true).open())
                .isInstanceOf(OutputException.class)
                .hasMessage(file + ": is a symbolic link to gone.parquet, which is not there");
        assertThat(directory.toFile().list()).containsExactly("grid.parquet");
    }

    @Test
    void ofRunsThatStartAtOnceExactlyOneGoesOn() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<Process> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(ChildRun.start(file));
            }
            List<String> lines = new ArrayList<>();
            for (Process run : runs) {
                lines.add(ChildRun.firstLine(run));
            }
            for (Process run : runs) {
                run.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
            }

            assertThat(lines).containsOnlyOnce("writing").containsOnly("writing", file + ": another run is writing it");
        }
    }

    private static void write(OutputTarget target) throws IOException {
        HandMadeGrid grid = new HandMadeGrid(91, 64, 2, 64, 1);
        try (ParquetSink sink = ParquetSink.open(target, grid.columns(), ParquetOptions.DEFAULT)) {
            grid.writeTo(sink, 1, 1);
            sink.finish(Map.of());
        }
    }
}
