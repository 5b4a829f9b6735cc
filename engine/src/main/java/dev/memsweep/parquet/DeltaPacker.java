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
        out.putVarLong(BLOCK_VALUES);
        out.putVarLong(MINIBLOCKS);
        out.putVarLong(count);
        out.putZigZag(count == 0 ? 0 : values[0]);
        for (int from = 1; from < count; from += BLOCK_VALUES) {
            packBlock(values, from, Math.min(BLOCK_VALUES, count - from), out);
        }
    }

    private void packBlock(long[] values, int from, int count, ByteBuilder out) {
        long min = int32 ? subtractInts(values, from, count) : subtractLongs(values, from, count);
        for (int i = count; i < BLOCK_VALUES; i++) {
            deltas[i] = min;
        }
        out.reserve(MAX_HEADER_BYTES + BLOCK_VALUES * Long.BYTES);
        out.putZigZag(min);
        byte[] bytes = out.array();
        int widths = out.size();
        int end = widths + MINIBLOCKS;
        for (int m = 0; m < MINIBLOCKS; m++) {
            int first = m * MINIBLOCK_VALUES;
            int width = BitPacker.width(liftMiniblock(first, min));
            bytes[widths + m] = (byte) width;
            end = BitPacker.pack(deltas, first, MINIBLOCK_VALUES, width, bytes, end);
        }
        out.advanceTo(end);
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
