package dev.memsweep.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A part of the outer positions, which one thread takes.
 *
 * @param number of the part, from 0
 * @param from first position
 * @param to end of the positions, exclusive
 */
record Part(int number, int from, int to) {
    /** What is done with a part. */
    interface Task {
        Answer run(Part part) throws Exception;
    }

    /** Runs a task on all parts at once, as many as there are threads. */
    static Answer forEach(int positions, int threads, Task task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Answer>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int from = (int) ((long) positions * i / threads);
                int to = (int) ((long) positions * (i + 1) / threads);
                Part part = new Part(i, from, to);
                futures.add(executor.submit(() -> task.run(part)));
            }
            Answer all = new Answer(0, 0, 0);
            for (Future<Answer> future : futures) {
                all = all.and(future.get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }
}
