package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** A part where no reader looks: made durable and checked, it waits for the directory to be shown. */
abstract class UnfinishedPart implements OutputTarget {
    private @Nullable DurableStream stream;

    /** Where it is written. */
    abstract Storage.Place file();

    @Override
    public final PositionOutputStream open() throws OutputException {
        try {
            DurableStream created = create();
            stream = created;
            return created;
        } catch (OutputException e) {
            throw e;
        } catch (IOException | InvalidPathException e) {
            throw new OutputException(name() + ": cannot create the file: " + OutputException.rootText(e), e);
        }
    }

    /** Starts the file. */
    DurableStream create() throws IOException {
        return file().storage().create(file().path());
    }

    @Override
    public final long bytesWritten() {
        return stream == null ? 0 : stream.getPos();
    }

    @Override
    public final void publish(long bytes, long rows) throws OutputException {
        if (stream == null) {
            throw new IllegalStateException(name() + " is not open");
        }
        try {
            stream.seal();
            check(bytes, rows);
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw OutputException.writing(name(), bytes, e);
        }
    }

    /** Reads back what is durable. */
    void check(long bytes, long rows) throws IOException {
        FooterCheck.check(file().input(), bytes, rows);
    }

    @Override
    public final void abort() {
        if (stream != null) {
            stream.discard();
            remove();
        }
    }

    /** Removes the file of an aborted part, unless it goes with its directory; never throws. */
    void remove() {}
}
