package dev.memsweep.spark;

import dev.memsweep.formula.InputException;
import dev.memsweep.grid.Axis;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownTopN;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Takes over what the sweep can do for a query better than Spark: columns, filters, limits, orders and aggregates. */
final class SweepScanBuilder
        implements SupportsPushDownV2Filters,
                SupportsPushDownRequiredColumns,
                SupportsPushDownAggregates,
                SupportsPushDownLimit,
                SupportsPushDownTopN {
    private final SweepTable table;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private Sweep sweep;
    private List<String> required;
    private Predicate[] pushed = {};
    private List<String> conditions = List.of();
    private long limit = Long.MAX_VALUE;
    private @Nullable ScanQuestion question;

    SweepScanBuilder(SweepTable table) {
        this.table = table;
        this.sweep = table.sweep();
        table.sweepColumns().forEach(column -> columns.put(column.name(), column));
        this.required = List.copyOf(columns.keySet());
    }

    /** Takes over those that the formula language can say; the rest is handed back. */
    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        FilterText translation = new FilterText(columns, labels());
        List<Predicate> taken = new ArrayList<>();
        List<Predicate> handedBack = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Predicate predicate : predicates) {
            Optional<String> text = translation.of(predicate);
            (text.isPresent() ? taken : handedBack).add(predicate);
            text.filter(condition -> !condition.equals("true")).ifPresent(texts::add);
        }
        try {
            sweep = table.with(texts);
        } catch (InputException e) {
            // A condition that the language takes for a mistake.
            return predicates;
        }
        conditions = texts;
        pushed = taken.toArray(Predicate[]::new);
        return handedBack.toArray(Predicate[]::new);
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.clone();
    }

    /** What label columns can hold: the labels of an axis, or those of the rows that the sweep can name. */
    private Map<String, Set<String>> labels() {
        Map<String, Set<String>> labels = new LinkedHashMap<>();
        for (Axis axis : sweep.grid().axes()) {
            for (Axis.Values values : axis.columns()) {
                Set<String> distinct = new LinkedHashSet<>();
                values.values().forEach(value -> distinct.add(value.toString()));
                labels.put(values.parameter(), distinct);
            }
        }
        columns.forEach((name, column) -> {
            if (column.type() == ColumnType.LABEL) {
                labels.putIfAbsent(name, new LinkedHashSet<>(column.dictionary()));
            }
        });
        return labels;
    }

    @Override
    public void pruneColumns(StructType schema) {
        required = List.of(schema.fieldNames());
    }

    /** The parts are added up by Spark. */
    @Override
    public boolean supportCompletePushDown(Aggregation aggregation) {
        return false;
    }

    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        Optional<AggregateQuestion> asked = new Aggregations(columns, sweep).of(aggregation);
        asked.ifPresent(found -> question = found);
        return asked.isPresent();
    }

    @Override
    public boolean pushLimit(int rows) {
        limit = rows;
        return true;
    }

    @Override
    public boolean pushTopN(SortOrder[] orders, int rows) {
        if (rows < 1 || rows > TopQuestion.MOST_ROWS) {
            return false;
        }
        List<String> by = new ArrayList<>();
        List<Boolean> descending = new ArrayList<>();
        for (SortOrder order : orders) {
            Optional<Column> column = column(order.expression());
            if (column.isEmpty() || column.get().type() == ColumnType.LABEL) {
                return false;
            }
            by.add(column.get().name());
            descending.add(order.direction() == SortDirection.DESCENDING);
        }
        question = new TopQuestion(required, schema(required), by, descending, rows);
        return true;
    }

    /** A slice gives its own first rows; Spark chooses among them. */
    @Override
    public boolean isPartiallyPushed() {
        return true;
    }

    private Optional<Column> column(Expression expression) {
        return expression instanceof NamedReference reference && reference.fieldNames().length == 1
                ? Optional.ofNullable(columns.get(reference.fieldNames()[0]))
                : Optional.empty();
    }

    private StructType schema(List<String> names) {
        List<Column> some = new ArrayList<>();
        names.forEach(name -> {
            Column column = columns.get(name);
            if (column != null) {
                some.add(column);
            }
        });
        return SparkTypes.schema(some);
    }

    @Override
    public Scan build() {
        ScanQuestion asked = question;
        if (asked instanceof TopQuestion top) {
            // The columns may have been chosen after the order.
            asked = new TopQuestion(required, schema(required), top.orderColumns(), top.descending(), top.limit());
        }
        StructType schema = asked != null ? asked.schema() : schema(required);
        ScanPlan plan =
                ScanPlan.of(sweep, required, asked, limit, table.options().partitions());
        return new SweepScan(table.name(), schema, conditions, plan);
    }

    @Override
    public String toString() {
        return table.name() + Arrays.toString(pushed);
    }
}
