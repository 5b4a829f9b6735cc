package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a directory as another process than that of its {@link DatasetTarget} writes it, perhaps one of several that
 * try the same.
 *
 * <p>The file has a name of its own in the directory of attempts, where no reader looks. It counts when {@link
 * DatasetTarget#accept} is told of it; the files of all other attempts are removed with that directory.
 */
public final class PartAttempt implements PartFiles {
    private final Storage.Place attempts;
    private final String file;
    private Manifest.@Nullable Part part;

    /**
     * An attempt to write one part.
     *
     * @param attempts the directory that {@link DatasetTarget#attempts} names
     * @param file a file name that no other attempt uses
     */
    public PartAttempt(Storage.Place attempts, String file) {
        this.attempts = attempts;
        this.file = file;
    }

    @Override
    public String name() {
        return attempts.path() + "/";
    }

    @Override
    public OutputTarget part(String path) {
        return new AttemptTarget();
    }

    @Override
    public void add(Manifest.Part written) {
        if (part != null) {
            throw new IllegalStateException(name() + file + " was to be one part");
        }
        part = written;
    }

    /** The part; its file is whole and durable. */
    public Manifest.Part written() {
        if (part == null) {
            throw new IllegalStateException(name() + file + " is not written");
        }
        return part;
    }

    private final class AttemptTarget implements OutputTarget {
        private final Storage.Place place = attempts.child(file);
        private @Nullable DurableStream stream;

        @Override
        public String name() {
            return place.path();
        }

        @Override
        public PositionOutputStream open() throws OutputException {
            try {
                DurableStream created = place.storage().create(place.path());
                stream = created;
                return created;
            } catch (IOException | InvalidPathException e) {
                throw new OutputException(name() + ": cannot create the file: " + OutputException.rootText(e), e);
            }
        }

        @Override
        public long bytesWritten() {
            return stream == null ? 0 : stream.getPos();
        }

        @Override
        public void publish(long bytes, long rows) throws OutputException {
            if (stream == null) {
                throw new IllegalStateException(name() + " is not open");
            }
            try {
                stream.seal();
                FooterCheck.check(place.input(), bytes, rows);
            } catch (OutputException e) {
                throw e;
            } catch (IOException e) {
                throw OutputException.writing(name(), bytes, e);
            }
        }

        @Override
        public void abort() {
            if (stream == null) {
                return;
            }
            stream.discard();
            try {
                place.storage().delete(place.path());
            } catch (IOException | RuntimeException e) {
                // It goes with the directory of attempts.
            }
        }
    }
}
