package dev.memsweep.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;
import org.xerial.snappy.Snappy;

/** Reads pages of the codecs of {@link Codec} by calling each directly; parquet-java's own way is through Hadoop. */
final class Decompressors implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Decompressor((bytes, size) -> bytes);
            case ZSTD -> new Decompressor(Zstd::decompress);
            case SNAPPY -> new Decompressor((bytes, size) -> Snappy.uncompress(bytes));
            case LZ4_RAW -> new Decompressor(Decompressors::lz4);
            default -> throw new ParquetDecodingException("memsweep writes no pages compressed as " + codec);
        };
    }

    private static byte[] lz4(byte[] bytes, int size) {
        byte[] plain = new byte[size];
        new Lz4Decompressor().decompress(bytes, 0, bytes.length, plain, 0, size);
        return plain;
    }

    @Override
    public void release() {}

    /** Turns a compressed page into one of {@code size} bytes. */
    private interface Method {
        byte[] decompress(byte[] bytes, int size) throws IOException;
    }

    private record Decompressor(Method method) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(plain(bytes.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) throws IOException {
            byte[] bytes = new byte[compressedSize];
            input.get(bytes);
            output.put(plain(bytes, size));
        }

        private byte[] plain(byte[] bytes, int size) throws IOException {
            byte[] plain = method.decompress(bytes, size);
            if (plain.length != size) {
                throw new ParquetDecodingException("a page has " + plain.length + " bytes instead of " + size);
            }
            return plain;
        }

        @Override
        public void release() {}
    }
}
