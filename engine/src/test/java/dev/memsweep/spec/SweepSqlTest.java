package dev.memsweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Value;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SweepSqlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "columns: [tp, pp, dropout, fused, recompute]",
                """
                fixed: {model: large, dropout: 0.1}
                axes: {tp: [1, 2, 4], fused: [false, true]}
                columns: [model, tp, fused, total_bytes, fits, level, dropout]
                """,
                """
                axes:
                  model: [small, {mid: {params: 3, hidden: 7, layers: 9, family: o'x}}]
                  precision: [fp16, fp32]
                  recompute: [none, selective, full]
                  tp: {pow2: [1, 4]}
                  pp: {divisors_of: 8}
                derive:
                  family: model.family
                  tied: model.tied
                  select: tp * pp
                  order: {expr: master_bytes / 3, unit: bytes}
                where: [select <= 8, model == mid or tp < 4, "total_bytes > 0"]
                columns: [model, family, master, select, order, tied, weight_bytes, master_bytes,
                  activation_bytes, total_bytes, fits, level, stage_layers]
                """,
                """
                axes: {x: {zip: {dropout: [0, 1e-3, 0.3333333333333333], seq_len: [1, 1000000, 77]}}}
                fixed: {model: small}
                derive: {root: sqrt(dropout) * 1e-7}
                columns: [dropout, seq_len, root, activation_bytes]
                """,
                """
                axes: {params: [1, 9223372036854775807]}
                derive: {where: params // 3}
                columns: [params, where]
                """,
                """
                axes: {tp: [1, 2], fused: {values: [true], when: tp > 1, else: false}}
                columns: [tp, fused]
                """,
                """
                fixed: {params: 12}
                axes: {precision: [fp32, fp16]}
                columns: [precision, master, master_bytes]
                """,
            })
    void givesWhatTheNumberReadingGives(String yaml) throws SQLException {
        Sweep sweep = Sweeps.bind(yaml);

        assertThat(run(SweepSql.ordered(sweep))).isEqualTo(expected(sweep));
        assertThat(run(SweepSql.unordered(sweep))).containsExactlyInAnyOrderElementsOf(expected(sweep));
    }

    @Test
    void isOneReadableQuery() {
        Sweep sweep = Sweeps.bind("""
                fixed: {params: 12}
                axes: {precision: [fp16, fp32], tp: [1, 2]}
                where: [tp > 1]
                columns: [tp, weight_bytes]
                """);

        assertThat(SweepSql.ordered(sweep)).isEqualTo("""
                        WITH
                        axis_1 AS (
                          SELECT CAST(c0 AS BIGINT) AS position__1, CAST(c1 AS VARCHAR) AS precision, \
                        CAST(c2 AS BIGINT) AS precision__weight_bytes
                          FROM (VALUES (0, 'fp16', 2), (1, 'fp32', 4)) AS v(c0, c1, c2)
                        ),
                        axis_2 AS (
                          SELECT CAST(c0 AS BIGINT) AS position__2, CAST(c1 AS BIGINT) AS tp
                          FROM (VALUES (0, 1), (1, 2)) AS v(c0, c1)
                        ),
                        grid AS (
                          SELECT * FROM axis_1 CROSS JOIN axis_2
                        ),
                        layer_1 AS (
                          SELECT *,
                            CAST(1 AS BIGINT) AS pp
                          FROM grid
                        ),
                        layer_2 AS (
                          SELECT *,
                            CAST(round((CAST((CAST(12 AS BIGINT) * precision__weight_bytes) AS DOUBLE) / \
                        CAST((tp * pp) AS DOUBLE))) AS BIGINT) AS weight_bytes
                          FROM layer_1
                        )
                        SELECT
                          CAST(tp AS INTEGER) AS tp,
                          CAST(weight_bytes AS BIGINT) AS weight_bytes
                        FROM layer_2
                        WHERE (tp > CAST(1 AS BIGINT))
                        ORDER BY position__1, position__2
                        """);
    }

    @Test
    void hasTheTypesOfTheColumns() throws SQLException {
        Sweep sweep = Sweeps.bind("fixed: {model: small}\ncolumns: [tp, params, dropout, fused, model, fits]\n");

        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SweepSql.ordered(sweep))) {
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                types.add(rows.getMetaData().getColumnTypeName(i));
            }
            assertThat(types).containsExactly("INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "VARCHAR", "BOOLEAN");
        }
    }

    @Test
    void refusesAFormulaThatBearsTheNameOfAnAttributeColumn() {
        Sweep sweep = Sweeps.bind(
                "name: a\naxes: {model: [small]}\nderive: {model__hidden: '1'}\ncolumns: [model__hidden, hidden]\n");

        assertThatThrownBy(() -> SweepSql.ordered(sweep))
                .hasMessage(
                        "a: 'model__hidden' is in SQL the column of attribute 'hidden' of 'model'; use another name");
    }

    private static List<List<String>> expected(Sweep sweep) {
        List<List<String>> rows = new ArrayList<>();
        for (long row = 0; row < sweep.grid().rows(); row++) {
            NumberReading reading = new NumberReading(
                    sweep.formulas(), sweep.inputsAt(sweep.grid().coordinates(row)));
            if (sweep.conditions().stream().allMatch(condition -> reading.truth(condition.expr()))) {
                rows.add(sweep.columns().stream()
                        .map(column -> shown(reading.value(column)))
                        .toList());
            }
        }
        return rows;
    }

    private static String shown(Value value) {
        return value instanceof Value.Real real ? Double.toString(real.value()) : value.toString();
    }

    private static List<List<String>> run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
