package dev.memsweep.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.airlift.compress.lz4.Lz4Compressor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/**
 * Compresses pages by calling one codec directly. The result depends on the input alone, not on what was compressed
 * before. For one thread at a time; must be closed.
 */
abstract class Compressor implements AutoCloseable {
    private byte[] scratch = new byte[0];

    /** The compressor of a codec; loads its native library. */
    static Compressor of(Codec codec, int level) {
        return switch (codec) {
            case ZSTD -> new ZstdCompressor(level);
            case SNAPPY -> new SnappyCompressor();
            case LZ4_RAW -> new Lz4RawCompressor();
            case NONE -> new NoCompressor();
        };
    }

    /** Returns the compressed content of {@code raw} in an array of its own. */
    byte[] compress(ByteBuilder raw) {
        int bound = bound(raw.size());
        if (scratch.length < bound) {
            scratch = new byte[bound];
        }
        int length = compress(raw.array(), raw.size(), scratch);
        return Arrays.copyOf(scratch, length);
    }

    /** Largest compressed length of {@code bytes} bytes. */
    abstract int bound(int bytes);

    /** Compresses {@code raw[0, length)} to the start of {@code out}; returns the compressed length. */
    abstract int compress(byte[] raw, int length, byte[] out);

    @Override
    public void close() {}

    private static final class ZstdCompressor extends Compressor {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        ZstdCompressor(int level) {
            context.setLevel(level);
        }

        @Override
        int bound(int bytes) {
            return Math.toIntExact(Zstd.compressBound(bytes));
        }

        @Override
        int compress(byte[] raw, int length, byte[] out) {
            return context.compressByteArray(out, 0, out.length, raw, 0, length);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private static final class SnappyCompressor extends Compressor {
        @Override
        int bound(int bytes) {
            return Snappy.maxCompressedLength(bytes);
        }

        @Override
        int compress(byte[] raw, int length, byte[] out) {
            try {
                return Snappy.compress(raw, 0, length, out, 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Lz4RawCompressor extends Compressor {
        private final Lz4Compressor lz4 = new Lz4Compressor();

        @Override
        int bound(int bytes) {
            return lz4.maxCompressedLength(bytes);
        }

        @Override
        int compress(byte[] raw, int length, byte[] out) {
            return lz4.compress(raw, 0, length, out, 0, out.length);
        }
    }

    private static final class NoCompressor extends Compressor {
        @Override
        byte[] compress(ByteBuilder raw) {
            return raw.toArray();
        }

        @Override
        int bound(int bytes) {
            return bytes;
        }

        @Override
        int compress(byte[] raw, int length, byte[] out) {
            System.arraycopy(raw, 0, out, 0, length);
            return length;
        }
    }
}
