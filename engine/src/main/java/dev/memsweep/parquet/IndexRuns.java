package dev.memsweep.parquet;

/**
 * The run-length / bit-packed hybrid that holds dictionary indices.
 *
 * <p>A value that repeats at least eight times becomes a run; what lies between is packed in groups of eight. Values that
 * fill no group at the end become short runs, so that what is appended is complete in itself and may be followed by
 * anything, or be copied.
 */
final class IndexRuns {
    private static final int GROUP = 8;

    private IndexRuns() {}

    /** Bits of an index in a page whose largest one is {@code maxIndex}; at least 1, since readers rarely meet 0. */
    static int width(int maxIndex) {
        return Math.max(1, BitPacker.width(maxIndex));
    }

    /** The same in whole bytes. */
    static int widthOfBytes(int maxIndex) {
        return (width(maxIndex) + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE;
    }

    /** Appends {@code length} times the same index. */
    static void putRun(int index, int length, int width, ByteBuilder out) {
        out.putVarLong((long) length << 1);
        out.reserve(Integer.BYTES);
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            out.putByte(index >>> shift);
        }
    }

    /** Appends {@code indices[0, count)}, each below {@code 2^width}. */
    static void put(int[] indices, int count, int width, ByteBuilder out) {
        int written = 0;
        int start = 0;
        while (start < count) {
            int end = endOfRun(indices, start, count);
            int runStart = start + fillOfGroup(start - written);
            if (end - runStart >= GROUP) {
                putGroups(indices, written, runStart - written, width, out);
                putRun(indices[start], end - runStart, width, out);
                written = end;
            }
            start = end;
        }
        int packed = (count - written) / GROUP * GROUP;
        putGroups(indices, written, packed, width, out);
        putShortRuns(indices, written + packed, count, width, out);
    }

    private static int endOfRun(int[] indices, int start, int count) {
        int index = indices[start];
        int end = start + 1;
        while (end < count && indices[end] == index) {
            end++;
        }
        return end;
    }

    /** Values still missing to complete the group that {@code values} values end in. */
    private static int fillOfGroup(int values) {
        return -values & (GROUP - 1);
    }

    private static void putGroups(int[] indices, int from, int count, int width, ByteBuilder out) {
        if (count == 0) {
            return;
        }
        out.putVarLong((long) (count / GROUP) << 1 | 1);
        out.reserve(Math.toIntExact((long) count * width / Byte.SIZE));
        out.advanceTo(BitPacker.pack(indices, from, count, width, out.array(), out.size()));
    }

    private static void putShortRuns(int[] indices, int from, int count, int width, ByteBuilder out) {
        int start = from;
        while (start < count) {
            int end = endOfRun(indices, start, count);
            putRun(indices[start], end - start, width, out);
            start = end;
        }
    }
}
