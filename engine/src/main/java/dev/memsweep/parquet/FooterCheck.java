package dev.memsweep.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

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
    static void check(FileChannel channel, long bytes, long rows) throws IOException {
        long length = channel.size();
        if (length != bytes) {
            throw new IOException("the device kept " + length + " of " + bytes + " bytes");
        }
        if (length < Integer.BYTES + TRAILER_BYTES
                || littleEndian(read(channel, 0, Integer.BYTES)).getInt() != MAGIC) {
            throw new IOException("the file does not start as a Parquet file");
        }
        ByteBuffer trailer = littleEndian(read(channel, length - TRAILER_BYTES, TRAILER_BYTES));
        int footerBytes = trailer.getInt();
        if (trailer.getInt() != MAGIC) {
            throw new IOException("the file does not end as a Parquet file");
        }
        if (footerBytes < 0 || footerBytes > length - TRAILER_BYTES - Integer.BYTES) {
            throw new IOException("the footer's length is damaged: " + footerBytes);
        }
        checkRows(read(channel, length - TRAILER_BYTES - footerBytes, footerBytes), rows);
    }

    private static void checkRows(byte[] bytes, long rows) throws IOException {
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(bytes));
        List<RowGroup> rowGroups = Objects.requireNonNullElse(footer.getRow_groups(), List.of());
        long sum = rowGroups.stream().mapToLong(RowGroup::getNum_rows).sum();
        if (footer.getNum_rows() != rows || sum != rows) {
            throw new IOException("the footer states " + footer.getNum_rows() + " of " + rows + " rows");
        }
    }

    private static byte[] read(FileChannel channel, long from, int bytes) throws IOException {
        byte[] read = new byte[bytes];
        ByteBuffer buffer = ByteBuffer.wrap(read);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException("the file ends before byte " + (from + bytes));
            }
        }
        return read;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
