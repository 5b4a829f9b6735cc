package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * {@code spark-submit}. The last test kills a worker, so that the cluster is smaller then.
 */
@Tag("exhaustive")
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterTest {
    private static final int FEW = 3;

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
    void writesWhatALocalRunWritesThoughAWorkerIsKilled() throws Exception {
        // 113,246,208 rows in 36 files.
        List<String> sweep = List.of(
                "sweep", PackagedCommand.readySpec("reference-w226.yaml"), "--zero", "0,1", "--file-rows", "3200000");
        new PackagedCommand(folder).run(with(sweep, "-q", "-o", "local/"));
        List<String> expected = localFiles();
        assertThat(expected).hasSizeGreaterThan(30);

        PackagedCommand command = new PackagedCommand(folder, spark.variables());
        Process run = command.start(with(sweep, "--spark", spark.url(), "-o", files.getUri() + "/grid/"));
        int attempts = waitForAttempts(run);
        spark.killLastWorker();

        assertThat(attempts).isLessThan(expected.size() - 2);
        assertThat(run.waitFor()).as(command.errors()).isZero();
        assertThat(command.errors()).contains("113,246,208 rows in ");
        assertThat(names("/")).contains("grid").noneMatch(name -> name.startsWith("grid."));
        assertThat(names("/grid")).isEqualTo(expected);
        for (String name : expected) {
            try (InputStream distributed = files.open(new org.apache.hadoop.fs.Path("/grid/" + name))) {
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

    private List<String> localFiles() throws IOException {
        try (Stream<Path> list = Files.list(folder.resolve("local"))) {
            return list.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    private static List<String> names(String directory) throws IOException {
        PathFilter all = path -> true;
        return Arrays.stream(files.listStatus(new org.apache.hadoop.fs.Path(directory), all))
                .map(status -> status.getPath().getName())
                .sorted()
                .toList();
    }

    /** Waits until some attempts have begun, and returns how many; the worker is at work then. */
    private static int waitForAttempts(Process run) throws InterruptedException {
        while (run.isAlive()) {
            try {
                int begun = names("/grid.inprogress.parts").size();
                if (begun >= FEW) {
                    return begun;
                }
            } catch (IOException e) {
                // The run has not come that far.
            }
            Thread.sleep(20);
        }
        return Integer.MAX_VALUE;
    }
}
