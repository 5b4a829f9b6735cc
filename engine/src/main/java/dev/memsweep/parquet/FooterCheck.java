package dev.memsweep.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Reads the ends of a written file back: devices lose bytes without an error. */
final class FooterCheck {
    /** The letters PAR1. */
    private static final int MAGIC = 0x31524150;

    private static final int TRAILER_BYTES = 2 * Integer.BYTES;

    private FooterCheck() {}

    /**
     * Checks length, magic numbers and the footer's row count.
     *
     * @param bytes length that the file must have
     * @param rows rows that its footer and its row groups must state
     * @throws IOException saying what is wrong, when something is
     */
    static void check(InputFile file, long bytes, long rows) throws IOException {
        long length = file.getLength();
        if (length != bytes) {
            throw new IOException("the device kept " + length + " of " + bytes + " bytes");
        }
        try (SeekableInputStream in = file.newStream()) {
            checkRows(footer(in, length), rows);
        }
    }

    /**
     * The bytes of the footer, once length and magic numbers are found to be right.
     *
     * @param length bytes of the whole file
     */
    static byte[] footer(SeekableInputStream in, long length) throws IOException {
        if (length < Integer.BYTES + TRAILER_BYTES
                || littleEndian(read(in, 0, Integer.BYTES)).getInt() != MAGIC) {
            throw new IOException("the file does not start as a Parquet file");
        }
        ByteBuffer trailer = littleEndian(read(in, length - TRAILER_BYTES, TRAILER_BYTES));
        int footerBytes = trailer.getInt();
        if (trailer.getInt() != MAGIC) {
            throw new IOException("the file does not end as a Parquet file");
        }
        if (footerBytes < 0 || footerBytes > length - TRAILER_BYTES - Integer.BYTES) {
            throw new IOException("the footer's length is damaged: " + footerBytes);
        }
        return read(in, length - TRAILER_BYTES - footerBytes, footerBytes);
    }

    private static void checkRows(byte[] bytes, long rows) throws IOException {
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(bytes));
        List<RowGroup> rowGroups = Objects.requireNonNullElse(footer.getRow_groups(), List.of());
        long sum = rowGroups.stream().mapToLong(RowGroup::getNum_rows).sum();
        if (footer.getNum_rows() != rows || sum != rows) {
            throw new IOException("the footer states " + footer.getNum_rows() + " of " + rows + " rows");
        }
    }

    private static byte[] read(SeekableInputStream in, long from, int bytes) throws IOException {
        byte[] read = new byte[bytes];
        in.seek(from);
        in.readFully(read);
        return read;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
