package dev.memsweep.parquet;

import java.io.IOException;
import org.apache.parquet.io.PositionOutputStream;

/** A stream to a new file. It ends with {@link #seal} or {@link #discard}; to close it is to discard it. */
abstract class DurableStream extends PositionOutputStream {
    /** Writes what is buffered, makes the file durable and closes it; once this returns, the file has all bytes. */
    abstract void seal() throws IOException;

    /** Closes the file, whatever becomes of its content; never throws, and does nothing after either end. */
    abstract void discard();

    @Override
    public abstract long getPos();

    @Override
    public void close() {
        discard();
    }
}
