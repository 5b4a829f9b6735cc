package dev.memsweep.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;

/** A finished, compressed dictionary page; immutable. */
final class Dictionary {
    private final byte[] bytes;
    private final int rawBytes;
    private final int entries;

    /** Takes ownership of {@code bytes}, the compressed entries in PLAIN encoding. */
    Dictionary(byte[] bytes, int rawBytes, int entries) {
        this.bytes = bytes;
        this.rawBytes = rawBytes;
        this.entries = entries;
    }

    int bytes() {
        return bytes.length;
    }

    /** The page for the file writer. */
    DictionaryPage toParquet() {
        return new DictionaryPage(BytesInput.from(bytes), rawBytes, entries, Encoding.PLAIN);
    }
}
