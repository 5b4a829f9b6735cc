package dev.memsweep.bench;

import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.query.Order;
import dev.memsweep.query.Queries;
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

/**
 * What does a question to a large grid cost, whose conditions are decided for most sub-grids by their bounds?
 *
 * <p>The grid is W226 with a longer micro-batch axis, of which the rows that fit are asked for: 7 billion points at 32 times the
 * length. Run: {@code java -jar bench/target/benchmarks.jar PruningBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PruningBenchmark extends StageBenchmark {
    /** Micro-batch sizes, of which W226 has 128. */
    @Param({"128", "4096"})
    public int microBatches = 128;

    /** Threads that search. */
    @Param("2")
    public int threads = 2;

    private Plan plan = PlanCompiler.compile(Workload.of("w1"));

    /** Compiles the plan. */
    @Setup
    public void compile() {
        String spec = Workload.spec("w226-fits").replace("micro_batch: 1..128", "micro_batch: 1.." + microBatches);
        plan = PlanCompiler.compile(Workload.bind("pruning", spec));
    }

    /** How many points fit? */
    @Benchmark
    public long count() {
        return new Queries(plan, threads, done -> {}).count();
    }

    /** Which ten points fill the memory best? */
    @Benchmark
    public List<Long> top() {
        return new Queries(plan, threads, done -> {}).top(10, List.of(new Order("total_bytes", true)));
    }
}
