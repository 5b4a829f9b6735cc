package dev.memsweep.parquet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Checks a directory of part files against its manifest: every file byte by byte, and that there is none too few and
 * none too many.
 */
public final class DatasetVerifier {
    /** A manifest of the most parts that there can be stays far below. */
    private static final int LARGEST_MANIFEST_BYTES = 1 << 28;

    private final Storage.Place place;
    private final String name;
    private final PartCheck partCheck;
    private final List<Finding> findings = new ArrayList<>();

    private DatasetVerifier(Storage.Place place, String name, PartCheck partCheck) {
        this.place = place;
        this.name = name.endsWith("/") ? name : name + "/";
        this.partCheck = partCheck;
    }

    /** A further check of each part. */
    @FunctionalInterface
    public interface PartCheck {
        /** Adds what is wrong with a file that was read, called {@code name}. */
        void check(FileVerifier.Result file, String name, Manifest manifest, List<Finding> findings);
    }

    /**
     * What a check found.
     *
     * @param findings what is wrong; empty for a directory that is whole
     * @param parts number of files that the manifest lists
     * @param rows their rows
     * @param bytes their bytes
     */
    public record Result(List<Finding> findings, int parts, long rows, long bytes) {
        /** Copies the findings. */
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /** Whether there is a directory of part files at {@code place}, whole or not. */
    public static boolean isDataset(Storage.Place place) throws IOException {
        Storage storage = place.storage();
        return storage.isFile(place.child(DatasetTarget.MANIFEST).path())
                || storage.isFile(place.child(DatasetTarget.SUCCESS).path());
    }

    /**
     * Reads the manifest of a directory.
     *
     * @throws IOException saying what is wrong with it, when something is
     */
    public static Manifest manifest(Storage.Place place) throws IOException {
        InputFile file = place.child(DatasetTarget.MANIFEST).input();
        long length = file.getLength();
        if (length > LARGEST_MANIFEST_BYTES) {
            throw new IOException("is too large: " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        try (SeekableInputStream in = file.newStream()) {
            in.readFully(bytes);
        }
        return Manifest.decode(bytes);
    }

    /**
     * Checks a directory.
     *
     * @param name what to call it in findings
     * @throws IOException when it cannot be read
     */
    public static Result verify(Storage.Place place, String name, PartCheck partCheck) throws IOException {
        return new DatasetVerifier(place, name, partCheck).run();
    }

    private Result run() throws IOException {
        Map<String, Long> found = new LinkedHashMap<>();
        collect("", found);
        @Nullable Long success = found.remove(DatasetTarget.SUCCESS);
        if (success == null) {
            add(DatasetTarget.SUCCESS, "is missing: the directory may be unfinished");
        } else if (success != 0) {
            add(DatasetTarget.SUCCESS, "has " + success + " bytes; it must be empty");
        }
        Manifest manifest;
        try {
            manifest = manifest(place);
        } catch (NoSuchFileException | FileNotFoundException e) {
            add(DatasetTarget.MANIFEST, "is missing");
            return new Result(findings, 0, 0, 0);
        } catch (IOException e) {
            add(DatasetTarget.MANIFEST, OutputException.rootText(e));
            return new Result(findings, 0, 0, 0);
        }
        found.remove(DatasetTarget.MANIFEST);
        for (Manifest.Part part : manifest.parts()) {
            if (found.remove(part.path()) == null) {
                add(part.path(), "is missing");
            } else {
                check(part, manifest);
            }
        }
        found.keySet().forEach(extra -> add(extra, "is not in the manifest"));
        return new Result(findings, manifest.parts().size(), manifest.rows(), manifest.bytes());
    }

    /** Lengths of all files, and of directories without any, by path in the directory. */
    private void collect(String directory, Map<String, Long> found) throws IOException {
        Storage storage = place.storage();
        String at = directory.isEmpty() ? place.path() : place.child(directory).path();
        List<String> names = storage.list(at);
        if (names.isEmpty() && !directory.isEmpty()) {
            found.put(directory + "/", 0L);
        }
        for (String entry : names) {
            String path = directory.isEmpty() ? entry : directory + "/" + entry;
            String below = place.child(path).path();
            if (storage.isDirectory(below)) {
                collect(path, found);
            } else {
                found.put(path, storage.length(below));
            }
        }
    }

    private void check(Manifest.Part part, Manifest manifest) throws IOException {
        String file = name + part.path();
        FileVerifier.Result result =
                FileVerifier.verify(place.child(part.path()).input(), file);
        findings.addAll(result.findings());
        if (result.bytes() != part.bytes()) {
            add(part.path(), "has " + result.bytes() + " bytes, the manifest states " + part.bytes());
        }
        if (!result.findings().isEmpty()) {
            return;
        }
        if (result.rows() != part.rows()) {
            add(part.path(), "has " + result.rows() + " rows, the manifest states " + part.rows());
        }
        String checksum = result.metadata().getOrDefault(FileChecksum.KEY, "");
        if (!checksum.equals(part.crc32c())) {
            add(part.path(), "is another file: its checksum is " + checksum + ", the manifest states " + part.crc32c());
        }
        partCheck.check(result, file, manifest, findings);
    }

    private void add(String path, String message) {
        findings.add(new Finding(name + path, message));
    }
}
