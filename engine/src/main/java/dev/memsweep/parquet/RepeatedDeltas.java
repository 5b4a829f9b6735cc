package dev.memsweep.parquet;

import java.util.List;

/**
 * DELTA_BINARY_PACKED of tiles whose differences repeat: the blocks of a tile are packed once and copied.
 *
 * <p>Let a tile have n lanes, n a multiple of the block length. The differences of a page, counted from its second value,
 * then fall into n / 128 blocks a tile, and only the very last difference of a tile, to the first value of the next one,
 * changes from tile to tile:
 *
 * <pre>
 *   block 1            ...    block n / 128
 *   d1 ... d128        ...    ... d(n-1)  b     b = first value of the next tile - last value of this one
 * </pre>
 *
 * The last block's smallest difference and the width of its last miniblock are chosen for all b of a run of tiles, so that
 * each copy needs only b's bits, the last ones of its last miniblock, to be set. Readers add up what is there, whatever
 * minimum was chosen.
 */
final class RepeatedDeltas {
    private final DeltaPacker packer;
    private final boolean int32;
    private final ByteBuilder pattern = new ByteBuilder();

    RepeatedDeltas(DeltaPacker packer, boolean int32) {
        this.packer = packer;
        this.int32 = int32;
    }

    /**
     * Appends the encoding of all tiles of {@code runs}, {@code rows} values.
     *
     * @param lanes the values of each run's first tile
     */
    void pack(long[] lanes, List<TileRun> runs, int rows, ByteBuilder out) {
        packer.putHeader(rows, runs.get(0).first(0), out);
        for (int r = 0; r < runs.size(); r++) {
            TileRun run = runs.get(r);
            boolean lastRun = r == runs.size() - 1;
            long after = lastRun ? 0 : runs.get(r + 1).first(0);
            packRun(lanes, run, !lastRun, after, out);
        }
    }

    private void packRun(long[] lanes, TileRun run, boolean hasNext, long next, ByteBuilder out) {
        long[] boundaries = boundaries(run, hasNext, next);
        long least = Long.MAX_VALUE;
        for (long boundary : boundaries) {
            least = Math.min(least, boundary);
        }
        long bits = 0;
        pattern.clear();
        int lastBlock = run.from() + run.tileRows() - DeltaPacker.BLOCK_VALUES;
        packer.packBlocks(lanes, run.from(), lastBlock, pattern);
        long min = packer.subtractLastBlock(lanes, lastBlock, least);
        for (long boundary : boundaries) {
            bits |= boundary - min;
        }
        int width = packer.packLastBlock(min, bits, pattern);
        for (int tile = 0; tile < run.tiles(); tile++) {
            out.putBytes(pattern.array(), 0, pattern.size());
            if (tile < boundaries.length) {
                setLastBits(out.array(), out.size(), width, boundaries[tile] - min);
            }
        }
    }

    /** The difference from each tile's last value to what follows it. */
    private long[] boundaries(TileRun run, boolean hasNext, long next) {
        int tiles = run.tiles();
        long[] boundaries = new long[hasNext ? tiles : tiles - 1];
        for (int tile = 0; tile < boundaries.length; tile++) {
            long following = tile + 1 < tiles ? run.first(tile + 1) : next;
            long difference = following - run.last(tile);
            boundaries[tile] = int32 ? (int) difference : difference;
        }
        return boundaries;
    }

    /** Sets the last {@code width} bits before byte {@code end}, which are 0, to {@code value}. */
    private static void setLastBits(byte[] bytes, int end, int width, long value) {
        if (width == 0) {
            return;
        }
        long rest = value << (Long.SIZE - width);
        for (int at = end - 1; rest != 0; at--) {
            bytes[at] |= (byte) (rest >>> (Long.SIZE - Byte.SIZE));
            rest <<= Byte.SIZE;
        }
    }
}
