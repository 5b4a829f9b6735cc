package dev.memsweep.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A small directory of part files of a hand-made grid: two partitions of two files each. */
final class Dataset {
    static final int ROWS = 512;
    private static final int ROWS_OF_FILE = 128;

    private final DatasetTarget target;

    Dataset(DatasetTarget target) {
        this.target = target;
    }

    /** Writes all of it. */
    void write() throws IOException {
        try (target) {
            target.open();
            writePart("kind=a%2Fb", true);
            writePart("kind=c", true);
            publish();
        }
    }

    /** Writes files of one partition, of which the last is complete if {@code whole}. */
    void writePart(String directory, boolean whole) throws IOException {
        HandMadeGrid grid = new HandMadeGrid(96, 64, 2, 64, 1);
        PartSink sink = PartSink.open(
                target,
                new PartSink.Parts(directory, "test", ROWS_OF_FILE),
                grid.columns(),
                ParquetOptions.DEFAULT,
                (path, firstRow, rows) -> Map.of("path", path, "rows", Long.toString(rows)));
        grid.writeTo(sink, 2, 1);
        if (whole) {
            sink.finish();
        }
    }

    void publish() throws IOException {
        target.publish(
                Map.of("engine_version", "test"),
                List.of(new Manifest.PartitionColumn("kind", "label", "", "What \"kind\".")));
    }
}
