package dev.memsweep.parquet;

import java.io.IOException;
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
        return new Attempt();
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

    private final class Attempt extends UnfinishedPart {
        private final Storage.Place place = attempts.child(file);

        @Override
        public String name() {
            return place.path();
        }

        @Override
        Storage.Place file() {
            return place;
        }

        @Override
        void remove() {
            try {
                place.storage().delete(place.path());
            } catch (IOException | RuntimeException e) {
                // It goes with the directory of attempts.
            }
        }
    }
}
