package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A local file that is written beside its final place and moved there when it is whole.
 *
 * <p>The unfinished file is {@code NAME.PID-TIME.inprogress}, which no glob for Parquet files matches, and its writer
 * holds a lock on it. A lock dies with its process, so an unfinished file that can be locked is what a killed run left:
 * the next run of the same name removes it. One that cannot be locked belongs to a run at work, and this run stops; of two that
 * start at once, either or both may stop.
 * Locks do not tell the runs of one process apart, so those also keep a list.
 */
final class LocalTarget implements OutputTarget {
    private static final String SUFFIX = ".inprogress";
    private static final Set<Path> OPEN_IN_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final boolean overwrite;
    private final Path directory;
    private @Nullable Path unfinished;
    private @Nullable FileChannel channel;
    private @Nullable ChannelStream stream;

    LocalTarget(Path path, boolean overwrite) {
        this.path = path.toAbsolutePath().normalize();
        this.overwrite = overwrite;
        Path parent = this.path.getParent();
        this.directory = parent == null ? this.path : parent;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public PositionOutputStream open() throws OutputException {
        if (stream != null) {
            throw new IllegalStateException(path + " was opened before");
        }
        checkPlace();
        boolean opened = false;
        try {
            stream = new ChannelStream(openUnfinished());
            removeLeftovers();
            opened = true;
            return stream;
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(path + ": cannot create the file: " + OutputException.rootText(e), e);
        } finally {
            if (!opened) {
                abort();
            }
        }
    }

    private void checkPlace() throws OutputException {
        if (!Files.isDirectory(directory)) {
            throw new OutputException(path + ": the directory " + directory + " does not exist");
        }
        if (Files.isDirectory(path)) {
            throw new OutputException(path + ": is a directory; name a file in it");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new OutputException(path + ": is not a regular file");
        }
        checkNotThere();
    }

    private void checkNotThere() throws OutputException {
        if (!overwrite && Files.exists(path)) {
            throw new OutputException(path + ": already exists and is not to be overwritten");
        }
    }

    private FileChannel openUnfinished() throws IOException {
        String unique = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        Path file = directory.resolve(path.getFileName() + "." + unique + SUFFIX);
        OPEN_IN_THIS_PROCESS.add(file);
        unfinished = file;
        FileChannel created = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel = created;
        lock(created);
        return created;
    }

    /** Files of other runs of the same name: removes those of killed runs, fails for one at work. */
    private void removeLeftovers() throws IOException {
        String prefix = path.getFileName() + ".";
        DirectoryStream.Filter<Path> ofOtherRuns = file -> {
            String name = String.valueOf(file.getFileName());
            return name.startsWith(prefix)
                    && name.substring(prefix.length()).matches("\\d+-\\p{XDigit}+\\" + SUFFIX)
                    && !file.equals(unfinished);
        };
        try (DirectoryStream<Path> others = Files.newDirectoryStream(directory, ofOtherRuns)) {
            for (Path other : others) {
                if (OPEN_IN_THIS_PROCESS.contains(other) || !removeUnlocked(other)) {
                    throw new OutputException(path + ": another run is writing it, to " + other.getFileName());
                }
            }
        }
    }

    /** Removes a file that nobody has locked; returns false when somebody has. */
    private static boolean removeUnlocked(Path file) throws IOException {
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (!lock(other)) {
                return false;
            }
            Files.deleteIfExists(file);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** Whether the lock was free; file systems without locks never give one, so that leftovers stay there. */
    private static boolean lock(FileChannel file) {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public long bytesWritten() {
        return stream == null ? 0 : stream.getPos();
    }

    @Override
    public void publish(long rows) throws OutputException {
        if (stream == null || channel == null || unfinished == null) {
            throw new IllegalStateException(path + " is not open");
        }
        try {
            stream.flush();
            channel.force(true);
            FooterCheck.check(channel, stream.getPos(), rows);
            checkNotThere();
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw OutputException.writing(name(), bytesWritten(), e);
        }
        OPEN_IN_THIS_PROCESS.remove(unfinished);
        unfinished = null;
        close();
        forceDirectory();
    }

    @Override
    public void abort() {
        close();
        if (unfinished == null) {
            return;
        }
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // The next run of the same name finds the file unlocked and removes it.
        }
        OPEN_IN_THIS_PROCESS.remove(unfinished);
        unfinished = null;
    }

    private void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // What was to be kept is forced to the device already.
        }
        channel = null;
    }

    /** Makes the new name durable too, where directories can be opened. */
    private void forceDirectory() {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // The file is whole under its final name; a power loss may still bring the old one back.
        }
    }
}
