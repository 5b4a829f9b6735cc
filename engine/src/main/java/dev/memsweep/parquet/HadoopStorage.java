package dev.memsweep.parquet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.VersionInfo;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * Any file system that Hadoop knows, HDFS above all. Configured as every Hadoop client is: by {@code core-site.xml} and
 * {@code hdfs-site.xml}, from the class path or the directory that {@code HADOOP_CONF_DIR} names.
 */
final class HadoopStorage implements Storage {
    /** Where the file systems are that do not come with the client. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "s3a", "hadoop-aws",
            "abfs", "hadoop-azure",
            "abfss", "hadoop-azure",
            "wasb", "hadoop-azure",
            "wasbs", "hadoop-azure",
            "gs", "hadoop-gcp",
            "oss", "hadoop-aliyun",
            "cosn", "hadoop-cos",
            "obs", "hadoop-huaweicloud");

    private static final int LOCK_ATTEMPTS = 10;
    private static final String LEASE_IN_RECOVERY = "RecoveryInProgressException";

    private final FileSystem fileSystem;

    HadoopStorage(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    static Place at(String location, Map<String, String> settings) throws IOException {
        URI uri = uri(location);
        FileSystem fileSystem = connect(uri, configuration(settings));
        String path = fileSystem.makeQualified(new Path(location)).toString();
        return new Place(new HadoopStorage(fileSystem), path);
    }

    private static URI uri(String location) throws OutputException {
        try {
            return new Path(location).toUri();
        } catch (IllegalArgumentException e) {
            throw new OutputException(location + ": is no URI of a file or directory: " + e.getMessage(), e);
        }
    }

    private static Configuration configuration(Map<String, String> settings) {
        Configuration configuration = new Configuration();
        @Nullable String directory = System.getenv("HADOOP_CONF_DIR");
        if (directory != null && !directory.isEmpty()) {
            configuration.addResource(new Path(directory, "core-site.xml"));
            configuration.addResource(new Path(directory, "hdfs-site.xml"));
        }
        settings.forEach(configuration::set);
        // A run that is interrupted cleans up while the process ends, when Hadoop would have closed it already.
        configuration.setBoolean("fs.automatic.close", false);
        return configuration;
    }

    /** A file system of its own for each caller, so that HDFS tells their leases apart. */
    private static FileSystem connect(URI uri, Configuration configuration) throws IOException {
        try {
            if (String.valueOf(uri.getScheme()).matches("(?i)https?")) {
                // Hadoop would answer for it, but knows neither lengths nor folders there.
                throw new UnsupportedFileSystemException("a web site is no file system");
            }
            return FileSystem.newInstance(uri, configuration);
        } catch (UnsupportedFileSystemException e) {
            throw unknownScheme(uri, e);
        } catch (IOException e) {
            throw new OutputException(uri + ": cannot reach the file system: " + OutputException.rootText(e), e);
        } catch (RuntimeException e) {
            if (hasCause(e, ClassNotFoundException.class)) {
                throw unknownScheme(uri, e);
            }
            throw new OutputException(uri + ": cannot use the file system: " + OutputException.rootText(e), e);
        } catch (NoClassDefFoundError e) {
            throw unknownScheme(uri, e);
        }
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static UnknownSchemeException unknownScheme(URI uri, Throwable cause) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        @Nullable String artifact = ARTIFACTS.get(scheme);
        String remedy = "known without more jars: hdfs, webhdfs, viewfs; for object stores: s3a, abfs, gs";
        if (artifact != null) {
            remedy = "it needs org.apache.hadoop:" + artifact + ":" + VersionInfo.getVersion()
                    + " with what that depends on; name the jars in MEMSWEEP_CLASSPATH";
        } else if (scheme.equals("s3") || scheme.equals("s3n")) {
            remedy = "write s3a://" + uri.getAuthority() + uri.getPath();
        }
        return new UnknownSchemeException(uri + ": no file system for '" + scheme + "://'; " + remedy, cause);
    }

    private @Nullable DistributedFileSystem hdfs() {
        return fileSystem instanceof DistributedFileSystem hdfs ? hdfs : null;
    }

    @Override
    public String resolve(String path) {
        return path;
    }

    @Override
    public String parent(String path) {
        @Nullable Path parent = new Path(path).getParent();
        return parent == null ? "" : parent.toString();
    }

    @Override
    public String child(String directory, String names) {
        return directory + (directory.endsWith("/") ? "" : "/") + names;
    }

