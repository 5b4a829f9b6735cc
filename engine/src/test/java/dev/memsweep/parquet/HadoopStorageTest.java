package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writes to a real HDFS of one data node. */
@Timeout(180)
class HadoopStorageTest {
    @TempDir
    static Path disk;

    private static MiniDFSCluster cluster;
    private static FileSystem hdfs;
    private static String root;

    private String directory = "";
    private String file = "";

    @BeforeAll
    static void startHdfs() throws IOException {
        cluster = start(disk.resolve("hdfs"));
        hdfs = cluster.getFileSystem();
        root = hdfs.getUri().toString();
    }

    private static MiniDFSCluster start(Path folder) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        configuration.setInt("dfs.replication", 1);
        return new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    }

    @AfterAll
    static void stopHdfs() {
        cluster.shutdown();
    }

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = root + "/" + Long.toHexString(System.nanoTime());
        hdfs.mkdirs(new org.apache.hadoop.fs.Path(directory));
        file = directory + "/grid.parquet";
    }

    private List<String> names() throws IOException {
        return Arrays.stream(hdfs.listStatus(new org.apache.hadoop.fs.Path(directory)))
                .map(status -> status.getPath().getName())
                .toList();
    }

    private static void write(OutputTarget target) throws IOException {
        HandMadeGrid grid = new HandMadeGrid(92, 64, 2, 64, 1);
        try (ParquetSink sink = ParquetSink.open(target, grid.columns(), ParquetOptions.DEFAULT)) {
            grid.writeTo(sink, 2, 1);
            sink.finish(Map.of());
        }
    }

    private OutputTarget target(boolean overwrite) throws IOException {
        return OutputTarget.file(Storage.at(file), overwrite);
    }

    @Test
    void anAttemptThatIsLateDoesNotBringItsDirectoryBack() throws IOException {
        Storage.Place attempts;
        try (DatasetTarget target = DatasetTarget.at(directory + "/grid", false)) {
            target.open();
            attempts = Storage.at(target.attempts());
        }

        assertThatThrownBy(() -> Dataset.attempt(new PartAttempt(attempts, "late"), true))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("cannot create the file");
        assertThat(hdfs.listStatus(new org.apache.hadoop.fs.Path(directory))).isEmpty();
    }

    @Test
    void aFileIsWrittenAndReadBack() throws IOException {
        write(target(false));

        assertThat(names()).containsExactly("grid.parquet");
        try (ParquetFileReader reader = ParquetFileReader.open(Storage.at(file).input())) {
            assertThat(reader.getRecordCount()).isEqualTo(256);
        }
    }

    @Test
    void anExistingFileIsReplacedOnlyWhenAllowed() throws IOException {
        hdfs.create(new org.apache.hadoop.fs.Path(file)).close();

        assertThatThrownBy(() -> write(target(false)))
                .isInstanceOf(OutputException.class)
                .hasMessage(file + ": already exists and is not to be overwritten");
        write(target(true));

        assertThat(names()).containsExactly("grid.parquet");
        assertThat(Storage.at(file).input().getLength()).isGreaterThan(100);
    }

    private void assertWholeDirectory() throws IOException {
        DatasetVerifier.Result result =
                DatasetVerifier.verify(Storage.at(directory + "/grid"), "grid", (f, name, manifest, findings) -> {});
        assertThat(result.findings()).isEmpty();
        assertThat(result.rows()).isEqualTo(Dataset.ROWS);
        assertThat(names()).containsExactly("grid");
    }

    private DatasetTarget directoryTarget(boolean overwrite) throws IOException {
        return DatasetTarget.at(directory + "/grid", overwrite);
    }

    @Test
    void aDirectoryOfPartsIsWrittenReplacedAndVerified() throws IOException {
        new Dataset(directoryTarget(false)).write();
        assertWholeDirectory();

        assertThatThrownBy(() -> new Dataset(directoryTarget(false)).write())
                .isInstanceOf(OutputException.class)
                .hasMessage(directory + "/grid/: already exists and is not to be overwritten");
        new Dataset(directoryTarget(true)).write();
        assertWholeDirectory();
    }

    @Test
    void aDirectoryIsLeasedToOneRunAndRecoveredAfterAKill() throws IOException {
        new Dataset(directoryTarget(false)).write();
        DatasetTarget first = directoryTarget(true);
        first.open();
        new Dataset(first).writePart("kind=c", false);

        assertThatThrownBy(() -> new Dataset(directoryTarget(true)).write())
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("another run is writing it");
        first.abort();
        assertWholeDirectory();

        hdfs.rename(
                new org.apache.hadoop.fs.Path(directory + "/grid"),
                new org.apache.hadoop.fs.Path(directory + "/grid.inprogress.old"));
        hdfs.mkdirs(new org.apache.hadoop.fs.Path(directory + "/grid.inprogress/kind=c"));
        assertThatThrownBy(() -> new Dataset(directoryTarget(false)).write())
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("already exists");
        assertWholeDirectory();
    }

    @Test
    void aFullQuotaLeavesTheOldDirectory() throws IOException {
        new Dataset(directoryTarget(false)).write();
        hdfs.setQuota(new org.apache.hadoop.fs.Path(directory), 12, Long.MAX_VALUE - 1);

        assertThatThrownBy(() -> new Dataset(directoryTarget(true)).write())
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("quota");

        assertWholeDirectory();
    }

    @Test
    void aMissingDirectoryIsNamedAndNotMade() throws IOException {
        String deep = directory + "/typo/grid.parquet";

        assertThatThrownBy(() -> write(OutputTarget.file(Storage.at(deep), false)))
                .isInstanceOf(OutputException.class)
                .hasMessage(deep + ": the directory " + directory + "/typo does not exist");
        assertThat(names()).isEmpty();
    }

    @Test
    void aSecondRunIsRefusedWhileTheFirstHoldsItsLease() throws IOException {
        OutputTarget first = target(false);
        first.open();

        assertThatThrownBy(() -> write(target(true)))
                .isInstanceOf(OutputException.class)
                .hasMessage(file + ": another run is writing it, or was killed less than a minute ago");
        assertThat(names()).containsExactly("grid.parquet.inprogress", "grid.parquet.inprogress.lock");

        first.abort();
        assertThat(names()).isEmpty();
        write(target(false));
        assertThat(names()).containsExactly("grid.parquet");
    }

    @Test
    void whatARunThatIsLongDeadLeftIsRemoved() throws IOException {
        hdfs.create(new org.apache.hadoop.fs.Path(file + ".inprogress.lock")).close();
        hdfs.create(new org.apache.hadoop.fs.Path(file + ".inprogress")).close();

        write(target(false));

        assertThat(names()).containsExactly("grid.parquet");
    }

    @Test
    void aFullQuotaLeavesTheOldFile() throws IOException {
        write(target(false));
        long old = Storage.at(file).input().getLength();
        cluster.getFileSystem().setQuota(new org.apache.hadoop.fs.Path(directory), Long.MAX_VALUE - 1, old + 1);

        Throwable thrown = catchThrowable(() -> write(target(true)));

        assertThat(thrown).isInstanceOf(OutputException.class).hasMessageContaining(file + ": cannot ");
        assertThat(names()).containsExactly("grid.parquet");
        assertThat(Storage.at(file).input().getLength()).isEqualTo(old);
    }

    @Test
    void aDataNodeThatDiesWhileWritingLeavesNothing() throws IOException {
        try (MiniDFSCluster other = start(disk.resolve("dying"))) {
            String path = other.getFileSystem().getUri() + "/grid.parquet";
            HandMadeGrid grid = new HandMadeGrid(93, 64, 2, 64, 1);
            Throwable thrown = catchThrowable(() -> {
                try (ParquetSink sink = ParquetSink.open(
                        OutputTarget.file(Storage.at(path), false), grid.columns(), ParquetOptions.DEFAULT)) {
                    grid.writeTo(sink, 2, 1);
                    other.stopDataNode(0);
                    sink.finish(Map.of());
                }
            });

            assertThat(thrown).isInstanceOf(OutputException.class).hasMessageContaining(path + ": cannot write: ");
            assertThat(other.getFileSystem().listStatus(new org.apache.hadoop.fs.Path("/")))
                    .isEmpty();
        }
    }

    @Test
    void aSchemeWithoutAFileSystemNamesWhatToAdd() {
        assertThatThrownBy(() -> Storage.at("s3a://bucket/grid.parquet"))
                .isInstanceOf(UnknownSchemeException.class)
                .hasMessageMatching("s3a://bucket/grid\\.parquet: no file system for 's3a://'; it needs "
                        + "org\\.apache\\.hadoop:hadoop-aws:[0-9.]+ with what that depends on; "
                        + "name the jars in MEMSWEEP_CLASSPATH");
        assertThatThrownBy(() -> Storage.at("s3://bucket/grid.parquet"))
                .isInstanceOf(UnknownSchemeException.class)
                .hasMessage("s3://bucket/grid.parquet: no file system for 's3://'; write s3a://bucket/grid.parquet");
        assertThatThrownBy(() -> Storage.at("ftq://host/x"))
                .isInstanceOf(UnknownSchemeException.class)
                .hasMessageContaining("known without more jars: hdfs");
    }
}
