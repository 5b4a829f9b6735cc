package dev.memsweep.spark;

import dev.memsweep.formula.NumberReading;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import dev.memsweep.query.Joins;
import dev.memsweep.query.Order;
import dev.memsweep.query.TopSink;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The first rows by some columns of numbers or flags.
 *
 * @param output names of the columns of the answer
 * @param schema types of these
 * @param orderColumns what is ordered by, the most important first
 * @param descending for each of these, whether the greatest come first
 * @param limit how many rows are wanted
 */
record TopQuestion(
        List<String> output, StructType schema, List<String> orderColumns, List<Boolean> descending, int limit)
        implements ScanQuestion {
    /** Rows beyond which Spark's own sort is no worse. */
    static final int MOST_ROWS = 10_000;

    @Override
    public Sweep arranged(Sweep sweep) {
        return Joins.join(sweep);
    }

    @Override
    public List<String> columns() {
        Set<String> all = new LinkedHashSet<>(output);
        all.addAll(orderColumns);
        return List.copyOf(all);
    }

    @Override
    public List<InternalRow> answer(Plan plan, TileCounts tiles) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < orderColumns.size(); i++) {
            orders.add(new Order(orderColumns.get(i), descending.get(i)));
        }
        TopSink sink = new TopSink(plan, limit, orders);
        tiles.run(plan, sink);
        Map<String, Column> columns =
                plan.columns().stream().collect(Collectors.toMap(Column::name, Function.identity()));
        return sink.rows().stream().map(row -> row(plan.sweep(), row, columns)).toList();
    }

    /** A row, evaluated by itself. */
    private InternalRow row(Sweep sweep, long row, Map<String, Column> columns) {
        NumberReading reading =
                new NumberReading(sweep.formulas(), sweep.inputsAt(sweep.grid().coordinates(row)));
        Object[] values = new Object[output.size()];
        for (int i = 0; i < values.length; i++) {
            String name = output.get(i);
            Column column = columns.get(name);
            if (column != null) {
                values[i] = SparkTypes.internal(reading.value(name), column.type());
            }
        }
        return new GenericInternalRow(values);
    }

    @Override
    public List<InternalRow> answerOfNothing() {
        return List.of();
    }

    @Override
    public long mostRows(Sweep arranged) {
        return limit;
    }

    @Override
    public String description() {
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < orderColumns.size(); i++) {
            orders.add(orderColumns.get(i) + (descending.get(i) ? " DESC" : " ASC"));
        }
        return "PushedTopN: ORDER BY [" + String.join(", ", orders) + "] LIMIT " + limit;
    }
}
