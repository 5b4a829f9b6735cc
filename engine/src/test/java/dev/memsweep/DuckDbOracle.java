package dev.memsweep;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** DuckDB as an independent engine: it computes a sweep from its SQL and compares the rows of a file with it. */
final class DuckDbOracle implements AutoCloseable {
    private final Connection connection;

    DuckDbOracle() throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET threads = 2");
    }

    /** Number of rows that {@code sql} gives. */
    long rows(String sql) throws SQLException {
        return number("SELECT count(*) FROM (" + sql + ")");
    }

    /** Rows of the file that differ, at the same place, from those of the ordered query {@code sql}, in any column. */
    long differences(Path file, String sql, List<String> columns) throws SQLException {
        execute("CREATE OR REPLACE TABLE expected AS " + sql);
        execute("CREATE OR REPLACE TABLE actual AS SELECT * FROM read_parquet('" + file + "')");
        String differ = columns.stream()
                .map(name -> "e.\"" + name + "\" IS DISTINCT FROM a.\"" + name + "\"")
                .collect(Collectors.joining(" OR "));
        return number("SELECT count(*) FROM expected e POSITIONAL JOIN actual a WHERE " + differ);
    }

    /**
     * What two tables share only if they have the same rows, in whatever order; but for a chance of 1 in 2^64.
     *
     * @param columns as {@link #schema} gives them
     */
    String fingerprint(String rows, List<String> columns) throws SQLException {
        String row = columns.stream()
                .map(column -> "CAST(" + column.replace(" ", " AS ") + ")")
                .collect(Collectors.joining(", "));
        String sql = "SELECT count(*) || ' rows, ' || sum(hash(" + row + ")::HUGEINT) FROM (" + rows + ")";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** Rows of the file. */
    long fileRows(Path file) throws SQLException {
        return number("SELECT count(*) FROM read_parquet('" + file + "')");
    }

    /** Column names and types of the file, as {@code name TYPE}. */
    List<String> schema(Path file) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM read_parquet('" + file + "')")) {
            List<String> schema = new ArrayList<>();
            while (rows.next()) {
                schema.add(rows.getString(1) + " " + rows.getString(2));
            }
            return schema;
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
