package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetVerifierTest {
    @TempDir
    Path folder;

    private Path directory;
    private Path part;

    @BeforeEach
    void write() throws IOException {
        directory = folder.resolve("grid");
        part = directory.resolve("kind=c/part-00001-test.parquet");
        new Dataset(DatasetTarget.at(directory.toString(), false)).write();
    }

    private List<String> findings() throws IOException {
        Storage.Place place = Storage.at(directory.toString());
        return DatasetVerifier.verify(place, "grid", (file, name, manifest, findings) -> {}).findings().stream()
                .map(Finding::toString)
                .toList();
    }

    /** The findings of the directory with other bytes in one of its files, without a write for each trial. */
    private List<Finding> findings(Path changed, byte[] content) throws IOException {
        Storage storage = new ForwardingStorage() {
            @Override
            public long length(String path) throws IOException {
                return input(path).getLength();
            }

            @Override
            public InputFile input(String path) throws IOException {
                Path file = Path.of(path);
                return new BytesFile(file.equals(changed) ? content : Files.readAllBytes(file));
            }
        };
        Storage.Place place = new Storage.Place(storage, directory.toString());
        return DatasetVerifier.verify(place, "grid", (file, name, manifest, findings) -> {})
                .findings();
    }

    @Test
    void aFlippedBitInAnyByteOfTheManifestIsFound() throws IOException {
        Path manifest = directory.resolve("_manifest.json");
        byte[] bytes = Files.readAllBytes(manifest);
        for (int bit = 0; bit < Byte.SIZE * bytes.length; bit += 7) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(findings(manifest, flipped)).as("bit %s", bit).isNotEmpty();
        }
        assertThat(findings(manifest, bytes)).isEmpty();
    }

    @Test
    void aManifestThatIsShorterOrLongerIsFound() throws IOException {
        Path manifest = directory.resolve("_manifest.json");
        byte[] bytes = Files.readAllBytes(manifest);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(findings(manifest, Arrays.copyOf(bytes, length)))
                    .extracting(Finding::toString)
                    .containsExactly("grid/_manifest.json: does not end with the checksum of itself");
        }
        for (int added = 0; added < 256; added++) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            longer[bytes.length] = (byte) added;
            assertThat(findings(manifest, longer))
                    .as("one byte more, %s", added)
                    .isNotEmpty();
        }
    }

    @Test
    void aPartWithAFlippedBitOrOfAnotherLengthIsFound() throws IOException {
        List<Path> parts;
        try (Stream<Path> files = Files.walk(directory)) {
            parts = files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        assertThat(parts).hasSize(4);
        long seed = Seed.of("flips in parts");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            Path changed = parts.get(i % parts.size());
            byte[] bytes = Files.readAllBytes(changed);
            int at = random.nextInt(bytes.length);
            byte[] shorter = Arrays.copyOf(bytes, at);
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            longer[bytes.length] = (byte) i;
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            for (byte[] content : List.of(bytes, shorter, longer)) {
                assertThat(findings(changed, content))
                        .as("byte %s of %s, %s bytes, %s", at, changed, content.length, Seed.option(seed))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void missingAndExtraFilesAreFound() throws IOException {
        Files.move(part, directory.resolve("kind=c/part-00002-test.parquet"));
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.createDirectories(directory.resolve("kind=d"));
        Files.delete(directory.resolve("_SUCCESS"));

        assertThat(findings())
                .containsExactly(
                        "grid/_SUCCESS: is missing: the directory may be unfinished",
                        "grid/kind=c/part-00001-test.parquet: is missing",
                        "grid/kind=c/part-00002-test.parquet: is not in the manifest",
                        "grid/kind=d/: is not in the manifest",
                        "grid/notes.txt: is not in the manifest");
    }

    @Test
    void aPartInThePlaceOfAnotherIsFound() throws IOException {
        Files.copy(directory.resolve("kind=c/part-00000-test.parquet"), part, StandardCopyOption.REPLACE_EXISTING);

        assertThat(findings())
                .anyMatch(
                        line -> line.matches("grid/kind=c/part-00001-test\\.parquet: is another file: its checksum is "
                                + "[0-9a-f]{8}, the manifest states [0-9a-f]{8}"));
    }

    @Test
    void theManifestAndSuccessAreNeeded() throws IOException {
        Files.writeString(directory.resolve("_SUCCESS"), "x");
        Files.delete(directory.resolve("_manifest.json"));

        assertThat(findings())
                .containsExactly("grid/_SUCCESS: has 1 bytes; it must be empty", "grid/_manifest.json: is missing");
    }

    @Test
    void aPathThatLeadsOutOfTheDirectoryIsRefused() {
        for (String path : List.of("../x", "/etc/passwd", "a/../../b", "a/..", "./a")) {
            byte[] manifest =
                    new Manifest(Map.of(), List.of(), List.of(new Manifest.Part(path, 1, 1, "00000000"))).encoded();

            assertThat(new String(manifest, StandardCharsets.UTF_8)).contains(path);
            assertThatThrownBy(() -> Manifest.decode(manifest))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot be read: '" + path + "' leads out of the directory");
        }
    }
}
