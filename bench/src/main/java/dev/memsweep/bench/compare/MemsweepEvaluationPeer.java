package dev.memsweep.bench.compare;

import dev.memsweep.bench.Workload;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.SummarySink;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** memsweep's engine without a file: least and greatest total and how many rows fit. */
record MemsweepEvaluationPeer(Reference reference, int threads) implements Peer {
    @Override
    public Answer run(Path out) throws IOException {
        Plan plan = PlanCompiler.compile(Workload.withColumns(reference.sweep, List.of("total_bytes", "fits80")));
        SummarySink sink = new SummarySink(plan.columns());
        new Evaluator(plan, threads).run(sink, done -> {});
        return answer(sink);
    }

    private static Answer answer(SummarySink sink) {
        SummarySink.Summary total = sink.summaries().get(0);
        SummarySink.Summary fits = sink.summaries().get(1);
        return new Answer(sink.rows(), fits.trues(), total.greatest().longValue());
    }
}
