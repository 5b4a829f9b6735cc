package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Bounds;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import java.util.Arrays;
import java.util.List;

/**
 * How rows are compared by one column: a whole number for each value, the lesser the better. Reals are mapped to whole
 * numbers in their order, {@code -0.0} before {@code 0.0}.
 *
 * @param column position among the plan's columns
 * @param type of the column; labels have no order
 * @param scalar whether it is one value a tile
 * @param descending whether greater values are better
 */
record Key(int column, ColumnType type, boolean scalar, boolean descending) {
    Key {
        if (type == ColumnType.LABEL) {
            throw new IllegalArgumentException("labels have no order");
        }
    }

    static Key of(Plan plan, Order order) {
        List<Column> columns = plan.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(order.column())) {
                Column column = columns.get(i);
                return new Key(i, column.type(), column.shape().scalar(), order.descending());
            }
        }
        throw new IllegalArgumentException("the plan has no column " + order.column());
    }

    static List<Key> of(Plan plan, List<Order> orders) {
        return orders.stream().map(order -> of(plan, order)).toList();
    }

    /** The keys of the selected rows of a tile, in their order: {@code keys}, or a longer array where that is too short. */
    long[] read(Tile tile, long[] keys) {
        int rows = tile.selectedRows();
        long[] read = keys.length < rows ? new long[tile.rows()] : keys;
        if (scalar) {
            Arrays.fill(read, 0, rows, of(tile, 0));
            return read;
        }
        boolean dense = tile.dense();
        int[] selection = tile.selection();
        long complement = descending ? -1 : 0;
        switch (type) {
            case INT32, INT64, LABEL -> {
                long[] values = tile.longs(column);
                for (int i = 0; i < rows; i++) {
                    read[i] = values[dense ? i : selection[i]] ^ complement;
                }
            }
            case REAL -> {
                double[] values = tile.reals(column);
                for (int i = 0; i < rows; i++) {
                    read[i] = ordered(values[dense ? i : selection[i]]) ^ complement;
                }
            }
            case FLAG -> {
                boolean[] values = tile.flags(column);
                for (int i = 0; i < rows; i++) {
                    read[i] = (values[dense ? i : selection[i]] ? 1 : 0) ^ complement;
                }
            }
        }
        return read;
    }

    /** The key of a lane. */
    long of(Tile tile, int lane) {
        int at = scalar ? 0 : lane;
        long ascending = switch (type) {
            case INT32, INT64, LABEL -> tile.longs(column)[at];
            case REAL -> ordered(tile.reals(column)[at]);
            case FLAG -> tile.flags(column)[at] ? 1 : 0;
        };
        return descending ? ~ascending : ascending;
    }

    /** Whether the value is known to exist for every row of a sub-grid. */
    boolean certain(SubGrid subGrid) {
        return subGrid.bounds(column).certain();
    }

    /** A key that no row of a sub-grid is below; the least of all where nothing is known. */
    long best(SubGrid subGrid) {
        Bounds bounds = subGrid.bounds(column);
        if (!bounds.certain()) {
            return Long.MIN_VALUE;
        }
        return descending ? ~greatest(bounds) : least(bounds);
    }

    /** A key that no row of a sub-grid is above; the greatest of all where nothing is known. */
    long worst(SubGrid subGrid) {
        Bounds bounds = subGrid.bounds(column);
        if (!bounds.certain()) {
            return Long.MAX_VALUE;
        }
        return descending ? ~least(bounds) : greatest(bounds);
    }

    private long least(Bounds bounds) {
        return type == ColumnType.REAL ? ordered(bounds.low() == 0 ? -0.0 : bounds.low()) : (long) bounds.low();
    }

    private long greatest(Bounds bounds) {
        return type == ColumnType.REAL ? ordered(bounds.high() == 0 ? 0.0 : bounds.high()) : (long) bounds.high();
    }

    /** The value behind a key: a Long, Double or Boolean. */
    Object value(long key) {
        long ascending = descending ? ~key : key;
        return switch (type) {
            case INT32, INT64, LABEL -> ascending;
            case REAL -> real(ascending);
            case FLAG -> ascending == 1;
        };
    }

    static long ordered(double real) {
        long bits = Double.doubleToRawLongBits(real);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    static double real(long ordered) {
        return Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
    }
}
