package dev.memsweep.parquet;

import java.io.IOException;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written beside its final place and moved there when it is whole. A shutdown may abort it while another
 * thread publishes it: then it waits until that is done.
 */
final class FileTarget implements OutputTarget {
    private final Storage.Place place;
    private final boolean overwrite;
    private @Nullable Publication publication;
    private @Nullable DurableStream stream;
    private boolean published;

    FileTarget(Storage.Place place, boolean overwrite) {
        this.place = place;
        this.overwrite = overwrite;
    }

    @Override
    public String name() {
        return place.path();
    }

    @Override
    public synchronized PositionOutputStream open() throws OutputException {
        if (stream != null) {
            throw new IllegalStateException(name() + " was opened before");
        }
        boolean opened = false;
        try {
            Publication begun = new Publication(place);
            checkPlace(begun.path());
            begun.checkFree(overwrite);
            publication = begun;
            begun.begin();
            begun.checkFree(overwrite);
            stream = place.storage().create(begun.unfinished());
            opened = true;
            return stream;
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(name() + ": cannot create the file: " + OutputException.rootText(e), e);
        } finally {
            if (!opened) {
                abort();
            }
        }
    }

    private void checkPlace(String path) throws IOException {
        Storage storage = place.storage();
        if (storage.isDirectory(path)) {
            throw new OutputException(
                    name() + ": is a directory; name a file in it, or end the name in / to write part files");
        }
        if (storage.exists(path) && !storage.isFile(path)) {
            throw new OutputException(name() + ": is not a regular file");
        }
    }

    @Override
    public long bytesWritten() {
        return stream == null ? 0 : stream.getPos();
    }

    @Override
    public synchronized void publish(long bytes, long rows) throws OutputException {
        if (stream == null || publication == null) {
            throw new IllegalStateException(name() + " is not open");
        }
        try {
            stream.seal();
            FooterCheck.check(place.storage().input(publication.unfinished()), bytes, rows);
            publication.checkFree(overwrite);
            publication.showFile();
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw OutputException.writing(name(), bytesWritten(), e);
        }
        published = true;
        publication.end();
    }

    @Override
    public synchronized void abort() {
        if (published) {
            return;
        }
        if (stream != null) {
            stream.discard();
        }
        if (publication != null) {
            publication.end();
        }
    }
}
