package dev.memsweep.parquet;

import dev.memsweep.bench.Rows;
import dev.memsweep.bench.StageBenchmark;
import dev.memsweep.bench.Workload;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is it worth to write a page again that was made before?
 *
 * <p>W28 on one thread, to nowhere, with the layout that knows which pages recur and with one that does not. Run: {@code
 * java -jar bench/target/benchmarks.jar PageReuseBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PageReuseBenchmark extends StageBenchmark {
    /** Whether pages are reused. */
    @Param({"true", "false"})
    public boolean reuse = true;

    /** Which spec. */
    @Param("w28")
    public String workload = "w28";

    private Plan plan = PlanCompiler.compile(Workload.of("w1"));

    /** Compiles the plan. */
    @Setup
    public void compile() {
        plan = PlanCompiler.compile(Workload.of(workload));
    }

    /** Writes the whole grid; returns the length of the file. */
    @Benchmark
    public long write(Rows rows) throws IOException {
        OutputTarget target = new DiscardTarget();
        try (ParquetSink sink = reuse
                ? ParquetSink.open(target, plan, ParquetOptions.DEFAULT)
                : ParquetSink.open(target, plan.columns(), ParquetOptions.DEFAULT)) {
            new Evaluator(plan, 1).run(sink, done -> {});
            sink.finish(Map.of());
            rows.rows += sink.rowsWritten();
            return sink.bytesWritten();
        }
    }
}
