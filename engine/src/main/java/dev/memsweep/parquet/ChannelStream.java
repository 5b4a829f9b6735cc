package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream to a file channel through one direct buffer. Its first failure is final: every later call fails the same way.
 */
final class ChannelStream extends DurableStream {
    /** A mebibyte: few system calls, and no page is larger by much. */
    static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long flushedBytes;
    private @Nullable IOException failure;

    ChannelStream(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public long getPos() {
        return flushedBytes + buffer.position();
    }

    @Override
    public void write(int value) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int from = offset;
        int rest = length;
        while (rest > 0) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(rest, buffer.remaining());
            buffer.put(bytes, from, part);
            from += part;
            rest -= part;
        }
    }

    @Override
    public void flush() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                flushedBytes += channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    void seal() throws IOException {
        flush();
        channel.force(true);
        channel.close();
    }

    @Override
    void discard() {
        try {
            channel.close();
        } catch (IOException | RuntimeException | Error e) {
            // What was to be kept is sealed already.
        }
    }
}
