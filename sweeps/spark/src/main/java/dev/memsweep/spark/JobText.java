package dev.memsweep.spark;

import dev.memsweep.cli.DirectoryParts;
import dev.memsweep.cli.PortableSweep;
import dev.memsweep.parquet.Codec;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What the tasks of a job need to know, whichever part they write.
 *
 * @param sweep the whole sweep
 * @param partitionBy parameters whose values name directories
 * @param fileRows rows of a file at most
 * @param codec compression of the pages
 * @param codecLevel its level
 * @param vectorPageRows rows of a page of numbers
 * @param dictionaryPageRows rows of a page of indices or flags
 * @param rowGroupRows rows of a row group
 * @param attempts the directory in which parts are written; empty while only rows are counted
 * @param settings settings of Hadoop, by name
 */
record JobText(
        PortableSweep sweep,
        List<String> partitionBy,
        long fileRows,
        Codec codec,
        int codecLevel,
        int vectorPageRows,
        int dictionaryPageRows,
        int rowGroupRows,
        String attempts,
        Map<String, String> settings)
        implements Serializable {
    private static final Recent<JobText, DirectoryParts> PARTS = new Recent<>();
    private static final Recent<JobText, Storage.Place> PLACES = new Recent<>();

    static JobText of(DirectoryParts parts, String attempts, Map<String, String> settings) {
        ParquetOptions options = parts.options();
        return new JobText(
                PortableSweep.of(parts.sweep()),
                parts.partitionBy(),
                parts.fileRows(),
                options.codec(),
                options.codecLevel(),
                options.vectorPageRows(),
                options.dictionaryPageRows(),
                options.rowGroupRows(),
                attempts,
                settings);
    }

    /** The parts, made once in each process. */
    DirectoryParts parts() {
        return PARTS.get(this, () -> {
            ParquetOptions options = ParquetOptions.DEFAULT
                    .withCodec(codec, codecLevel)
                    .withPageRows(vectorPageRows, dictionaryPageRows)
                    .withRowGroupRows(rowGroupRows);
            return new DirectoryParts(sweep.sweep(), partitionBy, fileRows, options);
        });
    }

    /** Where parts are written, by one client of the file system in each process. */
    Storage.Place place() {
        return PLACES.get(this, () -> {
            try {
                return Storage.at(attempts, settings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