    private @Nullable FileStatus status(String path) throws IOException {
        try {
            return fileSystem.getFileStatus(new Path(path));
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    @Override
    public boolean exists(String path) throws IOException {
        return status(path) != null;
    }

    @Override
    public boolean isFile(String path) throws IOException {
        FileStatus status = status(path);
        return status != null && status.isFile();
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        FileStatus status = status(path);
        return status != null && status.isDirectory();
    }

    @Override
    public long length(String path) throws IOException {
        return fileSystem.getFileStatus(new Path(path)).getLen();
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return Arrays.stream(fileSystem.listStatus(new Path(directory)))
                .map(status -> status.getPath().getName())
                .sorted()
                .toList();
    }

    @Override
    public InputFile input(String path) throws IOException {
        return HadoopInputFile.fromStatus(fileSystem.getFileStatus(new Path(path)), fileSystem.getConf());
    }

    @Override
    public void makeDirectory(String path) throws IOException {
        if (!fileSystem.mkdirs(new Path(path))) {
            throw new IOException("cannot make the directory " + path);
        }
    }

    @Override
    public DurableStream create(String path) throws IOException {
        DistributedFileSystem hdfs = hdfs();
        if (hdfs == null) {
            return new HadoopStream(fileSystem.create(new Path(path), false));
        }
        // In a directory that is there: an attempt that others have given up must not bring it back.
        return new HadoopStream(hdfs.createFile(new Path(path)).overwrite(false).build());
    }

    @Override
    public void move(String from, String to) throws IOException {
        DistributedFileSystem hdfs = hdfs();
        if (hdfs != null) {
            hdfs.rename(new Path(from), new Path(to), Options.Rename.NONE);
            return;
        }
        if (exists(to)) {
            throw new IOException(to + " is there already");
        }
        if (!fileSystem.rename(new Path(from), new Path(to))) {
            throw new IOException("the file system refused to rename " + from + " to " + to);
        }
    }

    @Override
    public boolean replacesFilesAtOnce() {
        return hdfs() != null;
    }

    @Override
    public void replaceFile(String from, String to) throws IOException {
        DistributedFileSystem hdfs = hdfs();
        if (hdfs == null) {
            throw new IllegalStateException(fileSystem.getScheme() + " does not replace files in one step");
        }
        hdfs.rename(new Path(from), new Path(to), Options.Rename.OVERWRITE);
    }

    @Override
    public boolean movesDirectoriesAtOnce() {
        return hdfs() != null;
    }

    @Override
    public void delete(String path) throws IOException {
        fileSystem.delete(new Path(path), true);
    }

    @Override
    public void forceNames(String directory) {
        // Names are as durable as the system makes them.
    }

    /**
     * On HDFS the lock is the lease on the open file: the name node gives it to one client, and frees it a minute after
     * that client has died. Elsewhere it is the file itself, made only where there is none.
     */
    @Override
    public RunLock lock(String path, String wanted) throws IOException {
        Path file = new Path(path);
        IOException failure = null;
        for (int attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
            try {
                return new HadoopLock(fileSystem, file, open(file), hdfs() != null);
            } catch (IOException e) {
                failure = e;
            }
            if (String.valueOf(failure).contains(LEASE_IN_RECOVERY)) {
                pause();
            } else if (exists(path)) {
                break;
            }
        }
        if (!exists(path)) {
            throw new IOException(
                    "cannot make " + path + ": " + OutputException.rootText(Objects.requireNonNull(failure)), failure);
        }
        String hint = hdfs() != null
                ? ", or was killed less than a minute ago"
                : ", or was killed; if none runs, remove " + path;
        throw new OutputException(wanted + ": another run is writing it" + hint, Objects.requireNonNull(failure));
    }

    private FSDataOutputStream open(Path file) throws IOException {
        boolean leased = hdfs() != null;
        if (leased && fileSystem.exists(file)) {
            return fileSystem.append(file);
        }
        FSDataOutputStream stream = fileSystem.create(file, false);
        if (!leased) {
            stream.write("a run of memsweep is writing\n".getBytes(StandardCharsets.UTF_8));
            stream.close();
        }
        return stream;
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static final class HadoopLock implements RunLock {
        private final FileSystem fileSystem;
        private final Path file;
        private final FSDataOutputStream stream;
        private final boolean leased;
        private boolean held = true;

        HadoopLock(FileSystem fileSystem, Path file, FSDataOutputStream stream, boolean leased) {
            this.fileSystem = fileSystem;
            this.file = file;
            this.stream = stream;
            this.leased = leased;
        }

        @Override
        public void release() {
            if (!held) {
                return;
            }
            held = false;
            try {
                fileSystem.delete(file, false);
                if (leased) {
                    stream.close();
                }
            } catch (IOException | RuntimeException e) {
                // The lease of a file that is gone cannot be completed, and need not be.
            }
        }
    }
}
