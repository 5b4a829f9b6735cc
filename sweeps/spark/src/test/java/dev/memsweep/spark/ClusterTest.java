package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on a cluster of processes and a real HDFS, started as a user starts it: by the packaged command, which runs
 * {@code spark-submit}. Processes are stopped and killed while they write; the last test kills a worker, so that the
 * cluster is smaller then.
 */
@Tag("exhaustive")
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterTest {
    private static final int FEW = 3;

    /** 56,623,104 rows in 15 files. */
    private static final List<String> SWEEP =
            List.of("sweep", PackagedCommand.readySpec("reference-w226.yaml"), "--zero", "0", "--file-rows", "4000000");

    /** Starts a second attempt of what takes longer than the tasks before it; an executor that is stopped is not lost. */
    private static final String SPECULATION = """
            spark.speculation true
            spark.speculation.interval 100ms
            spark.speculation.minTaskRuntime 100ms
            spark.speculation.quantile 0.1
            spark.speculation.efficiency.enabled false
            spark.network.timeout 600s
            """;

    @TempDir
    private static Path disk = Path.of("");

    private static MiniDFSCluster hdfs;
    private static DistributedFileSystem files;
    private static StandaloneCluster spark;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() throws IOException {
        spark = new StandaloneCluster(disk);
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.resolve("hdfs").toString());
        configuration.setInt("dfs.replication", 1);
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        files = hdfs.getFileSystem();
    }

    @AfterAll
    static void stop() {
        spark.close();
        hdfs.shutdown();
    }

    @Test
    @Order(1)
    void showsNothingOfAJobWhoseTasksFail() throws Exception {
        org.apache.hadoop.fs.Path narrow = new org.apache.hadoop.fs.Path("/narrow");
        files.mkdirs(narrow);
        // Enough for the driver's lock, too little for the block of a part.
        files.setQuota(narrow, Long.MAX_VALUE - 1, 200L << 20);

        PackagedCommand command = new PackagedCommand(folder, spark.variables());
        Process run = command.start(List.of(
                "sweep",
                PackagedCommand.readySpec("reference-w1.yaml"),
                "--spark",
                "local[2,2]",
                "--file-rows",
                "200000",
                "-o",
                files.getUri() + "/narrow/grid/"));

        assertThat(run.waitFor()).as(command.errors()).isEqualTo(3);
        assertThat(command.errors())
                .contains("memsweep: Spark gave the job up: ")
                .contains("quota");
        assertThat(files.listStatus(narrow)).isEmpty();
    }

    @Test
    @Order(2)
    void takesOneOfTwoAttemptsThatWriteTheSamePart() throws Exception {
        List<String> expected = localRun(SWEEP);
        PackagedCommand command = new PackagedCommand(folder, spark.variables(SPECULATION));
        Process run = command.start(with(SWEEP, "--spark", spark.url(), "-o", files.getUri() + "/grid/"));
        waitFor(run, () -> open("/grid.inprogress.parts").size() == 2);
        List<ProcessHandle> stopped = spark.signalLastWorker("STOP");
        try {
            waitFor(run, () -> twins("/grid.inprogress.parts"));
            // The second attempt has begun, or is done already; the first now goes on beside it or after it.
        } finally {
            spark.signalLastWorker("CONT");
        }
        assertThat(run.waitFor()).as(command.errors()).isZero();
        for (ProcessHandle executor : stopped) {
            executor.onExit().get(20, TimeUnit.SECONDS);
        }

        assertThat(names("/")).contains("grid").noneMatch(name -> name.startsWith("grid."));
        assertSameAsLocal("/grid", expected);
    }

    @Test
    @Order(3)
    void showsNothingOfADriverThatDiesAndTheNextRunClearsUp() throws Exception {
        List<String> expected = localRun(SWEEP);
        List<String> sweep = with(SWEEP, "--spark", spark.url(), "--force", "-o", files.getUri() + "/grid/");
        PackagedCommand command = new PackagedCommand(folder, spark.variables());
        Process dying = command.start(with(sweep, "--compression", "snappy"));
        waitFor(dying, () -> names("/grid.inprogress.parts").size() >= FEW);
        dying.descendants().forEach(ProcessHandle::destroyForcibly);

        assertThat(dying.waitFor()).isEqualTo(3);
        assertThat(command.errors()).contains("spark-submit ended with exit code 137");
        assertThat(names("/")).contains("grid", "grid.inprogress.parts");
        assertSameAsLocal("/grid", expected);

        // HDFS takes a lock from the dead after a minute by itself.
        hdfs.setLeasePeriod(1000, 3_600_000);
        Thread.sleep(1100);
        List<String> replaced = localRun(with(SWEEP, "--compression", "snappy", "--force"));
        Process again = command.start(with(sweep, "--compression", "snappy"));
        assertThat(again.waitFor()).as(command.errors()).isZero();
        assertThat(names("/")).contains("grid").noneMatch(name -> name.startsWith("grid."));
        assertSameAsLocal("/grid", replaced);
    }

    @Test
    @Order(4)
    void writesWhatALocalRunWritesThoughAWorkerIsKilled() throws Exception {
        // 113,246,208 rows in 36 files.
        List<String> sweep = List.of(
                "sweep", PackagedCommand.readySpec("reference-w226.yaml"), "--zero", "0,1", "--file-rows", "3200000");
        List<String> expected = localRun(sweep);
        assertThat(expected).hasSizeGreaterThan(30);

        PackagedCommand command = new PackagedCommand(folder, spark.variables());
        Process run = command.start(with(sweep, "--spark", spark.url(), "-o", files.getUri() + "/whole/"));
        waitFor(run, () -> names("/whole.inprogress.parts").size() >= FEW);
        int attempts = names("/whole.inprogress.parts").size();
        spark.killLastWorker();

        assertThat(attempts).isLessThan(expected.size() - 2);
        assertThat(run.waitFor()).as(command.errors()).isZero();
        assertThat(command.errors()).contains("113,246,208 rows in ");
        assertThat(names("/")).contains("whole").noneMatch(name -> name.startsWith("whole."));
        assertSameAsLocal("/whole", expected);
    }

    /** Runs a sweep without Spark, and returns the names of its files. */
    private List<String> localRun(List<String> sweep) throws IOException, InterruptedException {
        new PackagedCommand(folder).run(with(sweep, "-q", "-o", "local/"));
        try (Stream<Path> list = Files.list(folder.resolve("local"))) {
            return list.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    /** Compares every byte. */
    private void assertSameAsLocal(String directory, List<String> expected) throws IOException {
        assertThat(names(directory)).isEqualTo(expected);
        for (String name : expected) {
            try (InputStream distributed = files.open(new org.apache.hadoop.fs.Path(directory, name))) {
                assertThat(Arrays.equals(
                                distributed.readAllBytes(),
                                Files.readAllBytes(folder.resolve("local").resolve(name))))
                        .as(name)
                        .isTrue();
            }
        }
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    private static List<String> names(String directory) throws IOException {
        PathFilter all = path -> true;
        return Arrays.stream(files.listStatus(new org.apache.hadoop.fs.Path(directory), all))
                .map(status -> status.getPath().getName())
                .sorted()
                .toList();
    }

    /** Attempts that are being written. */
    private static List<String> open(String directory) throws IOException {
        List<String> open = new ArrayList<>();
        for (String name : names(directory)) {
            if (!files.isFileClosed(new org.apache.hadoop.fs.Path(directory, name))) {
                open.add(name);
            }
        }
        return open;
    }

    /** Whether two attempts to write one part are there. */
    private static boolean twins(String directory) throws IOException {
        List<String> parts = names(directory).stream()
                .map(name -> name.replaceAll("-attempt-.*", ""))
                .toList();
        return parts.stream().distinct().count() < parts.size();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until a run has come so far; fails when it ends before. */
    private static void waitFor(Process run, Condition condition) throws InterruptedException {
        while (run.isAlive()) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                // The run has not come that far.
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the run ended before what was waited for");
    }
}
