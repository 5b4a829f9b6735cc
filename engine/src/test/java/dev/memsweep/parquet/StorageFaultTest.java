package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets every operation of writing and publishing fail, each in every way. */
@Tag("exhaustive")
@Timeout(180)
class StorageFaultTest {
    private static final Map<String, ByteBuffer> NOTHING = Map.of();
    private static final RoundGrid OLD_GRID = new RoundGrid(1, 2);
    private static final RoundGrid SHORT_GRID = new RoundGrid(2, 2);
    private static final RoundGrid LONG_GRID = new RoundGrid(3, 36);

    @TempDir
    Path directory;

    private final Map<RoundGrid, Map<String, ByteBuffer>> known = new HashMap<>();

    /** A file of more than a stream buffers, so that there is a write before the last, and small parts. */
    private static RoundGrid newGrid(Output output) {
        return output == Output.FILE ? LONG_GRID : SHORT_GRID;
    }

    /** One run in a folder of its own, and what it was to leave. */
    private final class Trial {
        private final Output output;
        private final Path folder;
        private final String description;
        private final Map<String, ByteBuffer> old;
        private final Map<String, ByteBuffer> complete;

        Trial(Output output, boolean replaces, String description) throws IOException {
            this.output = output;
            this.description = description;
            this.folder = Files.createTempDirectory(directory, "trial");
            this.old = replaces ? contents(output, OLD_GRID) : NOTHING;
            this.complete = contents(output, newGrid(output));
            Output.restore(old, output.in(folder));
        }

        Throwable run(FaultyStorage storage) {
            return catchThrowable(() -> output.write(storage, folder, newGrid(output)));
        }

        void assertVisible(Map<String, ByteBuffer> expected) {
            assertThat(Output.contents(output.in(folder)).equals(expected))
                    .as("%s: what is visible is right", description)
                    .isTrue();
            Set<ByteBuffer> whole = new HashSet<>(old.values());
            whole.addAll(complete.values());
            Output.contents(folder).forEach((path, bytes) -> {
                if (path.endsWith(".parquet")) {
                    assertThat(whole.contains(bytes))
                            .as("%s: %s is whole", description, path)
                            .isTrue();
                }
            });
        }

        void assertNothingLeft() {
            assertThat(List.of(output.in(folder).getFileName().toString()))
                    .as(description)
                    .containsAll(names());
        }

        List<String> names() {
            return List.of(folder.toFile().list());
        }

        /** The next run must do what this one did not, and clear up behind it. */
        void assertNextRunSucceeds() throws IOException {
            try (FaultyStorage sound = FaultyStorage.sound()) {
                output.write(sound, folder, newGrid(output));
            }
            assertVisible(complete);
            assertThat(names()).as(description).hasSize(1);
            Storage.local().delete(folder.toString());
        }
    }

    private Map<String, ByteBuffer> contents(Output output, RoundGrid grid) throws IOException {
        Map<String, ByteBuffer> contents = known.get(grid);
        if (contents == null) {
            Path folder = Files.createTempDirectory(directory, "known");
            output.write(Storage.local(), folder, grid);
            contents = Output.contents(output.in(folder));
            known.put(grid, contents);
        }
        return contents;
    }

    private List<String> steps(Output output, boolean replaces) throws IOException {
        Trial trial = new Trial(output, replaces, "without a fault");
        try (FaultyStorage storage = FaultyStorage.sound()) {
            assertThat(trial.run(storage)).isNull();
            trial.assertVisible(trial.complete);
            storage.losePower();
            trial.assertVisible(trial.complete);
            return storage.steps();
        }
    }

    @ParameterizedTest(name = "{0}, replaces: {1}")
    @CsvSource({"FILE, false", "FILE, true", "DIRECTORY, false", "DIRECTORY, true"})
    void noOperationThatFailsHarmsWhatIsVisible(Output output, boolean replaces) throws IOException {
        List<String> steps = steps(output, replaces);
        int showing = steps.indexOf(output.showing());
        assertThat(showing).isPositive();
        for (Fault fault : List.of(Fault.IO_EXCEPTION, Fault.RUNTIME_EXCEPTION, Fault.ERROR)) {
            for (int k = 0; k < steps.size(); k++) {
                String step = steps.get(k);
                Trial trial = new Trial(output, replaces, fault + " at step " + k + ", " + step);
                try (FaultyStorage storage = FaultyStorage.failing(k, fault, false)) {
                    Throwable thrown = trial.run(storage);

                    assertReported(trial, thrown, fault, k <= showing && !isSwallowed(fault, step));
                    trial.assertVisible(thrown == null || k > showing ? trial.complete : trial.old);
                    if (!step.startsWith("delete")) {
                        trial.assertNothingLeft();
                    }
                    trial.assertNextRunSucceeds();
                }
            }
        }
    }

