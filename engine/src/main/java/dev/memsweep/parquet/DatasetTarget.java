package dev.memsweep.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A directory of part files that is written beside its final place and moved there when it is whole.
 *
 * <p>Part files get their names only when all of them are written and checked, then {@code _manifest.json} and
 * {@code _SUCCESS} are added, then the directory is moved. On file systems that move directories file by file,
 * {@code _SUCCESS} is made after that, and a reader that waits for it sees all or nothing.
 *
 * <p>One thread writes; any may {@link #abort}.
 */
public final class DatasetTarget implements PartFiles, AutoCloseable {
    /** The file that lists the parts. */
    public static final String MANIFEST = "_manifest.json";

    /** The empty file that says that the directory is whole. */
    public static final String SUCCESS = "_SUCCESS";

    private static final String UNFINISHED_PART = ".inprogress";

    private final Storage.Place place;
    private final Storage storage;
    private final boolean overwrite;
    private final List<Manifest.Part> parts = new ArrayList<>();

    /** Paths of the files of parts that other processes wrote, by the path of the part. */
    private final Map<String, String> attempts = new HashMap<>();

    private @Nullable Publication publication;
    private @Nullable DurableStream stream;
    private long sealedBytes;
    private boolean published;
    private boolean aborted;

    /**
     * A target at {@code place}.
     *
     * @param overwrite whether a directory of part files there may be replaced
     */
    public DatasetTarget(Storage.Place place, boolean overwrite) {
        this.place = place;
        this.storage = place.storage();
        this.overwrite = overwrite;
    }

    /** A target of the local file system, or of that which a URI names. */
    public static DatasetTarget at(String location, boolean overwrite) throws IOException {
        return new DatasetTarget(Storage.at(location), overwrite);
    }

    @Override
    public String name() {
        return place.path() + "/";
    }

    /**
     * Starts the directory; at most once.
     *
     * @throws OutputException when the place cannot be written to, or holds what must not be replaced
     */
    public synchronized void open() throws OutputException {
        if (publication != null) {
            throw new IllegalStateException(name() + " was opened before");
        }
        boolean opened = false;
        try {
            Publication begun = new Publication(place);
            checkPlace(begun.path());
            publication = begun;
            begun.begin();
            checkPlace(begun.path());
            storage.makeDirectory(begun.unfinished());
            opened = true;
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(name() + ": cannot create the directory: " + OutputException.rootText(e), e);
        } finally {
            if (!opened) {
                abort();
            }
        }
    }

    /** Whatever is not the work of an earlier run is never replaced: it may be somebody's home. */
    private void checkPlace(String path) throws IOException {
        if (!storage.exists(path)) {
            return;
        }
        if (!storage.isDirectory(path)) {
            throw new OutputException(name() + ": is a file, not a directory; choose another name");
        }
        if (!overwrite) {
            throw new OutputException(name() + ": already exists and is not to be overwritten");
        }
        if (!storage.isFile(storage.child(path, MANIFEST))
                && !storage.list(path).isEmpty()) {
            throw new OutputException(name() + ": is not replaced, since it has no " + MANIFEST
                    + " and so was not written by memsweep; choose another name, or remove it first");
        }
    }

    @Override
    public OutputTarget part(String path) {
        return new OwnPart(path);
    }

    @Override
    public synchronized void add(Manifest.Part part) {
        parts.add(part);
    }

    /**
     * Makes the directory in which other processes write parts, each as a {@link PartAttempt}; nothing in it is ever shown.
     *
     * @return where it is, for {@link Storage#at}
     * @throws OutputException when it cannot be made
     */
    public synchronized String attempts() throws OutputException {
        String directory = begun().attempts();
        try {
            storage.makeDirectory(directory);
        } catch (IOException e) {
            throw new OutputException(name() + ": cannot create the directory: " + OutputException.rootText(e), e);
        }
        return directory;
    }

    /**
     * Takes a part that another process has written; those of a directory come in the order of their rows.
     *
     * @param file the name that its attempt gave the file
     */
    public synchronized void accept(Manifest.Part part, String file) {
        attempts.put(part.path(), storage.child(begun().attempts(), file));
        sealedBytes += part.bytes();
        parts.add(part);
    }

    /** Number of parts written so far. */
    public synchronized int partCount() {
        return parts.size();
    }

    /** Rows of the parts written so far. */
    public synchronized long rowsWritten() {
        return parts.stream().mapToLong(Manifest.Part::rows).sum();
    }

    /** Bytes of all parts so far. */
    public synchronized long bytesWritten() {
        return sealedBytes + (stream == null ? 0 : stream.getPos());
    }

    private Publication begun() {
        if (publication == null || published || aborted) {
            throw new IllegalStateException(name() + " is not open");
        }
        return publication;
    }

    /**
     * Adds the manifest, shows the parts, and moves the directory to its place.
     *
     * @param facts where the rows come from, for the manifest
     * @param partitionColumns columns in the names of directories, for the manifest
     * @throws OutputException when any of this fails; the place is then as it was
     */
    public synchronized void publish(Map<String, String> facts, List<Manifest.PartitionColumn> partitionColumns)
            throws OutputException {
        Publication publication = begun();
        String staging = publication.unfinished();
        boolean atOnce = storage.movesDirectoriesAtOnce();
        try {
            write(staging, MANIFEST, new Manifest(facts, partitionColumns, parts).encoded());
            showParts(staging);
            if (atOnce) {
                write(staging, SUCCESS, new byte[0]);
                storage.forceNames(staging);
            }
            checkPlace(publication.path());
            publication.showDirectory();
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw OutputException.writing(name(), bytesWritten(), e);
        } finally {
            if (!publication.shown()) {
                abort();
            }
        }
        published = true;
        publication.end();
        if (!atOnce) {
            writeSuccess(publication.path());
        }
    }

    private void writeSuccess(String directory) throws OutputException {
        try {
            write(directory, SUCCESS, new byte[0]);
        } catch (IOException e) {
            throw new OutputException(
                    name() + ": is whole, but " + SUCCESS + " cannot be made in it: " + OutputException.rootText(e), e);
        }
    }

    private void write(String directory, String file, byte[] content) throws IOException {
        String path = storage.child(directory, file);
        DurableStream out = storage.create(path);
        try {
            out.write(content);
            out.seal();
        } finally {
            out.discard();
        }
        long kept = storage.length(path);
        if (kept != content.length) {
            throw new IOException("the device kept " + kept + " of " + content.length + " bytes of " + file);
        }
    }

    /** Gives the parts their names and makes these durable. */
    private void showParts(String staging) throws IOException {
        TreeSet<String> directories = new TreeSet<>();
        for (Manifest.Part part : parts) {
            String path = storage.child(staging, part.path());
            String written = attempts.getOrDefault(part.path(), unfinishedPart(part.path()));
            if (attempts.containsKey(part.path())) {
                storage.makeDirectory(storage.parent(path));
            }
            if (!written.equals(path)) {
                storage.move(written, path);
            }
            for (int slash = part.path().lastIndexOf('/');
                    slash > 0;
                    slash = part.path().lastIndexOf('/', slash - 1)) {
                directories.add(part.path().substring(0, slash));
            }
        }
        for (String directory : directories.descendingSet()) {
            storage.forceNames(storage.child(staging, directory));
        }
    }

    /** Where a part is written: no glob for Parquet files matches it, unless every move of a file is a copy. */
    private String unfinishedPart(String path) {
        return storage.child(begun().unfinished(), storage.movesDirectoriesAtOnce() ? path + UNFINISHED_PART : path);
    }

    /** Removes what was written, unless it is published; never throws, and may be called more than once. */
    public synchronized void abort() {
        if (published || aborted) {
            return;
        }
        aborted = true;
        if (stream != null) {
            stream.discard();
        }
        if (publication != null) {
            publication.end();
        }
    }

    @Override
    public void close() {
        abort();
    }

    private final class OwnPart extends UnfinishedPart {
        private final String path;

        OwnPart(String path) {
            this.path = path;
        }

        @Override
        public String name() {
            return DatasetTarget.this.name() + path;
        }

        @Override
        Storage.Place file() {
            return new Storage.Place(storage, unfinishedPart(path));
        }

        @Override
        DurableStream create() throws IOException {
            synchronized (DatasetTarget.this) {
                checkRunning();
                storage.makeDirectory(storage.parent(file().path()));
                DurableStream created = super.create();
                stream = created;
                return created;
            }
        }

        @Override
        void check(long bytes, long rows) throws IOException {
            synchronized (DatasetTarget.this) {
                stream = null;
                sealedBytes += bytes;
                checkRunning();
                super.check(bytes, rows);
            }
        }

        private void checkRunning() throws OutputException {
            if (aborted) {
                throw new OutputException(name() + ": the run was ended");
            }
        }
    }
}
