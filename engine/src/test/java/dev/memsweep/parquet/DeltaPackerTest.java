package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeltaPackerTest {
    private static final int[] LENGTHS = {1, 2, 7, 8, 32, 33, 34, 127, 128, 129, 130, 257, 1000};

    static List<Arguments> lengthsAndWidths() {
        List<Arguments> cases = new ArrayList<>();
        for (int width = 0; width <= Long.SIZE; width++) {
            cases.add(Arguments.of(LENGTHS[width % LENGTHS.length], width));
            cases.add(Arguments.of(300, width));
        }
        for (int length : LENGTHS) {
            cases.add(Arguments.of(length, 20));
        }
        return cases;
    }

    @ParameterizedTest(name = "{0} values of {1} bits")
    @MethodSource("lengthsAndWidths")
    void longsComeBackFromBothReaders(int length, int width) throws IOException {
        long[] values = new Random(31L * length + width)
                .longs(length)
                .map(value -> width == 0 ? 0 : value >> (Long.SIZE - width))
                .toArray();

        byte[] packed = pack(values, false);

        assertThat(slowlyRead(packed, false)).isEqualTo(values);
        DeltaBinaryPackingValuesReader reader = reader(packed, length);
        assertThat(LongStream.generate(reader::readLong).limit(length).toArray())
                .isEqualTo(values);
    }

    @ParameterizedTest(name = "{0} values of {1} bits")
    @MethodSource("lengthsAndWidths")
    void intsComeBackFromBothReaders(int length, int width) throws IOException {
        long[] values = new Random(37L * length + width)
                .ints(length)
                .mapToLong(value -> width == 0 ? 0 : value >> Math.max(0, Integer.SIZE - width))
                .toArray();

        byte[] packed = pack(values, true);

        assertThat(slowlyRead(packed, true)).isEqualTo(values);
        DeltaBinaryPackingValuesReader reader = reader(packed, length);
        assertThat(LongStream.generate(reader::readInteger).limit(length).toArray())
                .isEqualTo(values);
    }

    @Test
    void differencesWrapAroundAt64Bits() throws IOException {
        long[] values = {Long.MIN_VALUE, Long.MAX_VALUE, 0, Long.MIN_VALUE, -1, Long.MAX_VALUE, Long.MAX_VALUE, 1};

        assertThat(slowlyRead(pack(values, false), false)).isEqualTo(values);
    }

    @Test
    void differencesOfIntsNeverNeedMoreThan32Bits() throws IOException {
        long[] values = {Integer.MIN_VALUE, Integer.MAX_VALUE, 0, Integer.MIN_VALUE, -1, Integer.MAX_VALUE, 1};

        byte[] packed = pack(values, true);

        assertThat(slowlyRead(packed, true)).isEqualTo(values);
        assertThat(packed).hasSizeLessThan(10 + 5 + DeltaPacker.MINIBLOCKS + Integer.BYTES * 32);
    }

    @Test
    void anArithmeticSequenceTakesNoBitsPerValue() {
        long[] values = LongStream.range(0, 1 + 128 * 10).map(i -> 5 + 7 * i).toArray();

        int headerBytes = 2 + 1 + 2 + 1;
        assertThat(pack(values, false)).hasSize(headerBytes + 10 * (1 + DeltaPacker.MINIBLOCKS));
    }

    private static byte[] pack(long[] values, boolean int32) {
        ByteBuilder out = new ByteBuilder();
        new DeltaPacker(int32).pack(values, values.length, out);
        return out.toArray();
    }

    private static DeltaBinaryPackingValuesReader reader(byte[] packed, int length) throws IOException {
        DeltaBinaryPackingValuesReader reader = new DeltaBinaryPackingValuesReader();
        reader.initFromPage(length, ByteBufferInputStream.wrap(ByteBuffer.wrap(packed)));
        return reader;
    }

    /** Decodes one value at a time, bit by bit, as the format's text describes it. */
    private static long[] slowlyRead(byte[] packed, boolean int32) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        int blockValues = (int) varLong(in);
        int miniblocks = (int) varLong(in);
        int miniblockValues = blockValues / miniblocks;
        long[] values = new long[(int) varLong(in)];
        values[0] = zigZag(in);
        int filled = 1;
        while (filled < values.length) {
            long min = zigZag(in);
            byte[] widths = new byte[miniblocks];
            in.get(widths);
            for (int m = 0; m < miniblocks && filled < values.length; m++) {
                int width = widths[m];
                for (int i = 0; i < miniblockValues && filled < values.length; i++) {
                    long sum = values[filled - 1] + min + BitPackerTest.slowlyRead(packed, in.position(), i, width);
                    values[filled++] = int32 ? (int) sum : sum;
                }
                in.position(in.position() + miniblockValues * width / 8);
            }
        }
        assertThat(in.remaining()).as("bytes behind the last miniblock").isZero();
        return values;
    }

    private static long varLong(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    private static long zigZag(ByteBuffer in) {
        long coded = varLong(in);
        return (coded >>> 1) ^ -(coded & 1);
    }
}
