package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Packages of npm for tests, installed once for as long as the lock file stays what it is. */
final class NodePackages {
    private NodePackages() {}

    /**
     * Installs what a lock file asks for; skips the test where Node.js or npm is missing.
     *
     * @param sources the folder of {@code package.json} and {@code package-lock.json}
     * @param name a name for the folder in which they are installed
     * @return that folder
     */
    static Path installed(Path sources, String name) throws IOException, InterruptedException {
        if (!exists("node") || !exists("npm")) {
            String reason = "SKIPPED: node or npm is missing, install Node.js 20 or newer for " + sources;
            System.err.println(reason);
            abort(reason);
        }
        Path installed = Files.createDirectories(Path.of("target", name).toAbsolutePath());
        Path lock = installed.resolve("package-lock.json");
        Path wanted = sources.resolve("package-lock.json");
        if (!Files.isRegularFile(lock) || Files.mismatch(lock, wanted) >= 0) {
            String packages = "package.json";
            Files.copy(sources.resolve(packages), installed.resolve(packages), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(lock);
            // Under another name until it is done: an install that was cut off must not count as one.
            Path unfinished = installed.resolve("npm-shrinkwrap.json");
            Files.copy(wanted, unfinished, StandardCopyOption.REPLACE_EXISTING);
            execute(installed, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Files.move(unfinished, lock);
        }
        return installed;
    }

    /** Whether a program is on the path. */
    static boolean exists(String program) {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Runs a program, which must succeed, and returns what it prints. */
    static String execute(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
