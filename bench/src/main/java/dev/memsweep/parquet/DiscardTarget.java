package dev.memsweep.parquet;

import org.apache.parquet.io.PositionOutputStream;

/** Takes a file and drops it, so that a benchmark of the writer does not measure the disk. */
public final class DiscardTarget implements OutputTarget {
    private final Stream stream = new Stream();

    private static final class Stream extends PositionOutputStream {
        private long position;

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) {
            position++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            position += length;
        }
    }

    @Override
    public String name() {
        return "nowhere";
    }

    @Override
    public PositionOutputStream open() {
        return stream;
    }

    @Override
    public long bytesWritten() {
        return stream.getPos();
    }

    @Override
    public void publish(long bytes, long rows) {}

    @Override
    public void abort() {}
}
