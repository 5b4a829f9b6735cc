package dev.memsweep.parquet;

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
    private final boolean scalar;

    /** 0 or 1 by row, with room for zeros up to a multiple of 8. */
    private byte[] flags = new byte[0];

    private @Nullable Page lastFalse;
    private @Nullable Page lastTrue;

    FlagEncoder(StoredColumn column, int position, int pageRows, Workspace workspace, @Nullable PageReuse reuse) {
        super(column, position, pageRows, workspace, reuse);
        this.scalar = column.column().shape().scalar();
    }

    @Override
    void add(Tile tile) {
        int from = rows();
        int needed = from + tile.selectedRows();
        if (needed + Byte.SIZE > flags.length) {
            flags = Arrays.copyOf(flags, Lanes.grownLength(flags.length, needed + Byte.SIZE));
        }
        boolean[] values = tile.flags(position());
        if (scalar) {
            Arrays.fill(flags, from, needed, (byte) (values[0] ? 1 : 0));
        } else {
            Lanes.copy(tile, values, flags, from);
        }
    }

    @Override
    Page encode(int rows) {
        boolean first = flags[0] != 0;
        if (!uniform(flags, rows)) {
            range().includeRanks(0, 1);
            return packedPage(rows);
        }
        Page last = first ? lastTrue : lastFalse;
        if (last != null && last.rows() == rows) {
            return last;
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
    private static boolean uniform(byte[] flags, int count) {
        return Arrays.equals(flags, 0, count - 1, flags, 1, count);
    }

    @Override
    @Nullable
    ValueDictionary dictionary() {
        return null;
    }
}
