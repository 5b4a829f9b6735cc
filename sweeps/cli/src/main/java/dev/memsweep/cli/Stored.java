package dev.memsweep.cli;

import dev.memsweep.parquet.DatasetTarget;
import dev.memsweep.parquet.DatasetVerifier;
import dev.memsweep.parquet.Manifest;
import dev.memsweep.parquet.Storage;
import dev.memsweep.parquet.StoredRow;
import dev.memsweep.parquet.UnknownSchemeException;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * A file or directory to read, perhaps one that is not there: on the local file system or on any that Hadoop knows.
 *
 * @param place where it is
 * @param name what to call it: the path or URI, without {@code /} at its end
 */
record Stored(Storage.Place place, String name) {
    /**
     * What the user means.
     *
     * @throws Failure when no file system answers for it
     */
    static Stored at(String written, Session session) {
        boolean isRemote = Storage.isRemote(written) && session.sources().hasFiles();
        String location = isRemote ? uri(written) : session.path(written).toString();
        try {
            return new Stored(Storage.at(location), location);
        } catch (UnknownSchemeException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure(ExitCode.FILES, String.valueOf(e.getMessage()), e);
        }
    }

    /** A URI without {@code /} at its end. */
    static String uri(String written) {
        return written.replaceFirst("(?<=[^/:])/+$", "");
    }

    /** Something below this directory. */
    Stored child(String names) {
        return new Stored(place.child(names), name + "/" + names);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new Failure(ExitCode.FILES, name + ": cannot read the file: " + FileReason.of(e), e);
        }
    }

    /** Whether it is a directory of part files that memsweep finished. */
    boolean isDataset() {
        Stored manifest = child(DatasetTarget.MANIFEST);
        return reading(() -> place.storage().isFile(manifest.place().path()));
    }

    /**
     * The manifest of a directory of part files.
     *
     * @throws Failure when it is damaged, or lists no file
     */
    Manifest manifest() {
        String file = name + "/" + DatasetTarget.MANIFEST;
        Manifest manifest;
        try {
            manifest = DatasetVerifier.manifest(place);
        } catch (IOException e) {
            throw new Failure(ExitCode.VERIFICATION, file + ": " + FileReason.of(e), e);
        }
        if (manifest.parts().isEmpty()) {
            throw new Failure(ExitCode.VERIFICATION, file + ": lists no file");
        }
        return manifest;
    }

    /**
     * The footer of a file.
     *
     * @throws Failure when there is no such file, or it is no Parquet file
     */
    ParquetMetadata footer() {
        return reading(() -> {
            if (place.storage().isDirectory(place.path())) {
                throw new Failure(
                        ExitCode.FILES,
                        name + ": is a directory without " + DatasetTarget.MANIFEST
                                + ", so memsweep did not write it; name a Parquet file in it");
            }
            if (!place.storage().exists(place.path())) {
                throw new Failure(ExitCode.FILES, name + ": cannot read the file: no such file");
            }
            ParquetReadOptions options =
                    ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
            try (ParquetFileReader reader = ParquetFileReader.open(place.input(), options)) {
                return reader.getFooter();
            } catch (RuntimeException e) {
                throw new Failure(ExitCode.VERIFICATION, name + ": is not a Parquet file, or is damaged", e);
            }
        });
    }

    /** Bytes of a file. */
    long bytes() {
        return reading(() -> place.storage().length(place.path()));
    }

    /**
     * The values of a row of a file by column.
     *
     * @throws RuntimeException when the file is damaged
     */
    Map<String, Object> row(long row) {
        return reading(() -> StoredRow.read(place.input(), row));
    }
}
