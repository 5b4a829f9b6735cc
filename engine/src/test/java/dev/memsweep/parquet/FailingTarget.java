package dev.memsweep.parquet;

import java.io.IOException;
import org.apache.parquet.io.PositionOutputStream;

/** A target whose stream fails at one of its writes, and at all later ones. */
final class FailingTarget implements OutputTarget {
    private final OutputTarget target;
    private final int failingWrite;
    private final Throwable failure;
    private int writes;

    /** Fails at write number {@code failingWrite}, counted from 0, with an IOException, RuntimeException or Error. */
    FailingTarget(OutputTarget target, int failingWrite, Throwable failure) {
        this.target = target;
        this.failingWrite = failingWrite;
        this.failure = failure;
    }

    int writes() {
        return writes;
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public PositionOutputStream open() throws OutputException {
        PositionOutputStream stream = target.open();
        return new PositionOutputStream() {
            @Override
            public long getPos() throws IOException {
                return stream.getPos();
            }

            @Override
            public void write(int value) throws IOException {
                count();
                stream.write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                count();
                stream.write(bytes, offset, length);
            }
        };
    }

    private void count() throws IOException {
        if (writes++ >= failingWrite) {
            if (failure instanceof IOException e) {
                throw new IOException("wrapped", e);
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            throw (Error) failure;
        }
    }

    @Override
    public long bytesWritten() {
        return target.bytesWritten();
    }

    @Override
    public void publish(long rows) throws OutputException {
        target.publish(rows);
    }

    @Override
    public void abort() {
        target.abort();
    }
}
