package dev.memsweep.bench;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.SummarySink;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How many rows a second are evaluated, without writing them?
 *
 * <p>{@code summary} finds least and greatest total and counts the rows that fit, from ranges where they are known.
 * {@code everyLane} has every lane of all columns computed into arrays, as a consumer without such
 * shortcuts would. Run: {@code java -jar bench/target/benchmarks.jar EvaluationBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EvaluationBenchmark extends StageBenchmark {
    /** Which sweep. */
    @Param({"w28", "training-grid"})
    public String workload = "w28";

    /** Threads that evaluate. */
    @Param("1")
    public int threads = 1;

    private Plan summaryPlan = PlanCompiler.compile(Workload.of("w1"));
    private Plan wholePlan = summaryPlan;

    /** Compiles the plans. */
    @Setup
    public void compile() {
        Sweep sweep = Workload.of(workload);
        wholePlan = PlanCompiler.compile(sweep);
        String fits = workload.equals("training-grid") ? "fits" : "fits80";
        summaryPlan = PlanCompiler.compile(Workload.withColumns(sweep, List.of("total_bytes", fits)));
    }

    /** Least and greatest total, count of the rows that fit. */
    @Benchmark
    public List<SummarySink.Summary> summary(Rows rows) throws IOException {
        SummarySink sink = new SummarySink(summaryPlan.columns());
        new Evaluator(summaryPlan, threads).run(sink, done -> {});
        rows.rows += sink.rows();
        return sink.summaries();
    }

    /** All lanes of all columns. */
    @Benchmark
    public void everyLane(Rows rows, Blackhole blackhole) throws IOException {
        rows.rows += LaneSink.evaluate(wholePlan, threads, blackhole);
    }
}
