package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTripTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}, seed {1}: tiles of {2} rows, {3} a block, the last of {4}, {5} selected")
    @CsvSource({
        "ZSTD, 1, 256, 4, 256, 1",
        "ZSTD, 2, 256, 5, 256, 0.4",
        "ZSTD, 3, 250, 3, 17, 1",
        "ZSTD, 4, 250, 3, 17, 0.1",
        "SNAPPY, 5, 128, 7, 128, 1",
        "SNAPPY, 6, 128, 7, 100, 0.9",
        "LZ4_RAW, 7, 1024, 3, 1024, 1",
        "LZ4_RAW, 8, 1024, 3, 1, 0.02",
        "NONE, 9, 64, 9, 64, 1",
        "NONE, 10, 64, 9, 63, 0.5",
        "ZSTD, 11, 1, 3, 1, 1",
        "ZSTD, 12, 7, 2, 3, 1",
        "ZSTD, 13, 8, 2, 8, 0.5",
        "NONE, 14, 2048, 1, 2048, 1"
    })
    void everyReaderFindsEveryValue(
            Codec codec, long seed, int tileRows, int tilesPerBlock, int lastTileRows, double selectivity)
            throws Exception {
        HandMadeGrid grid = new HandMadeGrid(seed, tileRows, tilesPerBlock, lastTileRows, selectivity);
        Path file = directory.resolve("grid.parquet");
        ParquetOptions options = ParquetOptions.DEFAULT.withCodec(codec, 1).withPageRows(500, 700);

        try (ParquetSink sink = ParquetSink.open(OutputTarget.local(file, false), grid.columns(), options)) {
            grid.writeTo(sink, 3, 4);
            sink.finish(Map.of());
            assertThat(sink.rowsWritten()).isEqualTo(grid.expected().get(0).size());
            assertThat(sink.bytesWritten()).isEqualTo(Files.size(file));
        }

        assertSame(ParquetFiles.readWithDuckDb(file), grid);
        assertSame(ParquetFiles.readWithParquetJava(file), grid);
    }

    @ParameterizedTest(name = "seed {0}, {1} selected")
    @CsvSource({"20, 1", "21, 0.6"})
    void pagesOfDefaultLengthAreReadToo(long seed, double selectivity) throws Exception {
        HandMadeGrid grid = new HandMadeGrid(seed, 2048, 40, 1000, selectivity);
        Path file = directory.resolve("grid.parquet");

        try (ParquetSink sink =
                ParquetSink.open(OutputTarget.local(file, false), grid.columns(), ParquetOptions.DEFAULT)) {
            grid.writeTo(sink, 1, 2);
            sink.finish(Map.of());
        }

        assertSame(ParquetFiles.readWithDuckDb(file), grid);
    }

    @Test
    void aFileWithoutRowsIsReadable() throws Exception {
        HandMadeGrid grid = new HandMadeGrid(30, 64, 2, 64, 0);
        Path file = directory.resolve("grid.parquet");

        try (ParquetSink sink =
                ParquetSink.open(OutputTarget.local(file, false), grid.columns(), ParquetOptions.DEFAULT)) {
            sink.append(sink.collector().finish());
            sink.finish(Map.of());
        }

        assertThat(ParquetFiles.query("SELECT count(*) FROM '" + file + "'")).isEqualTo(List.of(List.of(0L)));
    }

    /** Compares column by column, so that a failure names the column; -0.0 and 0.0 differ. */
    private static void assertSame(List<List<Object>> read, HandMadeGrid grid) {
        assertThat(read).hasSameSizeAs(grid.columns());
        for (int c = 0; c < read.size(); c++) {
            assertThat(read.get(c))
                    .as(grid.columns().get(c).name())
                    .isEqualTo(grid.expected().get(c));
        }
    }
}
