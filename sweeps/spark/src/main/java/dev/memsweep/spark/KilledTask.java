package dev.memsweep.spark;

import org.apache.spark.TaskContext;

/** A task that Spark no longer wants, as when another attempt was faster. */
final class KilledTask {
    private KilledTask() {}

    /**
     * Ends the task of this thread, if Spark wants that; outside a task does nothing.
     *
     * @throws org.apache.spark.TaskKilledException if so
     */
    static void endIfKilled() {
        TaskContext task = TaskContext.get();
        if (task != null) {
            task.killTaskIfInterrupted();
        }
    }
}
