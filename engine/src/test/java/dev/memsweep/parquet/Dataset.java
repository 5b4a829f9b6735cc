package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** Writes a part of another process, the sixth of a partition; it is given up unless it is to be {@code whole}. */
    static Manifest.Part attempt(PartAttempt attempt, boolean whole) throws IOException {
        HandMadeGrid grid = new HandMadeGrid(96, 64, 2, 64, 1);
        PartSink.Parts parts = new PartSink.Parts("kind=c", "test", 2 * ROWS_OF_FILE).from(5, 1280);
        try (PartSink sink =
                PartSink.open(attempt, parts, grid.columns(), ParquetOptions.DEFAULT, (path, firstRow, rows) -> {
                    assertThat(path).isEqualTo("kind=c/part-00005-test.parquet");
                    assertThat(firstRow).isEqualTo(1280);
                    return Map.of();
                })) {
            grid.writeTo(sink, 2, 1);
            if (whole) {
                sink.finish();
            }
        }
        return attempt.written();
    }

    void publish() throws IOException {
        target.publish(
                Map.of("engine_version", "test"),
                List.of(new Manifest.PartitionColumn("kind", "label", "", "What \"kind\".")));
    }
}
