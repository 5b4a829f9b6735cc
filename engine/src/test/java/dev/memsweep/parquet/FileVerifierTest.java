package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.parquet.io.LocalInputFile;
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
        Path file = directory.resolve("copy.parquet");
        Files.write(file, content);
        return FileVerifier.verify(new LocalInputFile(file), "copy.parquet");
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
        for (int length = 0; length < bytes.length; length += 37) {
            assertThat(verify(Arrays.copyOf(bytes, length)).findings())
                    .as("%s bytes", length)
                    .isNotEmpty();
        }
        assertThat(verify(Arrays.copyOf(bytes, bytes.length + 1)).findings()).isNotEmpty();
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        assertThat(verify(twice).findings()).isNotEmpty();
    }
}
