package dev.memsweep.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file in memory, which thousands of trials can read without waiting for a disk. */
final class BytesFile implements InputFile {
    private final byte[] bytes;

    BytesFile(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long getLength() {
        return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream(new Bytes(bytes));
    }

    private static final class Bytes extends ByteArrayInputStream {
        Bytes(byte[] bytes) {
            super(bytes);
        }

        synchronized int at() {
            return pos;
        }

        synchronized void moveTo(long position) {
            pos = (int) Math.min(position, count);
        }
    }

    private static final class Stream extends DelegatingSeekableInputStream {
        private final Bytes bytes;

        Stream(Bytes bytes) {
            super(bytes);
            this.bytes = bytes;
        }

        @Override
        public long getPos() {
            return bytes.at();
        }

        @Override
        public void seek(long position) throws IOException {
            if (position < 0) {
                throw new IOException("negative position " + position);
            }
            bytes.moveTo(position);
        }
    }
}
