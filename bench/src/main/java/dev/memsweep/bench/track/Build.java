package dev.memsweep.bench.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds the benchmark jar of another commit, once. */
final class Build {
    private static final String JAR = "bench/target/benchmarks.jar";

    private final Git git;

    /** Jars by commit; they go with the rest of what was built. */
    private final Path jars;

    Build(Git git) {
        this.git = git;
        this.jars = git.root().resolve("bench/target/by-commit");
    }

    /**
     * The jar of a commit.
     *
     * @throws IOException when it cannot be built
     */
    BenchmarkJar of(String commit) throws IOException, InterruptedException {
        Path jar = jars.resolve(commit + ".jar");
        if (!Files.exists(jar)) {
            Files.createDirectories(jars);
            Path folder = Files.createTempDirectory("memsweep-" + commit.substring(0, 7));
            try {
                git.addWorktree(folder, commit);
                make(folder);
                Files.move(folder.resolve(JAR), jar);
            } finally {
                git.removeWorktree(folder);
            }
        }
        return new BenchmarkJar(jar);
    }

    private static void make(Path folder) throws IOException, InterruptedException {
        Process maven = new ProcessBuilder(
                        "mvn", "-q", "-B", "-ntp", "-Dquick", "-DskipTests", "package", "-pl", "bench", "-am")
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (maven.waitFor() != 0) {
            throw new IOException("the predecessor does not build; name another with --against, or none");
        }
    }
}
