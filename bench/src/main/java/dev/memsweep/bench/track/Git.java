package dev.memsweep.bench.track;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The repository, as far as results have to be told apart by commit.
 *
 * @param root its top folder
 */
record Git(Path root) {
    /** What the benchmarks do not depend on. */
    private static final List<String> RESULTS = List.of(":!bench/history", ":!bench/README.md");

    /**
     * The full id of a revision.
     *
     * @throws IllegalArgumentException when there is none
     */
    String commit(String revision) throws IOException, InterruptedException {
        try {
            return run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        } catch (IOException e) {
            throw new IllegalArgumentException("no commit is called '" + revision + "'", e);
        }
    }

    /** The first line of a commit's message. */
    String subject(String commit) throws IOException, InterruptedException {
        return run("log", "-1", "--format=%s", commit);
    }

    /** Whether files differ from the last commit, those of earlier results aside. */
    boolean dirty() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("status", "--porcelain", "--", "."));
        words.addAll(RESULTS);
        return !run(words.toArray(String[]::new)).isEmpty();
    }

    /** Whether a commit is among those that the last one builds on. */
    boolean isAncestor(String commit) throws IOException, InterruptedException {
        return start("merge-base", "--is-ancestor", commit, "HEAD").waitFor() == 0;
    }

    /** Puts the files of a commit into a new folder. */
    void addWorktree(Path folder, String commit) throws IOException, InterruptedException {
        run("worktree", "add", "--detach", "--force", folder.toString(), commit);
    }

    /** Removes such a folder. */
    void removeWorktree(Path folder) throws IOException, InterruptedException {
        run("worktree", "remove", "--force", folder.toString());
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("git " + String.join(" ", words) + " failed");
        }
        return text.strip();
    }
}
