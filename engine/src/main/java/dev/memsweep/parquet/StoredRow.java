package dev.memsweep.parquet;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;

/** Reads one row of a file, out of the row group that holds it; the others are not read. */
public final class StoredRow {
    private StoredRow() {}

    /**
     * The values of a row by column, in the order of the file: a Long, Double, Boolean or String each.
     *
     * @param row counted from 0
     * @throws IOException when the file cannot be read
     * @throws RuntimeException when it is damaged, has no such row, or columns of a kind that memsweep does not write
     */
    public static Map<String, Object> read(InputFile file, long row) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new Decompressors())
                .usePageChecksumVerification(true)
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(file, options)) {
            List<BlockMetaData> groups = reader.getRowGroups();
            long rest = row;
            int group = 0;
            while (group < groups.size() && rest >= groups.get(group).getRowCount()) {
                rest -= groups.get(group).getRowCount();
                group++;
            }
            if (row < 0 || group == groups.size()) {
                throw new IllegalArgumentException("no row " + row);
            }
            Map<String, Object> values = new LinkedHashMap<>();
            MessageType schema = reader.getFileMetaData().getSchema();
            for (ColumnDescriptor column : schema.getColumns()) {
                String name = column.getPath()[0];
                if (column.getMaxDefinitionLevel() > 0 || column.getMaxRepetitionLevel() > 0) {
                    throw new ParquetDecodingException("column " + name + " is optional or repeated");
                }
                // Each column by itself: the memory is that of the longest one.
                MessageType alone = new MessageType(schema.getName(), schema.getType(name));
                reader.setRequestedSchema(alone);
                values.put(name, value(reader, group, rest, alone));
            }
            return values;
        }
    }

    private static Object value(ParquetFileReader reader, int group, long row, MessageType column) throws IOException {
        try (PageReadStore pages = reader.readRowGroup(group)) {
            ColumnReader values = new ColumnReadStoreImpl(
                            pages,
                            new GroupRecordConverter(column).getRootConverter(),
                            column,
                            reader.getFileMetaData().getCreatedBy())
                    .getColumnReader(column.getColumns().get(0));
            for (long i = 0; i < row; i++) {
                values.skip();
                values.consume();
            }
            return switch (column.getColumns().get(0).getPrimitiveType().getPrimitiveTypeName()) {
                case INT32 -> (long) values.getInteger();
                case INT64 -> values.getLong();
                case DOUBLE -> values.getDouble();
                case BOOLEAN -> values.getBoolean();
                case BINARY -> values.getBinary().toStringUsingUTF8();
                case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY ->
                    throw new ParquetDecodingException("memsweep writes no column like "
                            + column.getColumns().get(0));
            };
        }
    }
}
