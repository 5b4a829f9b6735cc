package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.parquet.format.KeyValue;

/**
 * A checksum of a whole Parquet file that stands in its own footer, so that a single file shows every flipped bit.
 *
 * <p>It is the CRC32C of all bytes of the file, with the eight hexadecimal digits of the checksum itself counted as
 * zeros: {@value #ZEROS}.
 */
final class FileChecksum {
    /** Key of the footer's metadata under which it stands. */
    static final String KEY = "memsweep.file.crc32c";

    static final String ZEROS = "00000000";

    /** The key, and the two bytes that the footer's encoding puts between it and a text of eight bytes. */
    private static final byte[] BEFORE_DIGITS = (KEY + "\u0018\b").getBytes(StandardCharsets.US_ASCII);

    private final CRC32C crc = new CRC32C();

    /** The entry of a footer whose checksum is not known yet. */
    static KeyValue placeholder() {
        KeyValue entry = new KeyValue(KEY);
        entry.setValue(ZEROS);
        return entry;
    }

    void update(int value) {
        crc.update(value);
    }

    void update(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
    }

    /** The checksum of what was seen so far, as eight hexadecimal digits. */
    String digits() {
        return digits(crc);
    }

    /** A CRC as eight hexadecimal digits. */
    static String digits(CRC32C crc) {
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /**
     * Sees the end of a file and puts the checksum of the whole into it.
     *
     * @param end the rest of the file, its footer with a {@link #placeholder}
     * @param footerStart where in {@code end} the footer starts
     * @return {@code end} with the digits filled in
     */
    byte[] sealed(byte[] end, int footerStart) throws IOException {
        int place = place(end, footerStart);
        if (place < 0) {
            throw new IOException("the footer has no place for the checksum of the file");
        }
        update(end, 0, end.length);
        byte[] digits = digits().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, end, place, digits.length);
        return end;
    }

    /** Where the digits start in {@code bytes}, at or after {@code from}; -1 when there are none. */
    static int place(byte[] bytes, int from) {
        for (int start = bytes.length - BEFORE_DIGITS.length - ZEROS.length(); start >= from; start--) {
            int matching = 0;
            while (matching < BEFORE_DIGITS.length && bytes[start + matching] == BEFORE_DIGITS[matching]) {
                matching++;
            }
            if (matching == BEFORE_DIGITS.length) {
                return start + BEFORE_DIGITS.length;
            }
        }
        return -1;
    }
}
