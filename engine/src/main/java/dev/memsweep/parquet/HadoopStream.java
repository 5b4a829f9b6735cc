package dev.memsweep.parquet;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * A stream to a file of a Hadoop file system. After a failure it is never closed in the ordinary way where it can be
 * aborted: on an object store, closing publishes.
 */
final class HadoopStream extends DurableStream {
    private final FSDataOutputStream stream;
    private @Nullable IOException failure;
    private boolean ended;

    HadoopStream(FSDataOutputStream stream) {
        this.stream = stream;
    }

    private interface Action {
        void run() throws IOException;
    }

    /** Runs an action unless one has failed before; HDFS would answer a later one with less telling words. */
    private void guarded(Action action) throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        try {
            action.run();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public long getPos() {
        return stream.getPos();
    }

    @Override
    public void write(int value) throws IOException {
        guarded(() -> stream.write(value));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        guarded(() -> stream.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        guarded(stream::flush);
    }

    @Override
    void seal() throws IOException {
        guarded(() -> {
            if (stream.hasCapability(StreamCapabilities.HSYNC)) {
                stream.hsync();
            }
            stream.close();
        });
        ended = true;
    }

    @Override
    void discard() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            if (stream.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
                stream.abort();
            } else {
                stream.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            // The file is removed next; that it could not be completed does not matter.
        }
    }
}
