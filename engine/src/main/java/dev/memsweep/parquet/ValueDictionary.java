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

    ValueDictionary(StoredColumn column) {
        this.column = column;
        indexByValue.defaultReturnValue(ABSENT);
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
        long[] rankByIndex = ranks;
        int[] bytesByIndex = labelBytes;
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        long bytes = 0;
        int largest = 0;
        for (int i = 0; i < count; i++) {
            int index = indices[i];
            low = Math.min(low, rankByIndex[index]);
            high = Math.max(high, rankByIndex[index]);
            bytes += bytesByIndex[index];
            largest = Math.max(largest, index);
        }
        range.includeRanks(low, high);
        range.addLabelBytes(bytes);
        return largest;
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
