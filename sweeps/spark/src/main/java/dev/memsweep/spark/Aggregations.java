package dev.memsweep.spark;

import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.spark.AggregateQuestion.Aggregate;
import dev.memsweep.spark.AggregateQuestion.Group;
import dev.memsweep.spark.AggregateQuestion.Kind;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.aggregate.Max;
import org.apache.spark.sql.connector.expressions.aggregate.Min;
import org.apache.spark.sql.connector.expressions.aggregate.Sum;

/** Spark's aggregations as questions: those whose answers are exact, by parameters that are on axes. */
final class Aggregations {
    private final Map<String, Column> columns;
    private final Sweep sweep;

    Aggregations(Map<String, Column> columns, Sweep sweep) {
        this.columns = columns;
        this.sweep = sweep;
    }

    /** The question; nothing when a part of it would be inexact, or its answer long. */
    Optional<AggregateQuestion> of(Aggregation aggregation) {
        List<Group> groups = new ArrayList<>();
        List<Integer> axes = new ArrayList<>();
        long groupCount = 1;
        for (Expression expression : aggregation.groupByExpressions()) {
            Optional<Column> column = column(expression);
            int axis = column.map(found -> sweep.grid().axisOf(found.name())).orElse(-1);
            if (column.isEmpty() || axis < 0) {
                return Optional.empty();
            }
            groups.add(new Group(column.get().name(), column.get().type()));
            if (!axes.contains(axis)) {
                axes.add(axis);
                groupCount *= sweep.grid().axes().get(axis).size();
            }
            if (groupCount > AggregateQuestion.MOST_GROUPS) {
                return Optional.empty();
            }
        }
        List<Aggregate> aggregates = new ArrayList<>();
        for (AggregateFunc function : aggregation.aggregateExpressions()) {
            Optional<Aggregate> aggregate = aggregate(function);
            if (aggregate.isEmpty()) {
                return Optional.empty();
            }
            aggregates.add(aggregate.get());
        }
        return Optional.of(new AggregateQuestion(groups, aggregates));
    }

    private Optional<Column> column(Expression expression) {
        return expression instanceof NamedReference reference && reference.fieldNames().length == 1
                ? Optional.ofNullable(columns.get(reference.fieldNames()[0]))
                : Optional.empty();
    }

    private Optional<Aggregate> aggregate(AggregateFunc function) {
        if (function instanceof CountStar) {
            return Optional.of(new Aggregate(Kind.COUNT, "", ColumnType.INT64));
        }
        if (function instanceof Count count && !count.isDistinct()) {
            // No value is NULL.
            return column(count.column()).map(column -> new Aggregate(Kind.COUNT, "", ColumnType.INT64));
        }
        if (function instanceof Min min) {
            return extreme(Kind.MIN, min.column());
        }
        if (function instanceof Max max) {
            return extreme(Kind.MAX, max.column());
        }
        if (function instanceof Sum sum && !sum.isDistinct()) {
            return column(sum.column())
                    .filter(column -> column.type() == ColumnType.INT32 || column.type() == ColumnType.INT64)
                    .map(column -> new Aggregate(Kind.SUM, column.name(), column.type()));
        }
        return Optional.empty();
    }

    private Optional<Aggregate> extreme(Kind kind, Expression expression) {
        return column(expression)
                .filter(column -> column.type() != ColumnType.LABEL)
                .map(column -> new Aggregate(kind, column.name(), column.type()));
    }
}
