package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import dev.memsweep.plan.ColumnType;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/** Whole numbers that differ from tile to tile: differences of neighbours. */
final class DeltaEncoder extends ColumnEncoder {
    private final DeltaPacker packer;
    private long[] values = new long[0];

    DeltaEncoder(StoredColumn column, int position, int pageRows, Workspace workspace) {
        super(column, position, pageRows, workspace);
        this.packer = new DeltaPacker(column.column().type() == ColumnType.INT32);
    }

    @Override
    void add(Tile tile) {
        int needed = rows() + tile.selectedRows();
        if (needed > values.length) {
            values = Arrays.copyOf(values, Lanes.grownLength(values.length, needed));
        }
        Lanes.copy(tile, tile.longs(position()), values, rows());
    }

    @Override
    Page encode(int rows) {
        includeValues(rows);
        ByteBuilder out = emptyScratch();
        packer.pack(values, rows, out);
        return page(out, rows, Encoding.DELTA_BINARY_PACKED);
    }

    @Override
    @Nullable
    ValueDictionary dictionary() {
        return null;
    }

    private void includeValues(int rows) {
        long[] page = values;
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            low = Math.min(low, page[i]);
            high = Math.max(high, page[i]);
        }
        range().includeRanks(low, high);
    }
}
