package dev.memsweep.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that are appended to an array, which grows; all numbers are little endian. Not for sharing by threads. */
final class ByteBuilder {
    /** Bytes past the end that {@link BitPacker} may overwrite with zeros. */
    static final int SLACK = Long.BYTES;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int INITIAL_BYTES = 1024;

    private byte[] array = new byte[INITIAL_BYTES];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** The array itself: bytes {@code [0, size())} are valid until the next append. */
    byte[] array() {
        return array;
    }

    byte[] toArray() {
        return Arrays.copyOf(array, size);
    }

    /** Makes room for {@code bytes} more and the slack, so that they may be written into {@link #array} directly. */
    void reserve(int bytes) {
        int needed = Math.addExact(Math.addExact(size, bytes), SLACK);
        if (needed > array.length) {
            array = Arrays.copyOf(array, Math.max(needed, (int)
                    Math.min(2L * array.length, Integer.MAX_VALUE - SLACK)));
        }
    }

    /** Moves the end to {@code newSize}, after bytes were written into reserved room. */
    void advanceTo(int newSize) {
        size = newSize;
    }

    void putByte(int value) {
        reserve(1);
        array[size++] = (byte) value;
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        INTS.set(array, size, value);
        size += Integer.BYTES;
    }

    void putLong(long value) {
        reserve(Long.BYTES);
        LONGS.set(array, size, value);
        size += Long.BYTES;
    }

    /** Unsigned LEB128. */
    void putVarLong(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            array[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
    }

    /** LEB128 with the sign in the lowest bit. */
    void putZigZag(long value) {
        putVarLong((value << 1) ^ (value >> 63));
    }

    void putBytes(byte[] bytes, int from, int length) {
        reserve(length);
        System.arraycopy(bytes, from, array, size, length);
        size += length;
    }

    void putLongs(long[] values, int count) {
        int bytes = Math.multiplyExact(count, Long.BYTES);
        reserve(bytes);
        ByteBuffer.wrap(array, size, bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .put(values, 0, count);
        size += bytes;
    }

    /** Appends values that fit 32 bits. */
    void putInts(long[] values, int count) {
        reserve(Math.multiplyExact(count, Integer.BYTES));
        for (int i = 0; i < count; i++) {
            INTS.set(array, size, (int) values[i]);
            size += Integer.BYTES;
        }
    }

    void putReals(double[] values, int count) {
        int bytes = Math.multiplyExact(count, Double.BYTES);
        reserve(bytes);
        ByteBuffer.wrap(array, size, bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .put(values, 0, count);
        size += bytes;
    }
}
