package dev.memsweep.spark;

import dev.memsweep.cli.DirectoryParts;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.parquet.Manifest;
import dev.memsweep.parquet.PartAttempt;
import dev.memsweep.parquet.PartSink;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.SweepPartition;
import java.io.IOException;
import java.io.Serializable;

/**
 * A part file to be written.
 *
 * @param partition number of its partition
 * @param number number of the file in the partition
 * @param from its first row group among those of the partition
 * @param to end of its row groups, exclusive
 * @param rowsBefore rows of the partition in the files before it
 * @param points points of the grid that it is made of, for the progress
 */
record PartTask(int partition, int number, long from, long to, long rowsBefore, long points) implements Serializable {
    /**
     * What came of a task: a part in a file of the directory of attempts, or a row that has no value. The latter is no
     * failure of the task, which would be tried again.
     *
     * @param path path of the part in the directory; empty when a row has no value
     * @param rows its rows
     * @param bytes its length
     * @param crc32c the checksum in its footer
     * @param file name of the file among the attempts
     */
    record Written(String path, long rows, long bytes, String crc32c, String file) implements Serializable {
        static final Written NOTHING = new Written("", 0, 0, "", "");

        Manifest.Part part() {
            return new Manifest.Part(path, rows, bytes, crc32c);
        }
    }

    /**
     * Writes the part.
     *
     * @param file a file name that no other attempt uses
     * @throws IOException when it cannot be written
     */
    Written write(JobText job, String file) throws IOException {
        DirectoryParts parts = job.parts();
        SweepPartition whole = parts.partitions().get(partition);
        Plan plan = PlanCompiler.compile(DirectoryParts.rows(whole));
        PartAttempt attempt = new PartAttempt(job.place(), file);
        try (PartSink sink = parts.open(whole, attempt, plan, number, rowsBefore)) {
            new Evaluator(plan, 1).run(sink, from, to, done -> KilledTask.endIfKilled());
            sink.finish();
        } catch (PointFaultException e) {
            return Written.NOTHING;
        }
        Manifest.Part part = attempt.written();
        return new Written(part.path(), part.rows(), part.bytes(), part.crc32c(), file);
    }
}
