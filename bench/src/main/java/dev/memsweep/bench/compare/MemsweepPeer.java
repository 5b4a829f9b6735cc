package dev.memsweep.bench.compare;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.parquet.OutputTarget;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.ParquetSink;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** memsweep's engine in a process that stays, to a synced file; the plan is compiled anew in each run. */
record MemsweepPeer(Reference reference, int threads) implements Peer {
    @Override
    public Answer run(Path out) throws IOException {
        Plan plan = PlanCompiler.compile(reference.sweep);
        OutputTarget target = OutputTarget.local(out, true);
        try (ParquetSink sink = ParquetSink.open(target, plan, ParquetOptions.DEFAULT)) {
            new Evaluator(plan, threads).run(sink, done -> {});
            sink.finish(Map.of());
            return new Answer(sink.rowsWritten(), 0, 0);
        }
    }
}
