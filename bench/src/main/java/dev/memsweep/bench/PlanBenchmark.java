package dev.memsweep.bench;

import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
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
 * What does it cost to compile a plan, by the size of the formula set?
 *
 * <p>The reference formulas have 6 formulas, {@code chatglm-6b} reads the set of the rule of thumb, {@code training-grid} the
 * largest set. Run: {@code java -jar bench/target/benchmarks.jar PlanBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanBenchmark extends StageBenchmark {
    /** Which sweep. */
    @Param({"w226", "chatglm-6b", "training-grid"})
    public String workload = "w226";

    private Sweep sweep = Workload.of("w1");

    /** Reads the spec. */
    @Setup
    public void bind() {
        sweep = Workload.of(workload);
    }

    /** From a sweep to a plan. */
    @Benchmark
    public Plan compile() {
        return PlanCompiler.compile(sweep);
    }
}
