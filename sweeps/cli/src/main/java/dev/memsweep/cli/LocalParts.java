package dev.memsweep.cli;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.parquet.DatasetTarget;
import dev.memsweep.parquet.PartSink;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.SweepPartition;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongConsumer;

/** Writes parts by the threads of this process, one partition after the other and one file at a time. */
final class LocalParts implements PartWriting {
    private final int threads;

    LocalParts(int threads) {
        this.threads = threads;
    }

    @Override
    public Map<String, String> storageSettings() {
        return Map.of();
    }

    @Override
    public void write(DirectoryParts parts, DatasetTarget target, LongConsumer progress) throws IOException {
        long before = 0;
        for (SweepPartition partition : parts.partitions()) {
            long start = before;
            progress.accept(start);
            Plan plan = PlanCompiler.compile(DirectoryParts.rows(partition));
            double points = partition.sweep().grid().rows();
            double rows = plan.sweep().grid().rows();
            try (PartSink sink = parts.open(partition, target, plan, 0, 0)) {
                new Evaluator(plan, threads).run(sink, done -> progress.accept(start + (long) (done / rows * points)));
                sink.finish();
            } catch (PointFaultException e) {
                throw DirectoryParts.faultOf(partition, e);
            }
            before += partition.sweep().grid().rows();
        }
    }
}
