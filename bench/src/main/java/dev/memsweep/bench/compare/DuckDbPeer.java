package dev.memsweep.bench.compare;

import dev.memsweep.spec.SweepSql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB over JDBC: the SQL that memsweep prints, or the same with what does not depend on a row taken out by hand. */
final class DuckDbPeer implements Peer {
    private final Connection connection;
    private final Statement statement;
    private final List<String> preparation;
    private final String query;
    private final boolean copies;
    private final long rows;

    private DuckDbPeer(Reference reference, int threads, List<String> preparation, String query, boolean copies)
            throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        this.statement = connection.createStatement();
        this.preparation = preparation;
        this.query = query;
        this.copies = copies;
        this.rows = reference.rows();
        statement.execute("SET threads = " + threads);
        statement.execute("SET preserve_insertion_order = false");
    }

    /** The SQL of {@code memsweep sql --unordered}, copied to Parquet with the defaults. */
    static DuckDbPeer plain(Reference reference, int threads) throws SQLException {
        return new DuckDbPeer(reference, threads, List.of(), SweepSql.unordered(reference.sweep), true);
    }

    /** Two prepared tables and one multiplication a row, copied to Parquet with the defaults. */
    static DuckDbPeer hoisted(Reference reference, int threads) throws IOException, SQLException {
        return new DuckDbPeer(reference, threads, hoistedPreparation(reference), hoistedQuery(), true);
    }

    /** The hoisted query with the answer alone. */
    static DuckDbPeer evaluation(Reference reference, int threads) throws IOException, SQLException {
        return new DuckDbPeer(reference, threads, hoistedPreparation(reference), hoistedQuery(), false);
    }

    private static List<String> hoistedPreparation(Reference reference) throws IOException {
        List<String> statements = new ArrayList<>(reference.sqlTables());
        statements.add(PeerResource.text("duckdb-outer.sql"));
        return statements;
    }

    private static String hoistedQuery() throws IOException {
        return PeerResource.text("duckdb-rows.sql");
    }

    @Override
    public Answer run(Path out) throws SQLException {
        for (String sql : preparation) {
            statement.execute(sql);
        }
        if (copies) {
            statement.execute("COPY (" + query + ") TO '" + out + "' (FORMAT parquet)");
            return new Answer(rows, 0, 0);
        }
        return answer(statement, query);
    }

    /** The answer over a query or table. */
    static Answer answer(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(
                "SELECT count(*), count(*) FILTER (fits80), max(total_bytes) FROM (" + query + ")")) {
            result.next();
            return new Answer(result.getLong(1), result.getLong(2), result.getLong(3));
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
        connection.close();
    }
}
