package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    Path directory;

    @Test
    void noWriteThatFailsLeavesATraceOrHarmsTheOldFile() throws IOException {
        Path file = directory.resolve("grid.parquet");
        Files.writeString(file, "old");
        int writes = countWrites();
        assertThat(writes).isGreaterThan(100);
        for (Fault fault : Fault.values()) {
            for (int k = 0; k < writes; k++) {
                FailingTarget target = new FailingTarget(undurable(file), k, fault);

                Throwable thrown = catchThrowable(() -> write(target));

                assertThat(thrown)
                        .as("%s at write %s", fault, k)
                        .isInstanceOf(
                                switch (fault) {
                                    case IO_EXCEPTION, LOST_BYTES -> OutputException.class;
                                    case RUNTIME_EXCEPTION -> IllegalStateException.class;
                                    case ERROR -> OutOfMemoryError.class;
                                })
                        .hasMessageMatching(
                                switch (fault) {
                                    case RUNTIME_EXCEPTION, ERROR -> Fault.TEXT;
                                    case IO_EXCEPTION ->
                                        "\\Q" + file + "\\E: cannot write: " + Fault.TEXT
                                                + " \\(after \\d+ bytes; nothing was published\\)";
                                    case LOST_BYTES ->
                                        "\\Q" + file
                                                + "\\E: cannot write: the device kept \\d+ of \\d+ bytes"
                                                + " \\(after \\d+ bytes; nothing was published\\)";
                                });
                assertThat(directory.toFile().list())
                        .as("%s at write %s", fault, k)
                        .containsExactly("grid.parquet");
                assertThat(file).hasContent("old");
            }
        }
    }

    /** A target that never waits for the disk. */
    private static OutputTarget undurable(Path file) {
        return OutputTarget.file(new Storage.Place(FaultyStorage.sound(), file.toString()), true);
    }

    private int countWrites() throws IOException {
        Path other = directory.resolve("count.parquet");
        FailingTarget target = new FailingTarget(OutputTarget.local(other, true), NEVER, Fault.ERROR);
        write(target);
        Files.delete(other);
        return target.writes();
    }

    private static void write(OutputTarget target) throws IOException {
        HandMadeGrid grid = new HandMadeGrid(70, 64, 2, 64, 1);
        try (ParquetSink sink = ParquetSink.open(target, grid.columns(), ParquetOptions.DEFAULT)) {
            grid.writeTo(sink, 1, 1);
            sink.finish(Map.of("key", "value"));
        }
    }

    @Test
    void aFullDiskIsNamedAndNothingStays() throws Exception {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString()))
                .as("a small file system can be mounted")
                .isZero();
        try {
            Path file = directory.resolve("grid.parquet");
            HandMadeGrid grid = new HandMadeGrid(71, 1024, 2, 1024, 1);
            Throwable thrown = catchThrowable(() -> {
                try (ParquetSink sink =
                        ParquetSink.open(OutputTarget.local(file, false), grid.columns(), ParquetOptions.DEFAULT)) {
                    grid.writeTo(sink, 4, 4);
                    sink.finish(Map.of());
                }
            });

            assertThat(thrown)
                    .isInstanceOf(OutputException.class)
                    .hasMessageStartingWith(file + ": cannot write: No space left on device (after ");
            assertThat(directory).isEmptyDirectory();
        } finally {
            run("umount", directory.toString());
        }
    }

    private static int run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    @ParameterizedTest(name = "{0} bytes cut off")
    @ValueSource(ints = {1, 4, 8, 100})
    void lostBytesAreFoundBeforePublishing(int lost) throws IOException {
        Path file = directory.resolve("grid.parquet");
        write(OutputTarget.local(file, false));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long bytes = channel.size();
            channel.truncate(bytes - lost);

            assertThat(catchThrowable(() -> FooterCheck.check(new LocalInputFile(file), bytes, 128)))
                    .hasMessage("the device kept " + (bytes - lost) + " of " + bytes + " bytes");
            assertThat(catchThrowable(() -> FooterCheck.check(new LocalInputFile(file), bytes - lost, 128)))
                    .hasMessage("the file does not end as a Parquet file");
        }
    }

    @Test
    void lostRowsAreFoundBeforePublishing() throws IOException {
        Path file = directory.resolve("grid.parquet");
        write(OutputTarget.local(file, false));
        long bytes = Files.size(file);
        FooterCheck.check(new LocalInputFile(file), bytes, 128);

        assertThat(catchThrowable(() -> FooterCheck.check(new LocalInputFile(file), bytes, 300)))
                .hasMessage("the footer states 128 of 300 rows");
    }
}
