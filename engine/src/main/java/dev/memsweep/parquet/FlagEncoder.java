package dev.memsweep.parquet;

import dev.memsweep.eval.Decision;
import dev.memsweep.eval.Tile;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * Flags of any shape: one bit each.
 *
 * <p>Pages of one value are common, since a limit is met or missed by whole regions of a grid, so the last one of either
 * value is kept and used again for as many rows.
 */
final class FlagEncoder extends ColumnEncoder {
    private static final int NOT_UNIFORM = -1;

    private final boolean scalar;

    /** 0 or 1 by row, with room for zeros up to a multiple of 8. */
    private byte[] flags = new byte[0];

    /** Rows of the page so far if they all have one value and are only counted, else {@link #NOT_UNIFORM}. */
    private int uniformRows;

    private boolean uniform;

    private @Nullable Page lastFalse;
    private @Nullable Page lastTrue;

    FlagEncoder(StoredColumn column, int position, int pageRows, Workspace workspace, @Nullable PageReuse reuse) {
        super(column, position, pageRows, workspace, reuse);
        this.scalar = column.column().shape().scalar();
    }

    @Override
    void add(Tile tile) {
        Decision decision = scalar ? Decision.UNDECIDED : tile.decision(position());
        if (decision == Decision.UNDECIDED && !scalar) {
            writeOut(tile.selectedRows());
            Lanes.copy(tile, tile.flags(position()), flags, rows());
            uniformRows = NOT_UNIFORM;
            return;
        }
        boolean value = scalar ? tile.flags(position())[0] : decision == Decision.ALL_TRUE;
        if (uniformRows == 0) {
            uniform = value;
        }
        if (uniformRows >= 0 && uniform == value) {
            uniformRows += tile.selectedRows();
            return;
        }
        writeOut(tile.selectedRows());
        Arrays.fill(flags, rows(), rows() + tile.selectedRows(), (byte) (value ? 1 : 0));
        uniformRows = NOT_UNIFORM;
    }

    /** Makes room for {@code more} rows after those of the page so far, which are written out if they were only counted. */
    private void writeOut(int more) {
        int needed = rows() + more;
        if (needed + Byte.SIZE > flags.length) {
            flags = Arrays.copyOf(flags, Lanes.grownLength(flags.length, needed + Byte.SIZE));
        }
        if (uniformRows > 0) {
            Arrays.fill(flags, 0, uniformRows, (byte) (uniform ? 1 : 0));
        }
    }

    @Override
    Page encode(int rows) {
        boolean counted = uniformRows > 0;
        boolean first = counted ? uniform : flags[0] != 0;
        boolean same = counted || allEqual(flags, rows);
        Page last = first ? lastTrue : lastFalse;
        if (same && last != null && last.rows() == rows) {
            uniformRows = 0;
            return last;
        }
        writeOut(0);
        uniformRows = 0;
        if (!same) {
            range().includeRanks(0, 1);
            return packedPage(rows);
        }
        range().includeRank(first ? 1 : 0);
        Page page = packedPage(rows);
        if (first) {
            lastTrue = page;
        } else {
            lastFalse = page;
        }
        return page;
    }

    private Page packedPage(int rows) {
        ByteBuilder out = emptyScratch();
        out.reserve(rows / Byte.SIZE + 1);
        Arrays.fill(flags, rows, rows + Byte.SIZE, (byte) 0);
        out.advanceTo(BitPacker.packFlags(flags, rows, out.array(), 0));
        return page(out, rows, Encoding.PLAIN);
    }

    /** Whether all flags equal the first: an array equals itself moved by one. */
    private static boolean allEqual(byte[] flags, int count) {
        return Arrays.equals(flags, 0, count - 1, flags, 1, count);
    }

    @Override
    @Nullable
    ValueDictionary dictionary() {
        return null;
    }
}
