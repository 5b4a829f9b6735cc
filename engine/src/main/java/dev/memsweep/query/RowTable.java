package dev.memsweep.query;

import dev.memsweep.eval.Tile;
import dev.memsweep.formula.Value;
import dev.memsweep.plan.Column;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.List;

/** Rows with their values, column by column: a long for each, as in a tile; of reals its bits, of flags 0 or 1. */
public final class RowTable {
    private final List<Column> columns;
    private final List<LongArrayList> values = new ArrayList<>();
    private final LongArrayList numbers = new LongArrayList();

    /** A table without rows. */
    RowTable(List<Column> columns) {
        this.columns = columns;
        columns.forEach(column -> values.add(new LongArrayList()));
    }

    /** The columns. */
    public List<Column> columns() {
        return columns;
    }

    /** How many rows there are. */
    public int size() {
        return numbers.size();
    }

    /** Number in the grid, before conditions, of a row. */
    public long number(int row) {
        return numbers.getLong(row);
    }

    /** The whole number of a column of whole numbers. */
    public long whole(int column, int row) {
        return values.get(column).getLong(row);
    }

    /** The real of a column of reals. */
    public double real(int column, int row) {
        return Double.longBitsToDouble(values.get(column).getLong(row));
    }

    /** The flag of a column of flags. */
    public boolean flag(int column, int row) {
        return values.get(column).getLong(row) != 0;
    }

    /** The text of a column of labels. */
    public String label(int column, int row) {
        return columns.get(column).dictionary().get((int) values.get(column).getLong(row));
    }

    /** The value of any column; that of a label is a text. */
    public Value value(int column, int row) {
        return switch (columns.get(column).type()) {
            case INT32, INT64 -> new Value.Int(whole(column, row));
            case REAL -> new Value.Real(real(column, row));
            case FLAG -> new Value.Bool(flag(column, row));
            case LABEL -> new Value.Text(label(column, row));
        };
    }

    /** Adds the first {@code count} selected rows of a tile. */
    void addFirst(Tile tile, int count) {
        int[] lanes = new int[count];
        for (int i = 0; i < count; i++) {
            lanes[i] = tile.dense() ? i : tile.selection()[i];
        }
        add(tile, lanes);
    }

    /** Adds some lanes of a tile. */
    void add(Tile tile, int[] lanes) {
        for (int c = 0; c < columns.size(); c++) {
            LongArrayList column = values.get(c);
            int from = column.size();
            column.size(from + lanes.length);
            fill(column.elements(), from, tile, c, lanes);
        }
        for (int lane : lanes) {
            numbers.add(tile.firstRow() + lane);
        }
    }

    private void fill(long[] to, int from, Tile tile, int column, int[] lanes) {
        int step = columns.get(column).shape().scalar() ? 0 : 1;
        switch (columns.get(column).type()) {
            case INT32, INT64, LABEL -> {
                long[] longs = tile.longs(column);
                for (int i = 0; i < lanes.length; i++) {
                    to[from + i] = longs[step * lanes[i]];
                }
            }
            case REAL -> {
                double[] reals = tile.reals(column);
                for (int i = 0; i < lanes.length; i++) {
                    to[from + i] = Double.doubleToRawLongBits(reals[step * lanes[i]]);
                }
            }
            case FLAG -> {
                boolean[] flags = tile.flags(column);
                for (int i = 0; i < lanes.length; i++) {
                    to[from + i] = flags[step * lanes[i]] ? 1 : 0;
                }
            }
        }
    }

    /** Adds the rows of another table of the same columns, up to {@code most} in all. */
    void add(RowTable more, int most) {
        int count = Math.min(more.size(), most - size());
        for (int c = 0; c < columns.size(); c++) {
            values.get(c).addElements(values.get(c).size(), more.values.get(c).elements(), 0, count);
        }
        numbers.addElements(numbers.size(), more.numbers.elements(), 0, count);
    }
}
