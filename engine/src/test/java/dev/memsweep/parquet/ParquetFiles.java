package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads whole files by column, with readers that share no code with the encoders. */
public final class ParquetFiles {
    private ParquetFiles() {}

    static List<List<Object>> readWithDuckDb(Path file) throws SQLException {
        return query("SELECT * FROM read_parquet('" + file + "')");
    }

    /** The columns of a query's result as Long, Double, Boolean or String. */
    public static List<List<Object>> query(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return query(connection, sql);
        }
    }

    /** A connection for many queries. */
    static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:");
    }

    /** The same as {@link #query(String)}, over a connection. */
    static List<List<Object>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<List<Object>> columns = columns(rows.getMetaData().getColumnCount());
                while (rows.next()) {
                    for (int c = 0; c < columns.size(); c++) {
                        Object value = rows.getObject(c + 1);
                        columns.get(c).add(value instanceof Integer number ? Long.valueOf(number) : value);
                    }
                }
                return columns;
            }
        }
    }

    /** Opens a file with checks of the page checksums on. */
    static ParquetFileReader open(Path file) throws IOException {
        ParquetReadOptions options = HadoopReadOptions.builder(new org.apache.hadoop.conf.Configuration(false))
                .usePageChecksumVerification(true)
                .build();
        return ParquetFileReader.open(new LocalInputFile(file), options);
    }

    /** The columns of a file, as parquet-java reads them; a page with a wrong checksum is refused. */
    public static List<List<Object>> readWithParquetJava(Path file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            List<List<Object>> columns = columns(schema.getFieldCount());
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    Group group = records.read();
                    for (int c = 0; c < columns.size(); c++) {
                        columns.get(c).add(value(group, schema.getType(c), c));
                    }
                }
            }
            return columns;
        }
    }

    private static Object value(Group group, Type type, int field) {
        return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> (long) group.getInteger(field, 0);
            case INT64 -> group.getLong(field, 0);
            case DOUBLE -> group.getDouble(field, 0);
            case BOOLEAN -> group.getBoolean(field, 0);
            case BINARY -> group.getString(field, 0);
            case FLOAT, INT96, FIXED_LEN_BYTE_ARRAY -> throw new AssertionError(type);
        };
    }

    private static List<List<Object>> columns(int count) {
        List<List<Object>> columns = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            columns.add(new ArrayList<>());
        }
        return columns;
    }
}
