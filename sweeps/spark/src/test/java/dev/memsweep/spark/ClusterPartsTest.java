package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.cli.Environment;
import dev.memsweep.cli.Memsweep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tasks of Spark write, against what the same command writes by its own threads: every byte of every file. */
@Timeout(180)
@Tag("exhaustive")
final class ClusterPartsTest {
    private static ClusterParts cluster;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
        cluster = new ClusterParts();
    }

    /** What a run came to. */
    private record Run(int code, String out, String err) {}

    private Run run(boolean distributed, String output, String... more) {
        String spec = PackagedCommand.readySpec("reference-w1.yaml");
        String[] words = Stream.concat(Stream.of("sweep", spec, "-o", output), Arrays.stream(more))
                .toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Environment environment = new Environment(Map.of(), folder, false, false, 100);
        int code = distributed
                ? Memsweep.run(words, out, err, environment, cluster)
                : Memsweep.run(words, out, err, environment);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Map<String, List<Byte>> files(String directory) throws IOException {
        Map<String, List<Byte>> files = new TreeMap<>();
        Path root = folder.resolve(directory);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                Byte[] boxed = new Byte[bytes.length];
                Arrays.setAll(boxed, i -> bytes[i]);
                files.put(root.relativize(file).toString(), List.of(boxed));
            }
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--file-rows 400000",
                "--file-rows 60000 --where fits80",
                "--partition-by dtype,tp --where total_bytes<=20GiB --file-rows 50000 --compression snappy",
                "--where total_bytes<0",
                "--partition-by zero --row-group-rows 20000 --page-rows 1000 --columns seq,zero,fits80",
            })
    void areTheFilesOfALocalRun(String options) throws IOException {
        String[] more = options.split(" ", -1);
        Run local = run(false, "local/", more);
        Run distributed = run(true, "spark/", more);

        assertThat(local.code()).as(local.err()).isZero();
        assertThat(distributed.code()).as(distributed.err()).isZero();
        assertThat(files("local").keySet()).contains("_SUCCESS", "_manifest.json");
        assertThat(files("spark").keySet()).isEqualTo(files("local").keySet());
        assertThat(files("spark").equals(files("local"))).isTrue();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("local", "spark");
    }

    @Test
    void areNoneWhereARowHasNoValueAndTheMessageIsThatOfALocalRun() {
        String late = " --derive late=seq//(micro_batch*tp-128) --columns late";
        for (String options : List.of(
                "--file-rows 100000" + late,
                "--partition-by dtype" + late,
                "--partition-by dtype --where seq//(micro_batch*tp-128)!=7")) {
            String[] more = options.split(" ", -1);
            Run local = run(false, "grid/", more);
            Run distributed = run(true, "grid/", more);

            assertThat(local.code()).isEqualTo(2);
            assertThat(distributed).isEqualTo(local);
            assertThat(local.err()).contains("division by zero");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void replaceADirectoryOnlyWhenThatIsAskedFor() throws IOException {
        assertThat(run(true, "grid/").code()).isZero();
        Map<String, List<Byte>> before = files("grid");

        assertThat(run(true, "grid/", "--where", "fits80").err()).contains("already exists; add --force");
        assertThat(files("grid").equals(before)).isTrue();
        assertThat(run(true, "grid/", "--where", "fits80", "--force").code()).isZero();
        assertThat(files("grid").equals(before)).isFalse();
        assertThat(folder.toFile().list()).containsExactly("grid");
    }

    @Test
    void areRefusedAsASingleFile() {
        Run run = run(true, "grid.parquet");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Spark writes a directory, not a file");
    }
}
