package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/** Reals that differ from tile to tile: the values themselves. */
final class RealEncoder extends ColumnEncoder {
    private double[] values = new double[0];

    RealEncoder(StoredColumn column, int position, int pageRows, Workspace workspace, @Nullable PageReuse reuse) {
        super(column, position, pageRows, workspace, reuse);
    }

    @Override
    void add(Tile tile) {
        int needed = rows() + tile.selectedRows();
        if (needed > values.length) {
            values = Arrays.copyOf(values, Lanes.grownLength(values.length, needed));
        }
        Lanes.copy(tile, tile.reals(position()), values, rows());
    }

    @Override
    Page encode(int rows) {
        includeValues(rows);
        ByteBuilder out = emptyScratch();
        out.putReals(values, rows);
        return page(out, rows, Encoding.PLAIN);
    }

    @Override
    @Nullable
    ValueDictionary dictionary() {
        return null;
    }

    /** A NaN wins both comparisons, so that the statistics find it. */
    private void includeValues(int rows) {
        double[] page = values;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            low = Math.min(low, page[i]);
            high = Math.max(high, page[i]);
        }
        range().includeRank(column().rank(Double.doubleToRawLongBits(low)));
        range().includeRank(column().rank(Double.doubleToRawLongBits(high)));
    }
}
