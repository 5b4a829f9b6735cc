package dev.memsweep.eval;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a kernel cost a lane, over arrays of a tile's length that lie in the first-level cache?
 *
 * <p>Below 0.2 ns it was vectorized. Run: {@code java -jar bench/target/benchmarks.jar KernelBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(KernelBenchmark.LANES)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
    static final int LANES = 2048;

    private final long[] longs =
            new SplittableRandom(1).longs(LANES, -1_000_000, 1_000_000).toArray();
    private final long[] otherLongs =
            new SplittableRandom(2).longs(LANES, 1, 1_000_000).toArray();
    private final long[] scalarLong = {3};
    private final long[] outLongs = new long[LANES];
    private final double[] reals =
            new SplittableRandom(3).doubles(LANES, -1e6, 1e6).toArray();
    private final double[] otherReals =
            new SplittableRandom(4).doubles(LANES, 1, 1e6).toArray();
    private final double[] scalarReal = {3};
    private final double[] outReals = new double[LANES];
    private final boolean[] outFlags = new boolean[LANES];

    @Benchmark
    public long[] addLongs() {
        LongKernels.add(longs, otherLongs, 1, outLongs, LANES);
        return outLongs;
    }

    @Benchmark
    public long[] addLongToLongs() {
        LongKernels.add(longs, scalarLong, 0, outLongs, LANES);
        return outLongs;
    }

    @Benchmark
    public long[] multiplyLongs() {
        LongKernels.multiply(longs, otherLongs, 1, outLongs, LANES);
        return outLongs;
    }

    @Benchmark
    public boolean[] compareLongs() {
        LongKernels.lessEqual(longs, 1, scalarLong, 0, outFlags, LANES);
        return outFlags;
    }

    @Benchmark
    public double[] multiplyReals() {
        RealKernels.multiply(reals, otherReals, 1, outReals, LANES);
        return outReals;
    }

    @Benchmark
    public double[] divideReals() {
        RealKernels.divide(reals, 1, otherReals, 1, outReals, LANES);
        return outReals;
    }

    @Benchmark
    public double[] divideRealsByReal() {
        RealKernels.divide(reals, 1, scalarReal, 0, outReals, LANES);
        return outReals;
    }

    @Benchmark
    public long[] roundReals() {
        RealKernels.round(reals, outLongs, LANES);
        return outLongs;
    }

    @Benchmark
    public boolean checkMultiplyLongs() {
        return FaultChecks.multiply(longs, 1, otherLongs, 1, outLongs, LANES);
    }
}
