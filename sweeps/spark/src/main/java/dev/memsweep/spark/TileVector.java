package dev.memsweep.spark;

import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Shape;
import java.util.Arrays;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column of a batch, over an array of a tile: one value for all rows where the column does not vary within the tile, the
 * tile's own array where it is the same in every tile, else a copy of the rows that are kept.
 */
final class TileVector extends ColumnVector {
    private static final int ONE_FOR_ALL = 0;
    private static final int ONE_EACH = -1;

    private static final long[] NO_LONGS = {};
    private static final double[] NO_REALS = {};
    private static final boolean[] NO_FLAGS = {};

    /** What a row number is masked with to give the place of its value. */
    private final int mask;

    private final long[] longs;
    private final double[] reals;
    private final boolean[] flags;
    private final UTF8String[] labels;

    private TileVector(Column column, int mask, long[] longs, double[] reals, boolean[] flags, UTF8String[] labels) {
        super(SparkTypes.of(column.type()));
        this.mask = mask;
        this.longs = longs;
        this.reals = reals;
        this.flags = flags;
        this.labels = labels;
    }

    /**
     * The kept rows of a tile.
     *
     * @param number of the column among those of the plan
     * @param labels by code, for a column of labels
     */
    static TileVector of(Column column, int number, Tile tile, UTF8String[] labels) {
        boolean scalar = column.shape().scalar();
        int mask = scalar ? ONE_FOR_ALL : ONE_EACH;
        boolean shared = column.shape() == Shape.TILE && tile.dense();
        return switch (column.type()) {
            case INT32, INT64, LABEL -> {
                long[] values = tile.longs(number);
                long[] own = scalar ? new long[] {values[0]} : shared ? values : kept(values, tile);
                yield new TileVector(column, mask, own, NO_REALS, NO_FLAGS, labels);
            }
            case REAL -> {
                double[] values = tile.reals(number);
                double[] own = scalar ? new double[] {values[0]} : shared ? values : kept(values, tile);
                yield new TileVector(column, mask, NO_LONGS, own, NO_FLAGS, labels);
            }
            case FLAG -> {
                boolean[] values = tile.flags(number);
                boolean[] own = scalar ? new boolean[] {values[0]} : shared ? values : kept(values, tile);
                yield new TileVector(column, mask, NO_LONGS, NO_REALS, own, labels);
            }
        };
    }

    private static long[] kept(long[] values, Tile tile) {
        if (tile.dense()) {
            return Arrays.copyOf(values, tile.rows());
        }
        long[] kept = new long[tile.selectedRows()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = values[tile.selection()[i]];
        }
        return kept;
    }

    private static double[] kept(double[] values, Tile tile) {
        if (tile.dense()) {
            return Arrays.copyOf(values, tile.rows());
        }
        double[] kept = new double[tile.selectedRows()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = values[tile.selection()[i]];
        }
        return kept;
    }

    private static boolean[] kept(boolean[] values, Tile tile) {
        if (tile.dense()) {
            return Arrays.copyOf(values, tile.rows());
        }
        boolean[] kept = new boolean[tile.selectedRows()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = values[tile.selection()[i]];
        }
        return kept;
    }

    @Override
    public void close() {}

    @Override
    public boolean hasNull() {
        return false;
    }

    @Override
    public int numNulls() {
        return 0;
    }

    @Override
    public boolean isNullAt(int row) {
        return false;
    }

    @Override
    public boolean getBoolean(int row) {
        return flags[row & mask];
    }

    @Override
    public int getInt(int row) {
        return (int) longs[row & mask];
    }

    @Override
    public long getLong(int row) {
        return longs[row & mask];
    }

    @Override
    public double getDouble(int row) {
        return reals[row & mask];
    }

    @Override
    public UTF8String getUTF8String(int row) {
        return labels[(int) longs[row & mask]];
    }

    private UnsupportedOperationException noSuchValue() {
        return new UnsupportedOperationException(
                "a column of type " + dataType().catalogString());
    }

    @Override
    public byte getByte(int row) {
        throw noSuchValue();
    }

    @Override
    public short getShort(int row) {
        throw noSuchValue();
    }

    @Override
    public float getFloat(int row) {
        throw noSuchValue();
    }

    @Override
    public ColumnarArray getArray(int row) {
        throw noSuchValue();
    }

    @Override
    public ColumnarMap getMap(int row) {
        throw noSuchValue();
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        throw noSuchValue();
    }

    @Override
    public byte[] getBinary(int row) {
        return getUTF8String(row).getBytes();
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        throw noSuchValue();
    }
}
