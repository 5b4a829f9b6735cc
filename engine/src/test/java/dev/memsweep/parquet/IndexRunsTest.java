package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IndexRunsTest {
    static List<Arguments> lengthsAndWidths() {
        List<Arguments> cases = new ArrayList<>();
        for (int length : new int[] {1, 7, 8, 9, 63, 64, 65, 127, 128, 129, 5000}) {
            for (int width : new int[] {1, 2, 5, 8, 9, 16, 17, 24, 25, 31}) {
                cases.add(Arguments.of(length, width));
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0} indices of {1} bits")
    @MethodSource("lengthsAndWidths")
    void runsAndGroupsComeBackFromParquetJava(int length, int width) throws IOException {
        int[] indices = runsOfRandomLength(new Random(41L * length + width), length, width);
        ByteBuilder out = new ByteBuilder();

        IndexRuns.put(indices, length, width, out);
        IndexRuns.putRun(1, 1000, width, out);
        IndexRuns.put(indices, length, width, out);

        RunLengthBitPackingHybridDecoder decoder =
                new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(out.toArray()));
        assertThat(read(decoder, length)).isEqualTo(indices);
        assertThat(read(decoder, 1000)).containsOnly(1);
        assertThat(read(decoder, length)).isEqualTo(indices);
    }

    @Test
    void aUniformSequenceIsOneRun() {
        ByteBuilder out = new ByteBuilder();

        IndexRuns.put(new int[100_000], 100_000, 1, out);

        assertThat(out.size()).isEqualTo(3 + 1);
    }

    private static int[] runsOfRandomLength(Random random, int length, int width) {
        int[] indices = new int[length];
        int bound = width == 31 ? Integer.MAX_VALUE : 1 << width;
        int i = 0;
        while (i < length) {
            int end = Math.min(length, i + 1 + (random.nextBoolean() ? 0 : random.nextInt(30)));
            int index = random.nextInt(bound);
            while (i < end) {
                indices[i++] = index;
            }
        }
        return indices;
    }

    private static int[] read(RunLengthBitPackingHybridDecoder decoder, int count) throws IOException {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = decoder.readInt();
        }
        return indices;
    }
}