    /** Systems that cannot make names durable are written to all the same. */
    private static boolean isSwallowed(Fault fault, String step) {
        return fault == Fault.IO_EXCEPTION && step.startsWith("forceNames");
    }

    private static void assertReported(Trial trial, Throwable thrown, Fault fault, boolean needed) {
        if (thrown == null) {
            assertThat(needed).as("%s: is silent", trial.description).isFalse();
            return;
        }
        Class<?> type = switch (fault) {
            case IO_EXCEPTION, LOST_BYTES -> OutputException.class;
            case RUNTIME_EXCEPTION -> IllegalStateException.class;
            case ERROR -> OutOfMemoryError.class;
        };
        assertThat(thrown).as(trial.description).isInstanceOf(type);
        if (fault == Fault.IO_EXCEPTION) {
            assertThat(thrown)
                    .as(trial.description)
                    .hasMessageStartingWith(trial.output.in(trial.folder).toString())
                    .hasMessageContaining(Fault.TEXT);
        }
    }

    @ParameterizedTest(name = "{0}, replaces: {1}")
    @CsvSource({"FILE, false", "FILE, true", "DIRECTORY, false", "DIRECTORY, true"})
    void noCrashAtAnyOperationHarmsWhatIsVisible(Output output, boolean replaces) throws IOException {
        List<String> steps = steps(output, replaces);
        int showing = steps.indexOf(output.showing());
        int aside = replaces && output == Output.DIRECTORY ? steps.indexOf("move grid") : showing;
        assertThat(aside).isPositive();
        for (Fault fault : List.of(Fault.IO_EXCEPTION, Fault.RUNTIME_EXCEPTION, Fault.ERROR)) {
            for (int k = 0; k < steps.size(); k++) {
                Trial trial = new Trial(output, replaces, fault + " from step " + k + ", " + steps.get(k));
                try (FaultyStorage storage = FaultyStorage.failing(k, fault, true)) {
                    Throwable thrown = trial.run(storage);
                    storage.losePower();

                    assertReported(trial, thrown, fault, k <= showing);
                    if (k > showing) {
                        trial.assertVisible(trial.complete);
                    } else if (k <= aside) {
                        trial.assertVisible(trial.old);
                    } else {
                        trial.assertVisible(NOTHING);
                        assertThat(Output.contents(trial.folder.resolve("grid.inprogress.old"))
                                        .equals(trial.old))
                                .as("%s: the old directory is whole", trial.description)
                                .isTrue();
                    }
                    trial.assertNextRunSucceeds();
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}, replaces: {1}")
    @CsvSource({"FILE, false", "FILE, true", "DIRECTORY, false", "DIRECTORY, true"})
    void bytesThatGetLostAreNoticed(Output output, boolean replaces) throws IOException {
        List<String> steps = steps(output, replaces);
        for (int k = 0; k < steps.size(); k++) {
            if (steps.get(k).startsWith("write")) {
                Trial trial = new Trial(output, replaces, "lost bytes at step " + k + ", " + steps.get(k));
                try (FaultyStorage storage = FaultyStorage.failing(k, Fault.LOST_BYTES, false)) {
                    assertThat(trial.run(storage))
                            .as(trial.description)
                            .isInstanceOf(OutputException.class)
                            .hasMessageMatching("\\Q" + output.in(trial.folder)
                                    + "\\E.*: cannot write: the device kept \\d+ of \\d+ bytes.*"
                                    + " \\(after \\d+ bytes; nothing was published\\)");
                    trial.assertVisible(trial.old);
                    trial.assertNothingLeft();
                    trial.assertNextRunSucceeds();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatIsFullAtAnyByteIsNamedAndNothingStays(Output output) throws IOException {
        long bytes = contents(output, newGrid(output)).values().stream()
                .mapToLong(ByteBuffer::capacity)
                .sum();
        long seed = Seed.of("full disk, " + output);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            long room = i == 0 ? bytes - 1 : random.nextLong(bytes);
            Trial trial = new Trial(output, i % 2 == 0, room + " bytes free, " + Seed.option(seed));
            try (FaultyStorage storage = FaultyStorage.withRoomFor(room)) {
                assertThat(trial.run(storage))
                        .as(trial.description)
                        .isInstanceOf(OutputException.class)
                        .hasMessageMatching("\\Q" + output.in(trial.folder)
                                + "\\E.*: cannot write: No space left on device"
                                + " \\(after \\d+ bytes; nothing was published\\)");
                trial.assertVisible(trial.old);
                trial.assertNothingLeft();
                trial.assertNextRunSucceeds();
            }
        }
    }
}
