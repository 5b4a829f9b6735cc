package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVerifierTest {
    @TempDir
    Path directory;

    private byte[] bytes = new byte[0];

    @BeforeEach
    void write() throws IOException {
        Path file = directory.resolve("grid.parquet");
        HandMadeGrid grid = new HandMadeGrid(95, 64, 2, 64, 1);
        try (ParquetSink sink =
                ParquetSink.open(OutputTarget.local(file, false), grid.columns(), ParquetOptions.DEFAULT)) {
            grid.writeTo(sink, 2, 1);
            sink.finish(Map.of("key", "value"));
        }
        bytes = Files.readAllBytes(file);
    }

    private FileVerifier.Result verify(byte[] content) throws IOException {
        return FileVerifier.verify(new BytesFile(content), "copy.parquet");
    }

    @Test
    void aWholeFileHasNoFindings() throws IOException {
        FileVerifier.Result result = verify(bytes);

        assertThat(result.findings()).isEmpty();
        assertThat(result.rows()).isEqualTo(256);
        assertThat(result.bytes()).isEqualTo(bytes.length);
        assertThat(result.metadata()).containsEntry("key", "value");
    }

    @Test
    void aFlippedBitInAnyByteIsFound() throws IOException {
        SplittableRandom random = new SplittableRandom(20260101);
        for (int at = 0; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(verify(flipped).findings()).as("byte %s", at).isNotEmpty();
        }
    }

    @Test
    void aTruncatedExtendedOrDoubledFileIsFound() throws IOException {
        assertEveryOtherLengthIsFound();
    }

    private void assertEveryOtherLengthIsFound() throws IOException {
        for (int length = 0; length < bytes.length; length++) {
            assertThat(verify(Arrays.copyOf(bytes, length)).findings())
                    .as("%s bytes", length)
                    .isNotEmpty();
        }
        for (int added = 0; added < 256; added++) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            longer[bytes.length] = (byte) added;
            assertThat(verify(longer).findings()).as("one byte more, %s", added).isNotEmpty();
        }
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        assertThat(verify(twice).findings()).isNotEmpty();
    }

    /** Two or three bits of each byte. */
    @Test
    void flippedBitsInEveryByteOfASmallFileAreFound() throws IOException {
        Path file = directory.resolve("small.parquet");
        new RoundGrid(99, 1, 200).write(OutputTarget.local(file, false));
        bytes = Files.readAllBytes(file);
        assertThat(bytes.length).isBetween(1000, 4096);
        for (int bit = 0; bit < Byte.SIZE * bytes.length; bit += 3) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(verify(flipped).findings()).as("bit %s", bit).isNotEmpty();
        }
        assertEveryOtherLengthIsFound();
    }

    @Test
    void flippedBitsOfALargeFileAreFound() throws IOException {
        Path file = directory.resolve("large.parquet");
        new RoundGrid(99, 60).write(OutputTarget.local(file, false));
        bytes = Files.readAllBytes(file);
        assertThat(bytes.length).isGreaterThan(1 << 20);
        assertThat(verify(bytes).findings()).isEmpty();
        long seed = Seed.of("flips in a large file");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(bytes.length);
            byte bit = (byte) (1 << random.nextInt(8));
            bytes[at] ^= bit;
            assertThat(verify(bytes).findings())
                    .as("byte %s, %s", at, Seed.option(seed))
                    .isNotEmpty();
            bytes[at] ^= bit;
        }
    }
}
