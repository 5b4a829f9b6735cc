package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(Files.readString(folder.resolve("classes.txt")).lines())
                .anyMatch(loaded -> loaded.contains("dev.memsweep.parquet.LocalStorage"))
                .noneMatch(loaded -> loaded.matches(".* org\\.apache\\.hadoop\\..*"));
    }
}
