package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;

/** A column with one value a tile: a run of dictionary indices a tile, equal neighbours merged. */
final class ScalarEncoder extends ColumnEncoder {
    private static final int INITIAL_RUNS = 64;

    private final ValueDictionary dictionary;
    private int[] runIndex = new int[INITIAL_RUNS];
    private int[] runLength = new int[INITIAL_RUNS];
    private int runs;

    ScalarEncoder(StoredColumn column, int position, int pageRows, Workspace workspace) {
        super(column, position, pageRows, workspace);
        this.dictionary = new ValueDictionary(column);
    }

    @Override
    void add(Tile tile) {
        int index = dictionary.indexOf(column().value(tile, position(), 0));
        if (runs > 0 && runIndex[runs - 1] == index) {
            runLength[runs - 1] += tile.selectedRows();
            return;
        }
        if (runs == runIndex.length) {
            runIndex = Arrays.copyOf(runIndex, 2 * runs);
            runLength = Arrays.copyOf(runLength, 2 * runs);
        }
        runIndex[runs] = index;
        runLength[runs] = tile.selectedRows();
        runs++;
    }

    @Override
    Page encode(int rows) {
        int width = IndexRuns.width(includeRuns());
        ByteBuilder out = emptyScratch();
        out.putByte(width);
        for (int i = 0; i < runs; i++) {
            IndexRuns.putRun(runIndex[i], runLength[i], width, out);
        }
        runs = 0;
        return page(out, rows, Encoding.RLE_DICTIONARY);
    }

    @Override
    void restart() {
        dictionary.clear();
    }

    @Override
    ValueDictionary dictionary() {
        return dictionary;
    }

    /** Widens the page's range by its runs; returns the largest index. */
    private int includeRuns() {
        int largest = 0;
        for (int i = 0; i < runs; i++) {
            int index = runIndex[i];
            range().includeRank(dictionary.rank(index));
            range().addLabelBytes((long) runLength[i] * dictionary.labelBytes(index));
            largest = Math.max(largest, index);
        }
        return largest;
    }
}
