package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code memsweep} command as it is packaged, in a process of its own. */
final class PackagedCommand {
    private static final Path JAR =
            Path.of("..", "cli", "target", "dist", "lib", "memsweep-cli.jar").toAbsolutePath();

    private final Path folder;

    /** The command, run in this folder. */
    PackagedCommand(Path folder) {
        this.folder = folder;
    }

    /** Runs the command, which must succeed, and returns what it prints. */
    String run(List<String> words) throws IOException, InterruptedException {
        assertThat(JAR)
                .as("the command, which is packaged before this module is tested")
                .isRegularFile();
        Path errors = folder.resolve("errors.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-jar", JAR.toString()));
        command.addAll(words);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return output;
    }

    /** One of the ready specs. */
    static String readySpec(String name) {
        return Path.of("..", "specs", name).toAbsolutePath().normalize().toString();
    }
}
