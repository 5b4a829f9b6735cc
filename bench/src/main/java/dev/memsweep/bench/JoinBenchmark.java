package dev.memsweep.bench;

import dev.memsweep.query.Joins;
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
 * What does it cost to join three axes that a condition ties, by their length?
 *
 * <p>The product of the axes is not walked: eight times the positions is 512 times the points. Run: {@code java -jar
 * bench/target/benchmarks.jar JoinBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JoinBenchmark extends StageBenchmark {
    /** Positions of each axis. */
    @Param({"64", "512"})
    public int positions = 64;

    private Sweep sweep = Workload.of("w1");

    /** Binds the sweep. */
    @Setup
    public void bind() {
        sweep = SyntheticSweep.ofTiedAxes(positions);
    }

    /** The sweep over fewer axes. */
    @Benchmark
    public Sweep join() {
        return Joins.join(sweep);
    }
}
