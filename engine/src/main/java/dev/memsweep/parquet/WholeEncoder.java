package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import dev.memsweep.plan.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers that differ from tile to tile: differences of neighbours, or the values themselves.
 *
 * <p>Where only an outer scalar moves, the differences within a tile repeat from tile to tile. Such tiles are kept as one
 * {@link TileRun}: the first tile's values and the first value of each. If all runs of a page are whole blocks long, the
 * blocks of a tile are packed once and copied; else the page is written out value by value. A page of which conditions
 * took rows holds plain values: its differences are no smaller, and hide from the codec that values recur.
 */
final class WholeEncoder extends ColumnEncoder {
    private final boolean int32;
    private final DeltaPacker packer;
    private final RepeatedDeltas repeatedDeltas;
    private final List<TileRun> runs = new ArrayList<>();
    private int used;
    private boolean sparse;

    /** Values of the first tile of each run, one run after the other. */
    private long[] lanes = new long[0];

    private int filled;
    private long[] writtenOut = new long[0];

    WholeEncoder(StoredColumn column, int position, int pageRows, Workspace workspace, @Nullable PageReuse reuse) {
        super(column, position, pageRows, workspace, reuse);
        this.int32 = column.column().type() == ColumnType.INT32;
        this.packer = new DeltaPacker(int32);
        this.repeatedDeltas = new RepeatedDeltas(packer, int32);
    }

    @Override
    void add(Tile tile) {
        long pattern = tile.pattern(position());
        boolean dense = tile.dense();
        if (used > 0 && dense && runs.get(used - 1).repeats(pattern, tile.rows())) {
            runs.get(used - 1).repeat(tile.firstLong(position()));
            return;
        }
        int rows = tile.selectedRows();
        if (filled + rows > lanes.length) {
            lanes = Arrays.copyOf(lanes, Lanes.grownLength(lanes.length, filled + rows));
        }
        Lanes.copy(tile, tile.longs(position()), lanes, filled);
        if (used == runs.size()) {
            runs.add(new TileRun());
        }
        runs.get(used++).start(lanes, filled, rows, dense, pattern);
        filled += rows;
        sparse |= !dense;
    }

    @Override
    Page encode(int rows) {
        boolean wholeBlocks = true;
        for (int r = 0; r < used; r++) {
            TileRun run = runs.get(r);
            run.include(lanes, range());
            wholeBlocks &= run.tileRows() % DeltaPacker.BLOCK_VALUES == 0;
        }
        boolean repeating = filled < rows;
        boolean plain = sparse && !(repeating && wholeBlocks);
        ByteBuilder out = emptyScratch();
        if (plain) {
            putPlain(repeating ? writeOut(rows) : lanes, rows, out);
        } else if (repeating && wholeBlocks) {
            repeatedDeltas.pack(lanes, runs.subList(0, used), rows, out);
        } else {
            packer.pack(repeating ? writeOut(rows) : lanes, rows, out);
        }
        used = 0;
        filled = 0;
        sparse = false;
        return page(out, rows, plain ? Encoding.PLAIN : Encoding.DELTA_BINARY_PACKED);
    }

    private void putPlain(long[] values, int count, ByteBuilder out) {
        if (int32) {
            out.putInts(values, count);
        } else {
            out.putLongs(values, count);
        }
    }

    private long[] writeOut(int rows) {
        if (writtenOut.length < rows) {
            writtenOut = Arrays.copyOf(writtenOut, Lanes.grownLength(writtenOut.length, rows));
        }
        int at = 0;
        for (int r = 0; r < used; r++) {
            at = runs.get(r).copyTo(lanes, writtenOut, at);
        }
        return writtenOut;
    }

    @Override
    @Nullable
    ValueDictionary dictionary() {
        return null;
    }
}
