package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;

/** Labels that differ from tile to tile: indices of the labels that occur. */
final class LabelEncoder extends ColumnEncoder {
    private static final int ABSENT = -1;

    private final ValueDictionary dictionary;
    private final int[] indexByCode;
    private int[] indices = new int[0];

    LabelEncoder(StoredColumn column, int position, int pageRows, Workspace workspace) {
        super(column, position, pageRows, workspace);
        this.dictionary = new ValueDictionary(column);
        this.indexByCode = new int[column.column().dictionary().size()];
        Arrays.fill(indexByCode, ABSENT);
    }

    @Override
    void add(Tile tile) {
        int needed = rows() + tile.selectedRows();
        if (needed > indices.length) {
            indices = Arrays.copyOf(indices, Lanes.grownLength(indices.length, needed));
        }
        long[] codes = tile.longs(position());
        if (tile.dense()) {
            addWhole(codes, tile.rows());
        } else {
            addSelected(codes, tile.selection(), tile.selectedRows());
        }
    }

    private void addWhole(long[] codes, int count) {
        int at = rows();
        for (int i = 0; i < count; i++) {
            indices[at + i] = indexOf((int) codes[i]);
        }
    }

    private void addSelected(long[] codes, int[] selection, int count) {
        int at = rows();
        for (int i = 0; i < count; i++) {
            indices[at + i] = indexOf((int) codes[selection[i]]);
        }
    }

    private int indexOf(int code) {
        int index = indexByCode[code];
        if (index == ABSENT) {
            index = dictionary.indexOf(code);
            indexByCode[code] = index;
        }
        return index;
    }

    @Override
    Page encode(int rows) {
        int width = IndexRuns.width(dictionary.include(indices, rows, range()));
        ByteBuilder out = emptyScratch();
        out.putByte(width);
        IndexRuns.put(indices, rows, width, out);
        return page(out, rows, Encoding.RLE_DICTIONARY);
    }

    @Override
    void restart() {
        dictionary.clear();
        Arrays.fill(indexByCode, ABSENT);
    }

    @Override
    ValueDictionary dictionary() {
        return dictionary;
    }
}
