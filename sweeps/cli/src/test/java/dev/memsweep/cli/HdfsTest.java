package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that write and read files, on a real HDFS of one data node. */
@Timeout(180)
final class HdfsTest extends CommandTest {
    @TempDir
    static Path disk;

    private static MiniDFSCluster cluster;
    private static String root;

    private String directory = "";

    @BeforeAll
    static void startHdfs() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.toString());
        configuration.setInt("dfs.replication", 1);
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        root = cluster.getFileSystem().getUri().toString();
    }

    @AfterAll
    static void stopHdfs() {
        cluster.shutdown();
    }

    @BeforeEach
    void makeDirectory() throws IOException {
        write("toy.formulas", TOY);
        directory = root + "/" + Long.toHexString(System.nanoTime());
        cluster.getFileSystem().mkdirs(new org.apache.hadoop.fs.Path(directory));
    }

    private void sweep(String... options) {
        result(words(
                options, "sweep", "--formulas", "toy.formulas", "--n", "1..40", "--d", "1,2,5", "--where", "n > d"));
    }

    @Test
    void aFileIsDescribedVerifiedAndExplained() {
        String file = directory + "/x.parquet";
        sweep("-o", file);

        assertThat(result("describe", file))
                .startsWith(file + "  Parquet file\n  rows         112\n")
                .containsPattern("\nlayer_bytes +int64 +bytes +Bytes of all layers\\.\n");
        assertThat(result("verify", file)).startsWith(file + ": whole, 112 rows, ");
        assertThat(result("explain", file, "--row", "111", "n"))
                .isEqualTo("parameters\n  n  40\n  d   5\n\nrow 111 of " + file
                        + ": all 5 stored values equal the derived ones\n");
    }

    @Test
    void aDirectoryIsDescribedVerifiedAndExplained() {
        String dataset = directory + "/x";
        sweep("-o", dataset + "/", "--partition-by", "d");

        assertThat(result("describe", dataset + "/"))
                .startsWith(dataset + "/  directory of Parquet files\n  rows         112\n")
                .containsPattern("\nd +int32, in the path +Divisor\\.\n");
        assertThat(result("verify", dataset)).startsWith(dataset + ": whole, 112 rows, ");
        String row = result("explain", dataset + "/", "--row", "111", "n");
        assertThat(row)
                .startsWith("parameters\n  n  40\n  d   5\n\nrow 111 of " + dataset + "/, row 34 of d=5/part-00000-")
                .endsWith(".parquet, row 119 of the grid: all 5 stored values equal the derived ones\n");
        String part = dataset + "/"
                + row.replaceFirst("(?s).* of (d=5/part-\\S+),.*", "$1").strip();
        assertThat(result("explain", part, "--row", "34", "n"))
                .endsWith("row 34 of " + part + ", row 119 of the grid: all 5 stored values equal the derived ones\n");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        String file = directory + "/nope.parquet";
        assertRefused(3, "memsweep: " + file + ": cannot read the file: no such file\n", "describe", file);
        assertRefused(3, "memsweep: " + file + ": cannot read the file: no such file\n", "verify", file + "/");
        assertRefused(3, "memsweep: " + file + ": cannot read the file: no such file\n", "explain", file, "--row", "1");
        String none = ": is a directory without _manifest.json, so memsweep did not write it; "
                + "name a Parquet file in it\n";
        assertRefused(3, "memsweep: " + directory + none, "describe", directory);
        assertRefused(3, "memsweep: " + directory + none, "verify", directory + "/");
        assertRefused(3, "memsweep: " + directory + none, "explain", directory, "--row", "0");

        try (var stream =
                FileSystem.get(cluster.getURI(), new Configuration()).create(new org.apache.hadoop.fs.Path(file))) {
            stream.write(1);
        }
        assertRefused(5, "memsweep: " + file + ": is not a Parquet file, or is damaged\n", "describe", file);
    }

    @Test
    void aUriThatCannotBeIsRefused() {
        assertRefused(
                2,
                "memsweep: http://host/x: no file system for 'http://'; known without more jars: hdfs, webhdfs, viewfs; "
                        + "for object stores: s3a, abfs, gs\n",
                "describe",
                "http://host/x");
        assertRefused(
                3,
                "memsweep: hdfs:///x: cannot reach the file system: Incomplete HDFS URI, no host: hdfs:///x\n",
                "explain",
                "hdfs:///x",
                "--row",
                "1");
        assertRefused(
                3,
                "memsweep: hdfs://localhost:1/x: cannot read the file: Connection refused\n",
                "describe",
                "hdfs://localhost:1/x");
        assertRefused(
                3,
                "memsweep: hdfs://localhost:1/x: cannot read the file: Connection refused\n",
                "verify",
                "hdfs://localhost:1/x");
        assertRefused(
                2,
                "memsweep: hdfs://host/s.yaml: a spec is read from a local path, not from a URI\n",
                "sweep",
                "hdfs://host/s.yaml");
    }
}
