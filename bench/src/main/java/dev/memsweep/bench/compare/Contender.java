package dev.memsweep.bench.compare;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that computes the grid.
 *
 * @param name for people
 * @param task what it does with the rows
 * @param command starts it
 * @param output the file or folder that it writes; null where it writes none
 * @param reporting whether it prints a line for each run; else it makes one run and ends
 */
record Contender(
        String name,
        Task task,
        List<String> command,
        @Nullable Path output,
        boolean reporting) {
    /** What is done with the rows; only contenders of one task are compared. */
    enum Task {
        /** All 16 columns go to Parquet. */
        FILE("to Parquet"),
        /** Only how many fit, and the greatest total, are wanted. */
        ANSWER("evaluation alone");

        private final String words;

        Task(String words) {
            this.words = words;
        }

        /** The task in words. */
        String words() {
            return words;
        }
    }

    Contender {
        command = List.copyOf(command);
    }
}
