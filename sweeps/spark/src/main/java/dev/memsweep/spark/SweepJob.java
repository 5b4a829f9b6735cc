package dev.memsweep.spark;

import dev.memsweep.cli.Environment;
import dev.memsweep.cli.Memsweep;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.stream.Stream;

/**
 * The job that {@code spark-submit} runs: {@code memsweep sweep} with executors that write the part files.
 *
 * <p>Its arguments are those of {@code memsweep sweep}, without {@code --spark}; the exit codes are the same.
 */
public final class SweepJob {
    private SweepJob() {}

    /** Runs the sweep and ends the process. */
    public static void main(String[] args) {
        String[] words = Stream.concat(Stream.of("sweep"), Stream.of(args)).toArray(String[]::new);
        int code;
        try (ClusterParts parts = new ClusterParts()) {
            code = Memsweep.run(
                    words,
                    new FileOutputStream(FileDescriptor.out),
                    new FileOutputStream(FileDescriptor.err),
                    Environment.ofProcess(),
                    parts);
        }
        System.exit(code);
    }
}
