package dev.memsweep.parquet;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;

/** The distinct values of one column in one row group, numbered by first appearance. */
final class ValueDictionary {
    private static final int ABSENT = -1;
    private static final int INITIAL_ENTRIES = 64;

    private final StoredColumn column;
    private final Long2IntOpenHashMap indexByValue = new Long2IntOpenHashMap();
    private long[] values = new long[INITIAL_ENTRIES];
    private long[] ranks = new long[INITIAL_ENTRIES];
    private int[] labelBytes = new int[INITIAL_ENTRIES];

    /** Room for {@link #include}; all false in between. */
    private boolean[] occurs = new boolean[INITIAL_ENTRIES];

    ValueDictionary(StoredColumn column) {
        this.column = column;
        indexByValue.defaultReturnValue(ABSENT);
    }

    void clear() {
        indexByValue.clear();
    }

    int size() {
        return indexByValue.size();
    }

    /** The index of a value given as 64 bits, which is added when new. */
    int indexOf(long value) {
        int known = indexByValue.get(value);
        return known == ABSENT ? add(value) : known;
    }

    private int add(long value) {
        int index = size();
        if (index == values.length) {
            values = Arrays.copyOf(values, 2 * index);
            ranks = Arrays.copyOf(ranks, 2 * index);
            labelBytes = Arrays.copyOf(labelBytes, 2 * index);
            occurs = new boolean[2 * index];
        }
        values[index] = value;
        ranks[index] = column.rank(value);
        labelBytes[index] = column.labelBytes(value);
        indexByValue.put(value, index);
        return index;
    }

    long rank(int index) {
        return ranks[index];
    }

    int labelBytes(int index) {
        return labelBytes[index];
    }

    /** Widens {@code range} by the values behind {@code indices[0, count)}; returns the largest index. */
    int include(int[] indices, int count, PageRange range) {
        boolean[] met = occurs;
        for (int i = 0; i < count; i++) {
            met[indices[i]] = true;
        }
        int largest = 0;
        for (int index = 0; index < size(); index++) {
            if (met[index]) {
                met[index] = false;
                range.includeRank(ranks[index]);
                largest = index;
            }
        }
        if (column.isLabel()) {
            range.addLabelBytes(sumOfLabelBytes(indices, count));
        }
        return largest;
    }

    private long sumOfLabelBytes(int[] indices, int count) {
        int[] bytesByIndex = labelBytes;
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += bytesByIndex[indices[i]];
        }
        return bytes;
    }

    /** The finished dictionary page. */
    Dictionary finish(ByteBuilder scratch, Compressor compressor) {
        scratch.clear();
        for (int i = 0; i < size(); i++) {
            column.putPlain(values[i], scratch);
        }
        return new Dictionary(compressor.compress(scratch), scratch.size(), size());
    }
}
