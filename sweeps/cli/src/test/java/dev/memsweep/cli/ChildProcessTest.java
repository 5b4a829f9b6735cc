package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own can show: signals, pipes, full disks, loaded classes. */
@Timeout(120)
final class ChildProcessTest extends CommandTest {
    private Process start(List<String> javaOptions, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Memsweep.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).directory(folder.toFile()).start();
    }

    private static String text(java.io.InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int shell(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void leavesNoFileWhenInterrupted(String signal, int code) throws IOException, InterruptedException {
        Process process = start(
                List.of(), "sweep", readySpec("reference-w226.yaml"), "--micro-batch", "1..65536", "-o", "x.parquet");
        while (files().size() < 2 && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.MILLISECONDS.sleep(300);
        assertThat(files()).containsExactly("x.parquet.inprogress", "x.parquet.inprogress.lock");

        assertThat(shell("kill", "-" + signal, Long.toString(process.pid()))).isZero();

        assertThat(text(process.getErrorStream()))
                .matches("memsweep: interrupted after [0-9]+ %; nothing was published\n");
        assertThat(process.waitFor()).isEqualTo(code);
        assertThat(files()).isEmpty();
    }

    private Process startDirectory(String directory) throws IOException, InterruptedException {
        FileTime before = FileTime.from(Instant.now());
        Process process = start(
                List.of(),
                "sweep",
                readySpec("reference-w226.yaml"),
                "--micro-batch",
                "1..65536",
                "--file-rows",
                "10000000",
                "--force",
                "-o",
                directory);
        while (partsSince(before) < 3 && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return process;
    }

    private long partsSince(FileTime time) throws IOException {
        try (Stream<Path> files = Files.find(
                folder,
                3,
                (file, about) -> file.toString().matches(".*\\.inprogress/.*part-[^/]*")
                        && about.lastModifiedTime().compareTo(time) > 0)) {
            return files.count();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void leavesTheOldDirectoryWhenInterrupted(String signal, int code) throws IOException, InterruptedException {
        result("sweep", readySpec("reference-w1.yaml"), "-o", "x/");
        byte[] manifest = Files.readAllBytes(folder.resolve("x/_manifest.json"));
        Process process = startDirectory("x/");

        assertThat(shell("kill", "-" + signal, Long.toString(process.pid()))).isZero();

        assertThat(text(process.getErrorStream()))
                .matches("memsweep: interrupted after [0-9]+ %; nothing was published\n");
        assertThat(process.waitFor()).isEqualTo(code);
        assertThat(files()).containsExactly("x");
        assertThat(folder.resolve("x/_manifest.json")).hasBinaryContent(manifest);
        assertThat(run("verify", "x").code()).isZero();
    }

    @Test
    void aKilledRunLeavesTheOldDirectoryAndTheNextOneClearsUp() throws IOException, InterruptedException {
        result("sweep", readySpec("reference-w1.yaml"), "-o", "x/");
        for (int i = 0; i < 3; i++) {
            Process process = startDirectory("x/");
            assertThat(run("sweep", readySpec("reference-w1.yaml"), "-o", "x/", "--force")
                            .err())
                    .contains("/x: another run is writing it");
            TimeUnit.MILLISECONDS.sleep(100L * i);
            process.destroyForcibly().waitFor();

            assertThat(files()).containsExactly("x", "x.inprogress", "x.inprogress.lock");
            assertThat(run("verify", "x").code()).isZero();
            try (Stream<Path> all = Files.walk(folder.resolve("x.inprogress"))) {
                assertThat(all).noneMatch(file -> file.toString().endsWith(".parquet"));
            }
        }

        result("sweep", readySpec("reference-w1.yaml"), "-o", "x/", "--force");
        assertThat(files()).containsExactly("x");
        assertThat(run("verify", "x").code()).isZero();
    }

    @Test
    void fullDiskLeavesTheOldDirectory() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(shell("mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", disk.toString()))
                .isZero();
        try {
            write("toy.formulas", TOY);
            result("sweep", "--formulas", "toy.formulas", "--n", "1..9", "--d", "1", "-o", "disk/x/");
            Run run = run("sweep", readySpec("chatglm-6b.yaml"), "-o", "disk/x/", "--force", "--partition-by", "tp");

            assertThat(run.code()).isEqualTo(3);
            assertThat(withoutFolder(run.err()))
                    .matches("memsweep: disk/x/tp=\\d/part-00000-[0-9a-f]+\\.parquet: cannot write: "
                            + "No space left on device \\(after [0-9]+ bytes; nothing was published\\)\n");
            assertThat(run("verify", "disk/x").code()).isZero();
            try (var left = Files.list(disk)) {
                assertThat(left).containsExactly(disk.resolve("x"));
            }
        } finally {
            shell("umount", disk.toString());
        }
    }

    @Test
    void fullDiskLeavesNothing() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(shell("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk.toString()))
                .isZero();
        try {
            Path file = disk.resolve("x.parquet");
            Run run = run("sweep", readySpec("chatglm-6b.yaml"), "-o", file.toString());

            assertThat(run.code()).isEqualTo(3);
            assertThat(withoutFolder(run.err()))
                    .matches("memsweep: disk/x.parquet: cannot write: No space left on device "
                            + "\\(after [0-9]+ bytes; nothing was published\\)\n");
            try (var left = Files.list(disk)) {
                assertThat(left).isEmpty();
            }
        } finally {
            shell("umount", disk.toString());
        }
    }

    @Test
    void isQuietWhenTheReaderOfItsResultGoesAway() throws IOException, InterruptedException {
        write("wide.formulas", "param n: int\na = n\n");
        Process process =
                start(List.of(), "estimate", "--formulas", "wide.formulas", "--n", "1..10000", "--format", "csv");
        process.getInputStream().close();

        assertThat(text(process.getErrorStream())).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void givesUpWithAHintWhenTheHeapIsTooSmall() throws IOException, InterruptedException {
        Process process = start(
                List.of("-Xmx10m", "-XX:+UseSerialGC"),
                "sweep",
                readySpec("reference-w28.yaml"),
                "--threads",
                "64",
                "-o",
                "x.parquet");

        assertThat(text(process.getErrorStream()))
                .matches("memsweep: out of memory: the heap is [0-9]+ MiB; give it more, as in "
                        + "MEMSWEEP_JAVA_OPTS=-Xmx4g, or use --threads 1\n");
        assertThat(process.waitFor()).isEqualTo(4);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "estimate --model llama-2-70b --tp 1..8",
        "explain --model llama-2-70b",
        "list models",
        "describe llama-2-70b",
        "sql --model llama-2-70b --tp 1..8"
    })
    void loadsNothingOfParquetAndHadoopWhereNoFileIsWritten(String line) throws IOException, InterruptedException {
        Process process = start(List.of("-Xlog:class+load:file=classes.txt"), line.split(" "));
        String out = text(process.getInputStream());

        assertThat(process.waitFor()).isZero();
        assertThat(out).isNotEmpty();
        assertThat(Files.readString(folder.resolve("classes.txt")).lines())
                .anyMatch(loaded -> loaded.contains("dev.memsweep.cli.Memsweep"))
                .noneMatch(loaded -> loaded.matches(".* (org\\.apache\\.(parquet|hadoop)|org\\.duckdb)\\..*"));
    }

    @Test
    void loadsNothingOfHadoopToWriteALocalFile() throws IOException, InterruptedException {
        Process process = start(
                List.of("-Xlog:class+load:file=classes.txt"),
                "sweep",
                readySpec("reference-w1.yaml"),
                "-q",
                "-o",
                "x.parquet");

        assertThat(text(process.getErrorStream())).isEmpty();
        assertThat(process.waitFor()).isZero();
        assertNoHadoop();
    }

    private void assertNoHadoop() throws IOException {
        assertThat(Files.readString(folder.resolve("classes.txt")).lines())
                .anyMatch(loaded -> loaded.contains("dev.memsweep.parquet.LocalStorage"))
                .noneMatch(loaded -> loaded.matches(".* org\\.apache\\.hadoop\\..*"));
    }

    /** The reader of parquet-java brings some interfaces along; {@code verify} does without it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe x.parquet",
                "describe x/",
                "verify x.parquet",
                "verify x/",
                "explain x.parquet --row 4",
                "explain x/ --row 4"
            })
    void leavesHadoopAloneToReadALocalFile(String line) throws IOException, InterruptedException {
        write("toy.formulas", TOY);
        for (String output : List.of("x.parquet", "x/")) {
            result("sweep", "--formulas", "toy.formulas", "--n", "1..9", "--d", "1", "-o", output);
        }
        Process process = start(List.of("-Xlog:class+load:file=classes.txt"), line.split(" "));

        assertThat(text(process.getInputStream())).isNotEmpty();
        assertThat(process.waitFor()).isZero();
        if (line.startsWith("verify")) {
            assertNoHadoop();
        }
        assertThat(Files.readString(folder.resolve("classes.txt")).lines())
                .anyMatch(loaded -> loaded.contains("dev.memsweep.parquet.LocalStorage"))
                .noneMatch(loaded -> loaded.matches(
                        ".* (org\\.apache\\.hadoop\\.(conf\\.Configuration|fs\\.FileSystem)|.*HadoopStorage) .*"));
    }
}
