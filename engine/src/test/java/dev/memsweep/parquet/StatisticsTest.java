package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.plan.ColumnType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
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

        try (ParquetFileReader reader = ParquetFiles.open(file)) {
            int firstRow = 0;
            for (BlockMetaData block : reader.getFooter().getBlocks()) {
                int endRow = firstRow + Math.toIntExact(block.getRowCount());
                for (int c = 0; c < grid.columns().size(); c++) {
                    List<Object> values = grid.expected().get(c).subList(firstRow, endRow);
                    checkChunk(
                            reader,
                            block.getColumns().get(c),
                            values,
                            grid.columns().get(c).type());
                }
                firstRow = endRow;
            }
            assertThat(firstRow).isEqualTo(grid.expected().get(0).size());
        }
    }

    private static void checkChunk(
            ParquetFileReader reader, ColumnChunkMetaData chunk, List<Object> values, ColumnType type)
            throws Exception {
        String name = chunk.getPath().toDotString();
        assertThat(decode(chunk.getStatistics().getMinBytes(), type)).as(name).isEqualTo(min(values));
        assertThat(decode(chunk.getStatistics().getMaxBytes(), type)).as(name).isEqualTo(max(values));
        assertThat(chunk.getStatistics().getNumNulls()).as(name).isZero();
        ColumnIndex ranges = reader.readColumnIndex(chunk);
        OffsetIndex offsets = reader.readOffsetIndex(chunk);
        assertThat(ranges.getMinValues()).as(name).hasSize(offsets.getPageCount());
        for (int p = 0; p < offsets.getPageCount(); p++) {
            int from = Math.toIntExact(offsets.getFirstRowIndex(p));
            int to = Math.toIntExact(offsets.getLastRowIndex(p, values.size())) + 1;
            List<Object> page = values.subList(from, to);
            assertThat(decode(bytes(ranges.getMinValues().get(p)), type))
                    .as(name)
                    .isEqualTo(min(page));
            assertThat(decode(bytes(ranges.getMaxValues().get(p)), type))
                    .as(name)
                    .isEqualTo(max(page));
            if (type == ColumnType.LABEL) {
                assertThat(offsets.getUnencodedByteArrayDataBytes(p)).as(name).hasValue(labelBytes(page));
            }
        }
    }

    private static Object decode(byte[] bytes, ColumnType type) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case INT32 -> (long) in.getInt();
            case INT64 -> in.getLong();
            case REAL -> in.getDouble();
            case FLAG -> in.get() != 0;
            case LABEL -> new String(bytes, StandardCharsets.UTF_8);
        };
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** The format has -0.0 as lower bound of zeros of either sign. */
    private static Object min(List<Object> values) {
        Object min = values.stream().min(StatisticsTest::compare).orElseThrow();
        return min.equals(0.0) ? Double.valueOf(-0.0) : min;
    }

    private static Object max(List<Object> values) {
        Object max = values.stream().max(StatisticsTest::compare).orElseThrow();
        return max.equals(-0.0) ? Double.valueOf(0.0) : max;
    }

    private static int compare(Object a, Object b) {
        if (a instanceof String) {
            return Comparator.comparing((Object text) -> utf8(text), Arrays::compareUnsigned)
                    .compare(a, b);
        }
        if (a instanceof Boolean flag) {
            return Boolean.compare(flag, (Boolean) b);
        }
        return a instanceof Long number ? Long.compare(number, (Long) b) : Double.compare((Double) a, (Double) b);
    }

    private static long labelBytes(List<Object> labels) {
        return labels.stream().mapToLong(label -> utf8(label).length).sum();
    }

    private static byte[] utf8(Object text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
