package dev.memsweep.parquet;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed {0}: tiles of {1} rows, the last of a block of {2}, {3} selected")
    @CsvSource({"50, 256, 256, 1", "51, 250, 17, 1", "52, 256, 100, 0.3", "53, 8, 3, 1", "54, 33, 33, 0.7"})
    void everyPageAndChunkStatesItsExactRange(long seed, int tileRows, int lastTileRows, double selectivity)
            throws Exception {
        HandMadeGrid grid = new HandMadeGrid(seed, tileRows, 4, lastTileRows, selectivity);
        Path file = directory.resolve("grid.parquet");
        ParquetOptions options = ParquetOptions.DEFAULT.withPageRows(300, 500);
        try (ParquetSink sink = ParquetSink.open(OutputTarget.local(file, false), grid.columns(), options)) {
            grid.writeTo(sink, 2, 5);
            sink.finish(Map.of());
        }

        PageIndexes.check(file, grid.expected());
    }
}
