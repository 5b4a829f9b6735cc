package dev.memsweep.parquet;

/**
 * DELTA_BINARY_PACKED: the first value, then the differences of neighbours in blocks.
 *
 * <p>A block of 128 differences stores its smallest one and how far each lies above it, in four miniblocks of 32 with
 * one bit width each. Differences wrap around at the width of the type, and a reader's sums wrap back, so every sequence
 * is exact: the distance from the smallest difference is taken as an unsigned number and always fits.
 */
final class DeltaPacker {
    static final int BLOCK_VALUES = 128;
    static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK_VALUES = BLOCK_VALUES / MINIBLOCKS;
    private static final int MAX_HEADER_BYTES = 10 + MINIBLOCKS;

    private final boolean int32;
    private final long[] deltas = new long[BLOCK_VALUES];

    /** A packer for INT32 values, whose differences wrap around at 32 bits, or for INT64 values. */
    DeltaPacker(boolean int32) {
        this.int32 = int32;
    }

    /** Appends the encoding of {@code values[0, count)}; an INT32 value is kept sign extended. */
    void pack(long[] values, int count, ByteBuilder out) {
        putHeader(count, count == 0 ? 0 : values[0], out);
        for (int from = 1; from < count; from += BLOCK_VALUES) {
            packBlock(values, from, Math.min(BLOCK_VALUES, count - from), out);
        }
    }

    /** Appends what stands before the blocks. */
    void putHeader(int count, long first, ByteBuilder out) {
        out.putVarLong(BLOCK_VALUES);
        out.putVarLong(MINIBLOCKS);
        out.putVarLong(count);
        out.putZigZag(first);
    }

    /** Appends the blocks of the differences {@code [from + 1, to + 1)}, a multiple of the block length. */
    void packBlocks(long[] values, int from, int to, ByteBuilder out) {
        for (int first = from + 1; first <= to; first += BLOCK_VALUES) {
            packBlock(values, first, BLOCK_VALUES, out);
        }
    }

    private void packBlock(long[] values, int from, int count, ByteBuilder out) {
        long min = subtract(values, from, count);
        for (int i = count; i < BLOCK_VALUES; i++) {
            deltas[i] = min;
        }
        putBlock(min, 0, out);
    }

    /**
     * Fills the block of the differences {@code [1 + from, from + 128)}, which lacks its last one, and returns the
     * smallest, or {@code atMost} if that is smaller; the missing one is set to it.
     */
    long subtractLastBlock(long[] values, int from, long atMost) {
        long min = Math.min(atMost, subtract(values, from + 1, BLOCK_VALUES - 1));
        deltas[BLOCK_VALUES - 1] = min;
        return min;
    }

    /**
     * Appends the block that {@link #subtractLastBlock} filled; its last miniblock leaves room for distances of {@code
     * bits}. Returns the width of that miniblock.
     */
    int packLastBlock(long min, long bits, ByteBuilder out) {
        return putBlock(min, bits, out);
    }

    /** Appends the block at hand; the last miniblock is at least as wide as {@code bits}. Returns its width. */
    private int putBlock(long min, long bits, ByteBuilder out) {
        out.reserve(MAX_HEADER_BYTES + BLOCK_VALUES * Long.BYTES);
        out.putZigZag(min);
        byte[] bytes = out.array();
        int widths = out.size();
        int end = widths + MINIBLOCKS;
        int width = 0;
        for (int m = 0; m < MINIBLOCKS; m++) {
            int first = m * MINIBLOCK_VALUES;
            long all = liftMiniblock(first, min) | (m == MINIBLOCKS - 1 ? bits : 0);
            width = BitPacker.width(all);
            bytes[widths + m] = (byte) width;
            end = BitPacker.pack(deltas, first, MINIBLOCK_VALUES, width, bytes, end);
        }
        out.advanceTo(end);
        return width;
    }

    private long subtract(long[] values, int from, int count) {
        return int32 ? subtractInts(values, from, count) : subtractLongs(values, from, count);
    }

    /** Fills the differences of a block and returns the smallest. */
    private long subtractLongs(long[] values, int from, int count) {
        long[] block = deltas;
        long min = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long delta = values[from + i] - values[from + i - 1];
            block[i] = delta;
            min = Math.min(min, delta);
        }
        return min;
    }

    private long subtractInts(long[] values, int from, int count) {
        long[] block = deltas;
        long min = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long delta = (int) (values[from + i] - values[from + i - 1]);
            block[i] = delta;
            min = Math.min(min, delta);
        }
        return min;
    }

    /** Turns the differences of a miniblock into distances from {@code min}; returns all their bits together. */
    private long liftMiniblock(int first, long min) {
        long[] block = deltas;
        long bits = 0;
        for (int i = first; i < first + MINIBLOCK_VALUES; i++) {
            long distance = block[i] - min;
            block[i] = distance;
            bits |= distance;
        }
        return bits;
    }
}
