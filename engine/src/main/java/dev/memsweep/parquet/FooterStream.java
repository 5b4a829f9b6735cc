package dev.memsweep.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands between parquet-java's file writer and the target's stream.
 *
 * <p>The writer closes its stream even after a failure, and always names itself as the creator of the file. So closing
 * goes no further than here, and the end of the file is held in memory until the creator in its footer is replaced and
 * the {@link FileChecksum} put beside it. It counts the bytes itself, so that none can be lost behind it unnoticed.
 */
final class FooterStream extends PositionOutputStream {
    private static final int MAGIC_BYTES = 4;

    private final PositionOutputStream target;
    private final FileChecksum checksum = new FileChecksum();
    private @Nullable ByteArrayOutputStream held;
    private String digits = "";
    private long passedOn;

    FooterStream(PositionOutputStream target) {
        this.target = target;
    }

    /** This stream as the writer wants it. */
    OutputFile asFile() {
        return new OutputFile() {
            @Override
            public PositionOutputStream create(long blockSizeHint) {
                return FooterStream.this;
            }

            @Override
            public PositionOutputStream createOrOverwrite(long blockSizeHint) {
                return FooterStream.this;
            }

            @Override
            public boolean supportsBlockSize() {
                return false;
            }

            @Override
            public long defaultBlockSize() {
                return 0;
            }
        };
    }

    /** Holds everything from here on, which must be the page indexes and the footer. */
    void hold() {
        held = new ByteArrayOutputStream();
    }

    /** Passes on what was held, with {@code createdBy} and the checksum of the file in the footer. */
    void release(String createdBy) throws IOException {
        if (held == null) {
            throw new IllegalStateException("nothing is held");
        }
        byte[] end = held.toByteArray();
        held = null;
        int trailer = end.length - MAGIC_BYTES - Integer.BYTES;
        int footerBytes = littleEndian(end).getInt(trailer);
        int footerStart = trailer - footerBytes;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(end, footerStart, footerBytes));
        footer.setCreated_by(createdBy);
        footer.addToKey_value_metadata(FileChecksum.placeholder());

        ByteArrayOutputStream rewritten = new ByteArrayOutputStream(footerBytes + 64);
        rewritten.write(end, 0, footerStart);
        Util.writeFileMetaData(footer, rewritten);
        byte[] length = new byte[Integer.BYTES];
        littleEndian(length).putInt(rewritten.size() - footerStart);
        rewritten.write(length);
        rewritten.write(ParquetFileWriter.MAGIC);
        byte[] rest = checksum.sealed(rewritten.toByteArray(), footerStart);
        target.write(rest);
        passedOn += rest.length;
        digits = checksum.digits();
    }

    /** The checksum that stands in the footer; empty before {@link #release}. */
    String checksum() {
        return digits;
    }

    @Override
    public long getPos() {
        return passedOn + (held == null ? 0 : held.size());
    }

    @Override
    public void write(int value) throws IOException {
        if (held == null) {
            checksum.update(value);
            target.write(value);
            passedOn++;
        } else {
            held.write(value);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (held == null) {
            checksum.update(bytes, offset, length);
            target.write(bytes, offset, length);
            passedOn += length;
        } else {
            held.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
