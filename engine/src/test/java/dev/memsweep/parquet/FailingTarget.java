package dev.memsweep.parquet;

import java.io.IOException;
import org.apache.parquet.io.PositionOutputStream;

/** A target whose stream fails at one of its writes, and at all later ones; bytes get lost at one write only. */
final class FailingTarget implements OutputTarget {
    private final OutputTarget target;
    private final int failingWrite;
    private final Fault fault;
    private int writes;

    /** Fails at write number {@code failingWrite}, counted from 0. */
    FailingTarget(OutputTarget target, int failingWrite, Fault fault) {
        this.target = target;
        this.failingWrite = failingWrite;
        this.fault = fault;
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
                if (kept(1) == 1) {
                    stream.write(value);
                }
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                stream.write(bytes, offset, kept(length));
            }
        };
    }

    private int kept(int length) throws IOException {
        int write = writes++;
        if (write < failingWrite) {
            return length;
        }
        try {
            fault.raise();
        } catch (IOException e) {
            throw new IOException("wrapped", e);
        }
        return write == failingWrite ? length / 2 : length;
    }

    @Override
    public long bytesWritten() {
        return target.bytesWritten();
    }

    @Override
    public void publish(long bytes, long rows) throws OutputException {
        target.publish(bytes, rows);
    }

    @Override
    public void abort() {
        target.abort();
    }
}
