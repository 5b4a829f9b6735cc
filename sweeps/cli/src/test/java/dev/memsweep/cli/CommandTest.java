package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A folder of its own for each test, and the command run in it. */
abstract class CommandTest {
    /** Formulas whose values are easily known. */
    static final String TOY = """
            /** Layers. */
            param n: int in 0..100
            /** Divisor. */
            param d: int in 0..10
            /** Scale. */
            param x: real = 1.5
            /** Whether. */
            param on: bool = true

            /** Bytes of all layers.
                @unit bytes */
            layer_bytes = n * 1000

            /** Share of one. */
            share = n / d

            /** Whole share. */
            whole = n // d
            """;

    @TempDir
    Path folder = Path.of("");

    /**
     * What a run came to.
     *
     * @param code exit code
     * @param out standard output
     * @param err standard error
     */
    record Run(int code, String out, String err) {}

    Run run(String... args) {
        return run(new Environment(Map.of(), folder, false, false, 100), args);
    }

    static Run run(Environment environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Memsweep.run(args, out, err, environment);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What a run prints that must succeed. */
    String result(String... args) {
        Run run = run(args);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    void write(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text with the folder's own name left out. */
    String withoutFolder(String text) {
        return text.replace(folder + "/", "").replace(folder.toString(), "FOLDER");
    }

    List<String> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that the command refuses with exactly this text and this code, prints no result and leaves no file. */
    void assertRefused(int code, String message, String... args) {
        List<String> before = files();
        Run run = run(args);
        assertThat(withoutFolder(run.err())).isEqualTo(message);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    /** The words of a command line: {@code first}, then those of the question. */
    static String[] words(String[] question, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(question));
        return all.toArray(String[]::new);
    }

    /** One of the ready specs. */
    static String readySpec(String name) {
        Path specs = Path.of("..", "specs");
        return specs.toAbsolutePath().normalize().resolve(name).toString();
    }
}
