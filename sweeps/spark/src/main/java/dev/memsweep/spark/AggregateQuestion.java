package dev.memsweep.spark;

import dev.memsweep.formula.Value;
import dev.memsweep.grid.Grid;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import dev.memsweep.query.GroupSink;
import dev.memsweep.query.Joins;
import dev.memsweep.query.Reordering;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Counts, extremes and exact sums, by groups of parameters that are on axes. Slices answer for their own rows; Spark adds
 * the answers up.
 *
 * @param groupBy parameters on axes, and their types
 * @param aggregates what is wanted of each group
 */
record AggregateQuestion(List<Group> groupBy, List<Aggregate> aggregates) implements ScanQuestion {
    /** Groups of a slice beyond which its answer is not small. */
    static final long MOST_GROUPS = 1 << 16;

    /** What a group is told by: a parameter, and the type of its column. */
    record Group(String parameter, ColumnType type) implements java.io.Serializable {}

    /** The aggregates that are exact in any order of the rows. */
    enum Kind {
        COUNT,
        MIN,
        MAX,
        SUM
    }

    /** An aggregate of a column; the column of a count is empty. */
    record Aggregate(Kind kind, String column, ColumnType type) implements java.io.Serializable {
        String name() {
            return kind == Kind.COUNT ? "COUNT(*)" : kind + "(" + column + ")";
        }
    }

    @Override
    public StructType schema() {
        StructType schema = new StructType();
        for (Group group : groupBy) {
            schema = schema.add(group.parameter(), SparkTypes.of(group.type()), false);
        }
        for (Aggregate aggregate : aggregates) {
            boolean counts = aggregate.kind() == Kind.COUNT || aggregate.kind() == Kind.SUM;
            schema = schema.add(aggregate.name(), counts ? DataTypes.LongType : SparkTypes.of(aggregate.type()), true);
        }
        return schema;
    }

    private List<String> parameters() {
        return groupBy.stream().map(Group::parameter).toList();
    }

    /** Groups are consecutive rows then. */
    @Override
    public Sweep arranged(Sweep sweep) {
        return Joins.join(Reordering.outermost(sweep, parameters()));
    }

    @Override
    public List<String> columns() {
        return aggregates.stream()
                .filter(aggregate -> aggregate.kind() != Kind.COUNT)
                .map(Aggregate::column)
                .distinct()
                .toList();
    }

    @Override
    public List<InternalRow> answer(Plan plan, TileCounts tiles) {
        Sweep sweep = plan.sweep();
        long[] starts = Reordering.groupStarts(sweep, parameters());
        boolean sums = aggregates.stream().anyMatch(aggregate -> aggregate.kind() == Kind.SUM);
        GroupSink sink = new GroupSink(plan, starts, columns(), sums);
        tiles.run(plan, sink);
        if (sink.groups().isEmpty()) {
            return answerOfNothing();
        }
        List<InternalRow> rows = new ArrayList<>();
        sink.groups()
                .forEach((number, group) ->
                        addRows(rows, sweep.grid(), sweep.grid().coordinates(starts[number.intValue()]), group));
        return rows;
    }

    /** Adds a row for a group, and more where a sum does not fit one. */
    private void addRows(List<InternalRow> rows, Grid grid, int[] positions, GroupSink.Group group) {
        List<List<Long>> sums = new ArrayList<>();
        int longest = 1;
        for (Aggregate aggregate : aggregates) {
            List<Long> terms = aggregate.kind() == Kind.SUM
                    ? SumTerms.of(group.sum(columns().indexOf(aggregate.column())))
                    : List.of();
            sums.add(terms);
            longest = Math.max(longest, terms.size());
        }
        for (int row = 0; row < longest; row++) {
            Object[] values = new Object[groupBy.size() + aggregates.size()];
            for (int i = 0; i < groupBy.size(); i++) {
                Value value = Objects.requireNonNull(grid.valueAt(groupBy.get(i).parameter(), positions));
                values[i] = SparkTypes.internal(value, groupBy.get(i).type());
            }
            for (int i = 0; i < aggregates.size(); i++) {
                values[groupBy.size() + i] = value(aggregates.get(i), group, sums.get(i), row);
            }
            rows.add(new GenericInternalRow(values));
        }
    }

    /** What a row says of a group: counts and sums add up over the rows of it. */
    private Object value(Aggregate aggregate, GroupSink.Group group, List<Long> terms, int row) {
        int column = columns().indexOf(aggregate.column());
        return switch (aggregate.kind()) {
            case COUNT -> (Object) (row == 0 ? group.rows() : 0L);
            case MIN -> SparkTypes.internal(group.least(column), aggregate.type());
            case MAX -> SparkTypes.internal(group.greatest(column), aggregate.type());
            case SUM -> (Object) (row < terms.size() ? terms.get(row) : 0L);
        };
    }

    /** No group; without groups, a row of zeros and NULLs. */
    @Override
    public List<InternalRow> answerOfNothing() {
        if (!groupBy.isEmpty()) {
            return List.of();
        }
        Object[] values = new Object[aggregates.size()];
        for (int i = 0; i < values.length; i++) {
            if (aggregates.get(i).kind() == Kind.COUNT) {
                values[i] = 0L;
            }
        }
        return List.of(new GenericInternalRow(values));
    }

    @Override
    public long mostRows(Sweep arranged) {
        return Reordering.groups(arranged, parameters());
    }

    @Override
    public String description() {
        List<String> names = aggregates.stream().map(Aggregate::name).toList();
        String by = groupBy.isEmpty() ? "" : ", PushedGroupBy: [" + String.join(", ", parameters()) + "]";
        return "PushedAggregates: [" + String.join(", ", names) + "]" + by;
    }
}
