package dev.memsweep.bench;

import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What do the steps before the first row cost: reading and binding a spec, compiling its plan?
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar PlanBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlanBenchmark {
    private final Sweep sweep = Workload.of("w226");

    /** From YAML and formula text to a sweep. */
    @Benchmark
    public Sweep bind() {
        return Workload.of("w226");
    }

    /** From a sweep to a plan. */
    @Benchmark
    public Plan compile() {
        return PlanCompiler.compile(sweep);
    }
}
