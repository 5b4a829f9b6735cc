package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock file with the operating system's lock on it, which dies with its process: the file alone locks nothing.
 *
 * <p>The owner removes the file and leaves a mark in it while it still holds the lock. So whoever opened it before, and
 * then gets its lock, sees that it is no longer the file of that name, and starts over. The system does not tell the
 * runs of one process apart, and drops a process's lock when any of its channels to the file closes; so those keep a
 * list.
 */
final class LocalLock implements Storage.RunLock {
    private static final byte[] GIVEN_BACK = {'-'};
    private static final Set<Path> HELD_IN_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private boolean held = true;

    private LocalLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static LocalLock take(Path path, String wanted) throws IOException {
        Path directory = Objects.requireNonNullElse(path.getParent(), Path.of("."));
        Path file = directory.toRealPath().resolve(path.getFileName());
        if (!HELD_IN_THIS_PROCESS.add(file)) {
            throw busy(wanted);
        }
        boolean taken = false;
        try {
            LocalLock lock = take(file);
            if (lock == null) {
                throw busy(wanted);
            }
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                HELD_IN_THIS_PROCESS.remove(file);
            }
        }
    }

    private static OutputException busy(String wanted) {
        return new OutputException(wanted + ": another run is writing it");
    }

    /** The lock, or null when another process has it. */
    private static @Nullable LocalLock take(Path file) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean kept = false;
            try {
                if (!lock(channel, file)) {
                    return null;
                }
                if (channel.size() < GIVEN_BACK.length && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    kept = true;
                    return new LocalLock(file, channel);
                }
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
    }

    private static boolean lock(FileChannel channel, Path file) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new IOException("this file system has no locks, which " + file + " needs", e);
        }
    }

    @Override
    public void release() {
        if (!held) {
            return;
        }
        held = false;
        try (channel) {
            Files.deleteIfExists(file);
            channel.write(ByteBuffer.wrap(GIVEN_BACK));
        } catch (IOException e) {
            // The lock is gone with the channel; the file alone locks nothing.
        }
        HELD_IN_THIS_PROCESS.remove(file);
    }
}
