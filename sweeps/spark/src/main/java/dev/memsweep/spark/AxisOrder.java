package dev.memsweep.spark;

import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.unsafe.types.UTF8String;

/** The order of the rows of every slice, as far as it is one of values: rows are in the order of positions. */
final class AxisOrder {
    private AxisOrder() {}

    /**
     * The order by columns among {@code read}. It ends at the first axis of several positions on which no such column
     * ascends or descends strictly.
     */
    static List<SortOrder> of(Sweep sweep, Collection<String> read) {
        List<SortOrder> order = new ArrayList<>();
        for (Axis axis : sweep.grid().axes()) {
            if (axis.size() == 1) {
                continue;
            }
            Optional<SortOrder> strict = axis.columns().stream()
                    .filter(column -> read.contains(column.parameter()))
                    .flatMap(column -> direction(column).stream())
                    .findFirst();
            if (strict.isEmpty()) {
                break;
            }
            order.add(strict.get());
        }
        return order;
    }

    private static Optional<SortOrder> direction(Axis.Values column) {
        List<Value> values = column.values();
        int sign = Integer.signum(compare(values.get(1), values.get(0)));
        for (int i = 1; i < values.size(); i++) {
            if (sign == 0 || Integer.signum(compare(values.get(i), values.get(i - 1))) != sign) {
                return Optional.empty();
            }
        }
        SortDirection direction = sign > 0 ? SortDirection.ASCENDING : SortDirection.DESCENDING;
        return Optional.of(Expressions.sort(Expressions.column(column.parameter()), direction));
    }

    private static int compare(Value left, Value right) {
        if (left instanceof Value.Int a && right instanceof Value.Int b) {
            return Long.compare(a.value(), b.value());
        }
        if (left instanceof Value.Real a && right instanceof Value.Real b) {
            return a.value() < b.value() ? -1 : a.value() > b.value() ? 1 : 0;
        }
        if (left instanceof Value.Bool a && right instanceof Value.Bool b) {
            return Boolean.compare(a.value(), b.value());
        }
        return UTF8String.fromString(left.toString()).compareTo(UTF8String.fromString(right.toString()));
    }
}
