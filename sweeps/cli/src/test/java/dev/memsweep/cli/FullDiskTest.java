package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps to a small file system in memory that is filled up to a random byte first. */
@Tag("exhaustive")
@Timeout(180)
final class FullDiskTest extends CommandTest {
    private static final int TRIALS = 50;
    private static final int DISK_BYTES = 2 << 20;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(System.getProperty("user.name"))
                .as("only root may mount a file system in memory")
                .isEqualTo("root");
        mounted = shell("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString()) == 0;
        assumeThat(mounted).as("a file system in memory can be mounted").isTrue();
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            shell("umount", disk.toString());
        }
    }

    private static int shell(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk/x.parquet", "disk/x/"})
    void nothingStaysOfARunThatFillsTheDisk(String output) throws IOException {
        long seed =
                Long.getLong("memsweep.test.seed", ThreadLocalRandom.current().nextLong(1_000_000_000));
        System.out.println("full disk, " + output + ": -Dmemsweep.test.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        write("noise.formulas", "param n: int\nparam salt: int\nnoise = n * (n + salt) * 7919 % 1000003\n");
        assertThat(sweep(output, 1).code()).isZero();
        long needed = usedBytes();
        assertThat(needed).isBetween(50_000L, DISK_BYTES / 2L);

        for (int i = 0; i < TRIALS; i++) {
            if (i == 0) {
                clear();
            }
            if (i == TRIALS / 2) {
                clear();
                assertThat(sweep(output, 2).code()).isZero();
            }
            boolean replaces = i >= TRIALS / 2;
            long room = random.nextLong(needed);
            String trial = room + " bytes free, -Dmemsweep.test.seed=" + seed;
            fillUpTo(room);
            long used = usedBytes();

            Run run = sweep(output, 3);

            assertThat(run.code()).as(trial).isEqualTo(3);
            assertThat(withoutFolder(run.err()))
                    .as(trial)
                    .matches("memsweep: " + Pattern.quote(output) + ".*: cannot write: No space left on device "
                            + "\\(after [0-9]+ bytes; nothing was published\\)\n");
            String name = String.valueOf(folder.resolve(output).getFileName());
            assertThat(disk.toFile().list())
                    .as(trial)
                    .containsExactlyInAnyOrder(replaces ? new String[] {name, "ballast"} : new String[] {"ballast"});
            assertThat(usedBytes()).as(trial).isEqualTo(used);
            assertThat(run("verify", output).code()).as(trial).isEqualTo(replaces ? 0 : 3);
            Files.delete(disk.resolve("ballast"));
        }
        assertThat(sweep(output, 3).code()).isZero();
        assertThat(run("verify", output).code()).isZero();
        assertThat(disk.toFile().list()).hasSize(1);
    }

    private Run sweep(String output, int salt) {
        List<String> words = new ArrayList<>(List.of(
                "sweep",
                "--formulas",
                "noise.formulas",
                "--n",
                "1..60000",
                "--salt",
                Integer.toString(salt),
                "--compression",
                "none",
                "--row-group-rows",
                "20000",
                "--force",
                "-o",
                output));
        if (output.endsWith("/")) {
            words.addAll(List.of("--file-rows", "20000"));
        }
        return run(words.toArray(String[]::new));
    }

    private long usedBytes() throws IOException {
        var store = Files.getFileStore(disk);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    private void clear() throws IOException {
        try (var files = Files.walk(disk)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(disk)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Leaves so many bytes free, less what makes a whole page. */
    private void fillUpTo(long room) throws IOException {
        try (RandomAccessFile ballast =
                new RandomAccessFile(disk.resolve("ballast").toFile(), "rw")) {
            ballast.write(new byte[(int) (DISK_BYTES - usedBytes() - room)]);
        }
    }
}
