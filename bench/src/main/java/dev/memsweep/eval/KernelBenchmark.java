package dev.memsweep.eval;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a kernel cost a lane, over arrays of a tile's length that lie in the first-level cache?
 *
 * <p>Below 0.2 ns it was vectorized. A kernel takes about a microsecond a call, so that short iterations are enough.
 * Run: {@code java -jar bench/target/benchmarks.jar KernelBenchmark -p kernel=LONG_ADD}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Operands.LANES)
@Fork(value = 3, jvmArgsAppend = "-Xbatch")
@Warmup(iterations = 3, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 50, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
    /** Which kernel: all of them. */
    @Param
    public Kernel kernel = Kernel.LONG_ADD;

    private final Operands operands = new Operands();

    /** All lanes once. */
    @Benchmark
    public Object run() {
        kernel.run(operands);
        return operands;
    }
}
