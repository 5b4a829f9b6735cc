package dev.memsweep.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Packs numbers into a fixed count of bits each, lowest bit first.
 *
 * <p>Every step stores eight bytes at the current byte position, of which those already complete stay and the others are
 * stored again by the next step. The loop therefore has no branch, and needs {@link ByteBuilder#SLACK} bytes of room
 * behind the packed ones. A step adds at most 56 bits to at most 7 left over, so nothing is lost from the 64.
 */
final class BitPacker {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_STEP_BITS = 56;
    private static final long LOW_HALF = 0xffff_ffffL;

    /** Bits 56, 49, ... 7: as a factor it moves the lowest bit of byte i to bit 56 + i, and no two sums collide. */
    private static final long GATHER_FLAGS = 0x0102_0408_1020_4080L;

    private BitPacker() {}

    /** Bits that hold every number up to {@code max}, taken as unsigned; 0 for 0. */
    static int width(long max) {
        return Long.SIZE - Long.numberOfLeadingZeros(max);
    }

    /**
     * Packs {@code values[from, from + count)}.
     *
     * @param count a multiple of 8
     * @param width bits of a value, 0 to 64; no value has higher bits set
     * @param out receives {@code count * width / 8} bytes at {@code at}, and may be overwritten for {@link
     *     ByteBuilder#SLACK} bytes beyond
     * @return the position after the last packed byte
     */
    static int pack(long[] values, int from, int count, int width, byte[] out, int at) {
        if (width > MAX_STEP_BITS) {
            return packWide(values, from, count, width, out, at);
        }
        int position = at;
        long pending = 0;
        int bits = 0;
        for (int i = from; i < from + count; i++) {
            pending |= values[i] << bits;
            LONGS.set(out, position, pending);
            bits += width;
            position += bits >>> 3;
            pending >>>= bits & 56;
            bits &= 7;
        }
        return position;
    }

    /** The same for indices: {@code width} is at most 32 and no value is negative. */
    static int pack(int[] values, int from, int count, int width, byte[] out, int at) {
        int position = at;
        long pending = 0;
        int bits = 0;
        for (int i = from; i < from + count; i++) {
            pending |= (long) values[i] << bits;
            LONGS.set(out, position, pending);
            bits += width;
            position += bits >>> 3;
            pending >>>= bits & 56;
            bits &= 7;
        }
        return position;
    }

    /**
     * Packs flags, one bit each.
     *
     * @param flags 0 or 1; zeros follow the last one up to a multiple of 8
     * @return the position after the last byte
     */
    static int packFlags(byte[] flags, int count, byte[] out, int at) {
        int bytes = (count + Byte.SIZE - 1) / Byte.SIZE;
        for (int i = 0; i < bytes; i++) {
            long eight = (long) LONGS.get(flags, i * Byte.SIZE);
            out[at + i] = (byte) ((eight * GATHER_FLAGS) >>> 56);
        }
        return at + bytes;
    }

    private static int packWide(long[] values, int from, int count, int width, byte[] out, int at) {
        int highWidth = width - Integer.SIZE;
        int position = at;
        long pending = 0;
        int bits = 0;
        for (int i = from; i < from + count; i++) {
            pending |= (values[i] & LOW_HALF) << bits;
            LONGS.set(out, position, pending);
            position += Integer.BYTES;
            pending >>>= Integer.SIZE;
            pending |= (values[i] >>> Integer.SIZE) << bits;
            LONGS.set(out, position, pending);
            bits += highWidth;
            position += bits >>> 3;
            pending >>>= bits & 56;
            bits &= 7;
        }
        return position;
    }
}
