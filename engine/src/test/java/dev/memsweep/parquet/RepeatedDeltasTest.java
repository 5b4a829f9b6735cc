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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiles that repeat a pattern come back as they were, value by value, from parquet-java's reader. */
class RepeatedDeltasTest {
    private long[] lanes = {};

    /** Bits of the values of a tile, and of the amounts by which whole tiles move. */
    @ParameterizedTest(name = "{0} runs of {1} tiles of {2} rows, {3}-bit pattern moved by {4} bits")
    @CsvSource({
        "1, 1, 128, 20, 20",
        "1, 2, 128, 20, 40",
        "1, 9, 256, 40, 10",
        "3, 5, 256, 30, 45",
        "4, 1, 384, 61, 30",
        "2, 7, 128, 0, 0",
        "2, 7, 128, 0, 50",
        "2, 7, 128, 50, 0",
        "5, 32, 2048, 44, 50",
    })
    void longsComeBack(int runs, int tiles, int rows, int patternBits, int moveBits) throws IOException {
        Random random = new Random(31L * runs + tiles + rows + patternBits + moveBits);
        List<Long> expected = new ArrayList<>();
        List<TileRun> packed = new ArrayList<>();
        for (int r = 0; r < runs; r++) {
            packed.add(run(random, tiles, rows, patternBits, moveBits, expected));
        }
        assertThat(read(packed, expected.size(), false)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}-bit pattern moved by {1} bits")
    @CsvSource({"31, 1", "20, 30", "1, 1", "0, 0"})
    void intsComeBack(int patternBits, int moveBits) throws IOException {
        Random random = new Random(7L * patternBits + moveBits);
        List<Long> expected = new ArrayList<>();
        List<TileRun> packed =
                List.of(run(random, 4, 128, patternBits, moveBits, expected), run(random, 3, 256, 9, 9, expected));
        assertThat(read(packed, expected.size(), true)).isEqualTo(expected);
    }

    /** A run of tiles, whose first one is added to {@link #lanes}. */
    private TileRun run(Random random, int tiles, int rows, int patternBits, int moveBits, List<Long> expected) {
        long[] pattern =
                LongStream.generate(() -> bits(random, patternBits)).limit(rows).toArray();
        int from = lanes.length;
        lanes = LongStream.concat(LongStream.of(lanes), LongStream.of(pattern)).toArray();
        TileRun run = new TileRun();
        run.start(lanes, from, rows, true, 1);
        LongStream.of(pattern).forEach(expected::add);
        for (int t = 1; t < tiles; t++) {
            long move = bits(random, moveBits);
            run.repeat(pattern[0] + move);
            LongStream.of(pattern).forEach(value -> expected.add(value + move));
        }
        return run;
    }

    private static long bits(Random random, int bits) {
        return bits == 0 ? 0 : random.nextLong() >>> (Long.SIZE - bits);
    }

    private List<Long> read(List<TileRun> runs, int count, boolean int32) throws IOException {
        ByteBuilder out = new ByteBuilder();
        new RepeatedDeltas(new DeltaPacker(int32), int32).pack(lanes, runs, count, out);
        DeltaBinaryPackingValuesReader reader = new DeltaBinaryPackingValuesReader();
        reader.initFromPage(count, ByteBufferInputStream.wrap(ByteBuffer.wrap(out.toArray())));
        return LongStream.generate(() -> int32 ? reader.readInteger() : reader.readLong())
                .limit(count)
                .boxed()
                .toList();
    }
}
