package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitPackerTest {
    static IntStream widths() {
        return IntStream.rangeClosed(0, Long.SIZE);
    }

    @ParameterizedTest(name = "{0} bits")
    @MethodSource("widths")
    void packsLongsLowestBitFirst(int width) {
        long[] values = new Random(width)
                .longs(136)
                .map(value -> width == 0 ? 0 : value >>> (Long.SIZE - width))
                .toArray();
        byte[] out = new byte[3 + 128 * width / 8 + ByteBuilder.SLACK];

        int end = BitPacker.pack(values, 8, 128, width, out, 3);

        assertThat(end).isEqualTo(3 + 128 * width / 8);
        for (int i = 0; i < 128; i++) {
            assertThat(slowlyRead(out, 3, i, width)).as("value %s", i).isEqualTo(values[8 + i]);
        }
    }

    @ParameterizedTest(name = "{0} bits")
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 30, 31})
    void packsIndicesLikeLongs(int width) {
        int[] indices = new Random(width)
                .ints(64, 0, width == 31 ? Integer.MAX_VALUE : 1 << width)
                .toArray();
        byte[] fromInts = new byte[64 * width / 8 + ByteBuilder.SLACK];
        byte[] fromLongs = new byte[64 * width / 8 + ByteBuilder.SLACK];

        int end = BitPacker.pack(indices, 0, 64, width, fromInts, 0);
        BitPacker.pack(IntStream.of(indices).asLongStream().toArray(), 0, 64, width, fromLongs, 0);

        assertThat(end).isEqualTo(64 * width / 8);
        assertThat(fromInts).isEqualTo(fromLongs);
    }

    @ParameterizedTest(name = "{0} flags")
    @ValueSource(ints = {1, 7, 8, 9, 127, 128, 129, 1000})
    void packsFlagsAndClearsTheBitsBehindTheLast(int count) {
        byte[] flags = new byte[count + Byte.SIZE];
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            flags[i] = (byte) random.nextInt(2);
        }
        byte[] out = new byte[count / 8 + 1];

        int end = BitPacker.packFlags(flags, count, out, 0);

        assertThat(end).isEqualTo((count + 7) / 8);
        for (int i = 0; i < end * 8; i++) {
            assertThat(slowlyRead(out, 0, i, 1)).as("flag %s", i).isEqualTo(flags[i]);
        }
    }

    /** Reads the value number {@code index} bit by bit. */
    static long slowlyRead(byte[] bytes, int from, int index, int width) {
        long value = 0;
        for (int bit = 0; bit < width; bit++) {
            int position = index * width + bit;
            long set = bytes[from + position / 8] >> (position % 8) & 1;
            value |= set << bit;
        }
        return value;
    }
}
