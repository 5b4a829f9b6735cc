package dev.memsweep.spark;

import dev.memsweep.cli.PortableSweep;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Makes the readers on the executors: the sweep from its text, cut to the slice, compiled there.
 *
 * @param portable the sweep
 * @param columns names of the columns that are evaluated
 * @param question what each slice is asked; null when its rows are read
 * @param limit rows that are wanted of each slice at most
 */
record SweepReaderFactory(
        PortableSweep portable,
        List<String> columns,
        @Nullable ScanQuestion question,
        long limit) implements PartitionReaderFactory {
    /** Sweeps that the tasks of an executor share. */
    private static final Recent<SweepReaderFactory, Sweep> ARRANGED = new Recent<>();

    private Plan plan(InputPartition partition) {
        Sweep whole = ARRANGED.get(
                this,
                () -> ScanPlan.arranged(portable.sweep(), columns, question).orElseThrow());
        return PlanCompiler.compile(((GridSlice) partition).of(whole));
    }

    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return question == null;
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        return new BatchReader(plan(partition), limit);
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        ScanQuestion asked = Objects.requireNonNull(question);
        return partition instanceof SweepScan.NoPoints
                ? new AnswerReader(asked.answerOfNothing())
                : new AnswerReader(plan(partition), asked);
    }
}
