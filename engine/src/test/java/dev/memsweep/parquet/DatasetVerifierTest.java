package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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

    private void assertEveryFlipIsFound(Path file, int step) throws IOException {
        SplittableRandom random = new SplittableRandom(20260102);
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at += step) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            assertThat(findings()).as("byte %s of %s", at, file).isNotEmpty();
        }
        Files.write(file, bytes);
        assertThat(findings()).isEmpty();
    }

    @Test
    void aFlippedBitInTheManifestIsFound() throws IOException {
        assertEveryFlipIsFound(directory.resolve("_manifest.json"), 1);
    }

    @Test
    void aFlippedBitInAPartIsFound() throws IOException {
        assertEveryFlipIsFound(part, 11);
    }

    @Test
    void aTruncatedManifestIsFound() throws IOException {
        Path manifest = directory.resolve("_manifest.json");
        String text = Files.readString(manifest);
        for (int length = 0; length < text.length(); length += 13) {
            Files.writeString(manifest, text.substring(0, length));
            assertThat(findings()).containsExactly("grid/_manifest.json: does not end with the checksum of itself");
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
