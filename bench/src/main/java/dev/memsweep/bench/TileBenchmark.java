package dev.memsweep.bench;

import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import java.io.IOException;
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
 * How many rows a second are evaluated, by the rows of a tile?
 *
 * <p>2^22 rows in all, one column, one thread. Short tiles pay for starting kernels, long ones for leaving the caches. Run:
 * {@code java -jar bench/target/benchmarks.jar TileBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TileBenchmark extends StageBenchmark {
    /** Rows of a tile. */
    @Param({"256", "1024", "4096", "16384"})
    public int tileRows = 256;

    private Plan plan = PlanCompiler.compile(SyntheticSweep.ofTileRows(256));

    /** Compiles the plan. */
    @Setup
    public void compile() {
        plan = PlanCompiler.compile(SyntheticSweep.ofTileRows(tileRows));
    }

    /** All lanes. */
    @Benchmark
    public void everyLane(Rows rows, Blackhole blackhole) throws IOException {
        rows.rows += LaneSink.evaluate(plan, 1, blackhole);
    }
}
