package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import dev.memsweep.plan.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers that differ from tile to tile: differences of neighbours.
 *
 * <p>Where only an outer scalar moves, the differences within a tile repeat from tile to tile. Such tiles are kept as one
 * {@link TileRun}: the first tile's values and the first value of each. If all runs of a page are whole blocks long, the
 * blocks of a tile are packed once and copied; else the page is written out value by value.
 */
final class DeltaEncoder extends ColumnEncoder {
    private final boolean int32;
    private final DeltaPacker packer;
    private final List<TileRun> runs = new ArrayList<>();
    private int used;
    private long[] values = new long[0];

    DeltaEncoder(StoredColumn column, int position, int pageRows, Workspace workspace, @Nullable PageReuse reuse) {
        super(column, position, pageRows, workspace, reuse);
        this.int32 = column.column().type() == ColumnType.INT32;
        this.packer = new DeltaPacker(int32);
    }

    @Override
    void add(Tile tile) {
        long pattern = tile.pattern(position());
        TileRun last = used == 0 ? null : runs.get(used - 1);
        if (last != null && tile.dense() && last.repeats(pattern, tile.rows())) {
            last.repeat(tile.firstLong(position()));
            return;
        }
        if (used == runs.size()) {
            runs.add(new TileRun());
        }
        runs.get(used++).start(tile, tile.longs(position()), pattern);
    }

    @Override
    Page encode(int rows) {
        boolean repeating = false;
        boolean wholeBlocks = true;
        for (int r = 0; r < used; r++) {
            TileRun run = runs.get(r);
            range().includeRanks(run.low(), run.high());
            repeating |= run.tiles() > 1;
            wholeBlocks &= run.tileRows() % DeltaPacker.BLOCK_VALUES == 0;
        }
        ByteBuilder out = emptyScratch();
        if (repeating && wholeBlocks) {
            new RepeatedDeltas(packer, int32).pack(runs.subList(0, used), rows, out);
        } else {
            packer.pack(writtenOut(rows), rows, out);
        }
        used = 0;
        return page(out, rows, Encoding.DELTA_BINARY_PACKED);
    }

    private long[] writtenOut(int rows) {
        if (values.length < rows) {
            values = Arrays.copyOf(values, Lanes.grownLength(values.length, rows));
        }
        int at = 0;
        for (int r = 0; r < used; r++) {
            at = runs.get(r).copyTo(values, at);
        }
        return values;
    }

    @Override
    @Nullable
    ValueDictionary dictionary() {
        return null;
    }
}
