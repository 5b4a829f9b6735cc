package dev.memsweep.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.InputFile;

/**
 * The local file system with a fault in it.
 *
 * <p>Every operation on a name or on the channel of a file that is written is a step, counted from 0. One that fails for
 * good takes all later ones with it, so that what then lies on the disk is what a process leaves that is killed at that
 * step. Nothing is really forced to the disk, but {@link #losePower} takes away what was not asked to be.
 */
final class FaultyStorage extends ForwardingStorage implements Closeable {
    private static final int NEVER = Integer.MAX_VALUE;

    private final int failingStep;
    private final Fault fault;
    private final boolean forGood;
    private final List<String> steps = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();
    private long room;

    private FaultyStorage(int failingStep, Fault fault, boolean forGood, long room) {
        this.failingStep = failingStep;
        this.fault = fault;
        this.forGood = forGood;
        this.room = room;
    }

    /** One that works. */
    static FaultyStorage sound() {
        return new FaultyStorage(NEVER, Fault.IO_EXCEPTION, false, Long.MAX_VALUE);
    }

    /** One whose step {@code failingStep} fails, and all after it if {@code forGood}. */
    static FaultyStorage failing(int failingStep, Fault fault, boolean forGood) {
        return new FaultyStorage(failingStep, fault, forGood, Long.MAX_VALUE);
    }

    /** One that takes so many bytes. */
    static FaultyStorage withRoomFor(long bytes) {
        return new FaultyStorage(NEVER, Fault.IO_EXCEPTION, false, bytes);
    }

    /** The steps so far: the operation and the path's last name. */
    List<String> steps() {
        return steps;
    }

    private boolean failsNow() {
        int now = steps.size() - 1;
        return forGood ? now >= failingStep : now == failingStep;
    }

    private void step(String operation, String path) throws IOException {
        steps.add(operation + " " + Path.of(path).getFileName());
        if (failsNow()) {
            fault.raise();
        }
    }

    /** Takes the second half of every file away that has bytes which no one asked to make durable. */
    void losePower() throws IOException {
        for (Written file : written) {
            if (!file.forced) {
                file.afterwards.truncate(file.afterwards.size() / 2);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Written file : written) {
            file.afterwards.close();
        }
    }

    @Override
    public String resolve(String path) throws IOException {
        step("resolve", path);
        return super.resolve(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        step("exists", path);
        return super.exists(path);
    }

    @Override
    public boolean isFile(String path) throws IOException {
        step("isFile", path);
        return super.isFile(path);
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        step("isDirectory", path);
        return super.isDirectory(path);
    }

    @Override
    public long length(String path) throws IOException {
        step("length", path);
        return super.length(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        step("list", directory);
        return super.list(directory);
    }

    @Override
    public InputFile input(String path) throws IOException {
        step("input", path);
        return super.input(path);
    }

    @Override
    public void makeDirectory(String path) throws IOException {
        step("makeDirectory", path);
        super.makeDirectory(path);
    }

    @Override
    public void move(String from, String to) throws IOException {
        step("move", from);
        super.move(from, to);
    }

    @Override
    public void replaceFile(String from, String to) throws IOException {
        step("replaceFile", from);
        super.replaceFile(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        step("delete", path);
        super.delete(path);
    }

    @Override
    public void forceNames(String directory) {
        try {
            step("forceNames", directory);
        } catch (IOException e) {
            // As the local file system does.
        }
    }

    @Override
    public DurableStream create(String path) throws IOException {
        step("create", path);
        Path file = Path.of(path);
        Written channel = new Written(
                path, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), open(file));
        written.add(channel);
        return new ChannelStream(channel);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE);
    }

    @Override
    public RunLock lock(String path, String wanted) throws IOException {
        step("lock", path);
        RunLock lock = super.lock(path, wanted);
        return () -> {
            lock.release();
            if (forGood && steps.size() > failingStep) {
                leaveLockFile(Path.of(path));
            }
        };
    }

    /** A killed process has no lock any more, but its file is there. */
    private static void leaveLockFile(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The channel of a file that is written. */
    private final class Written extends WriteChannel {
        private final String path;
        private final FileChannel channel;
        private final FileChannel afterwards;
        private boolean forced = true;

        Written(String path, FileChannel channel, FileChannel afterwards) {
            this.path = path;
            this.channel = channel;
            this.afterwards = afterwards;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            forced = false;
            steps.add("write " + Path.of(path).getFileName());
            int asked = bytes.remaining();
            if (failsNow()) {
                keep(bytes, asked / 2);
                fault.raise();
                bytes.position(bytes.limit());
                return asked;
            }
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            int kept = (int) Math.min(asked, room);
            keep(bytes, kept);
            room -= kept;
            return kept;
        }

        private void keep(ByteBuffer bytes, int count) throws IOException {
            ByteBuffer first = bytes.slice(bytes.position(), count);
            while (first.hasRemaining()) {
                channel.write(first);
            }
            bytes.position(bytes.position() + count);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            step("force", path);
            forced = true;
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
            step("close", path);
        }
    }
}
