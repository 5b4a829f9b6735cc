package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.BoundaryOrder;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Holds what a file states of its chunks and pages to its values and to the headers of its pages. */
public final class PageIndexes {
    private final ParquetFileReader reader;
    private final SeekableInputStream bytes;

    private PageIndexes(ParquetFileReader reader, SeekableInputStream bytes) {
        this.reader = reader;
        this.bytes = bytes;
    }

    /**
     * Checks statistics, column index and offset index of every chunk.
     *
     * @param values what the file holds, by column: Long, Double, Boolean or String
     */
    public static void check(Path file, List<List<Object>> values) throws IOException {
        try (ParquetFileReader reader = ParquetFiles.open(file);
                SeekableInputStream bytes = new LocalInputFile(file).newStream()) {
            PageIndexes indexes = new PageIndexes(reader, bytes);
            int firstRow = 0;
            for (BlockMetaData block : reader.getFooter().getBlocks()) {
                int endRow = firstRow + Math.toIntExact(block.getRowCount());
                for (int c = 0; c < values.size(); c++) {
                    indexes.checkChunk(block.getColumns().get(c), values.get(c).subList(firstRow, endRow));
                }
                firstRow = endRow;
            }
            assertThat(firstRow).isEqualTo(values.get(0).size());
        }
    }

    private void checkChunk(ColumnChunkMetaData chunk, List<Object> values) throws IOException {
        String name = chunk.getPath().toDotString();
        PrimitiveType type = chunk.getPrimitiveType();
        assertThat(decode(chunk.getStatistics().getMinBytes(), type)).as(name).isEqualTo(min(values));
        assertThat(decode(chunk.getStatistics().getMaxBytes(), type)).as(name).isEqualTo(max(values));
        assertThat(chunk.getStatistics().getNumNulls()).as(name).isZero();
        assertThat(chunk.getValueCount()).as(name).isEqualTo(values.size());
        checkOffsets(chunk, name);
        checkRanges(chunk, name, type, values);
    }

    /** The offset index says where the pages are, of which each has a checksum. */
    private void checkOffsets(ColumnChunkMetaData chunk, String name) throws IOException {
        OffsetIndex offsets = reader.readOffsetIndex(chunk);
        long end = chunk.getStartingPos() + chunk.getTotalSize();
        long firstRow = 0;
        int page = 0;
        bytes.seek(chunk.getStartingPos());
        while (bytes.getPos() < end) {
            long start = bytes.getPos();
            PageHeader header = Util.readPageHeader(bytes);
            long next = bytes.getPos() + header.getCompressed_page_size();
            assertThat(header.isSetCrc()).as(name).isTrue();
            if (header.getType() == PageType.DICTIONARY_PAGE) {
                assertThat(chunk.getDictionaryPageOffset()).as(name).isEqualTo(start);
            } else {
                assertThat(header.getType()).as(name).isEqualTo(PageType.DATA_PAGE);
                assertThat(offsets.getOffset(page)).as(name).isEqualTo(start);
                assertThat(offsets.getCompressedPageSize(page)).as(name).isEqualTo(next - start);
                assertThat(offsets.getFirstRowIndex(page)).as(name).isEqualTo(firstRow);
                firstRow += Objects.requireNonNull(header.getData_page_header()).getNum_values();
                page++;
            }
            bytes.seek(next);
        }
        assertThat(bytes.getPos()).as(name).isEqualTo(end);
        assertThat(offsets.getPageCount()).as(name).isEqualTo(page);
        assertThat(firstRow).as(name).isEqualTo(chunk.getValueCount());
    }

    private void checkRanges(ColumnChunkMetaData chunk, String name, PrimitiveType type, List<Object> values)
            throws IOException {
        ColumnIndex ranges = reader.readColumnIndex(chunk);
        OffsetIndex offsets = reader.readOffsetIndex(chunk);
        int pages = offsets.getPageCount();
        assertThat(ranges.getMinValues()).as(name).hasSize(pages);
        assertThat(ranges.getNullPages()).as(name).isEqualTo(Collections.nCopies(pages, false));
        assertThat(ranges.getNullCounts()).as(name).isEqualTo(Collections.nCopies(pages, 0L));
        List<Object> minima = new ArrayList<>();
        List<Object> maxima = new ArrayList<>();
        for (int p = 0; p < pages; p++) {
            int from = Math.toIntExact(offsets.getFirstRowIndex(p));
            int to = Math.toIntExact(offsets.getLastRowIndex(p, values.size())) + 1;
            List<Object> page = values.subList(from, to);
            minima.add(min(page));
            maxima.add(max(page));
            assertThat(decode(bytes(ranges.getMinValues().get(p)), type))
                    .as(name)
                    .isEqualTo(minima.get(p));
            assertThat(decode(bytes(ranges.getMaxValues().get(p)), type))
                    .as(name)
                    .isEqualTo(maxima.get(p));
            if (type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
                assertThat(offsets.getUnencodedByteArrayDataBytes(p)).as(name).hasValue(labelBytes(page));
            }
        }
        assertThat(ranges.getBoundaryOrder()).as(name).isEqualTo(order(minima, maxima));
    }

    private static BoundaryOrder order(List<Object> minima, List<Object> maxima) {
        if (isAscending(minima) && isAscending(maxima)) {
            return BoundaryOrder.ASCENDING;
        }
        Collections.reverse(minima);
        Collections.reverse(maxima);
        return isAscending(minima) && isAscending(maxima) ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    }

    private static boolean isAscending(List<Object> values) {
        for (int i = 1; i < values.size(); i++) {
            if (compare(values.get(i - 1), values.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object decode(byte[] bytes, PrimitiveType type) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> (long) in.getInt();
            case INT64 -> in.getLong();
            case DOUBLE -> in.getDouble();
            case BOOLEAN -> in.get() != 0;
            case BINARY -> new String(bytes, StandardCharsets.UTF_8);
            case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY -> throw new AssertionError(type);
        };
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** The format has -0.0 as lower bound of zeros of either sign. */
    private static Object min(List<Object> values) {
        Object min = values.stream().min(PageIndexes::compare).orElseThrow();
        return min.equals(0.0) ? Double.valueOf(-0.0) : min;
    }

    private static Object max(List<Object> values) {
        Object max = values.stream().max(PageIndexes::compare).orElseThrow();
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
