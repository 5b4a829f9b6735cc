package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code memsweep} command as it is packaged, in a process of its own. */
final class PackagedCommand {
    private static final Path JAR =
            Path.of("..", "cli", "target", "dist", "lib", "memsweep-cli.jar").toAbsolutePath();

    private final Path folder;
    private final Map<String, String> variables;

    /** The command, run in this folder. */
    PackagedCommand(Path folder) {
        this(folder, Map.of());
    }

    /** The command, run in this folder with more environment variables. */
    PackagedCommand(Path folder, Map<String, String> variables) {
        this.folder = folder;
        this.variables = Map.copyOf(variables);
    }

    /** Runs the command, which must succeed, and returns what it prints. */
    String run(List<String> words) throws IOException, InterruptedException {
        Process process = start(words);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors()).isZero();
        return output;
    }

    /** Starts the command, whose standard output is to be read. */
    Process start(List<String> words) throws IOException {
        assertThat(JAR)
                .as("the command, which is packaged before this module is tested")
                .isRegularFile();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-jar", JAR.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(variables);
        Process process = builder.directory(folder.toFile())
                .redirectError(errorFile().toFile())
                .start();
        process.getOutputStream().close();
        return process;
    }

    private Path errorFile() {
        return folder.resolve("errors.txt");
    }

    /** What the last run said on standard error. */
    String errors() throws IOException {
        return Files.readString(errorFile());
    }

    /** One of the ready specs. */
    static String readySpec(String name) {
        return Path.of("..", "specs", name).toAbsolutePath().normalize().toString();
    }
}
