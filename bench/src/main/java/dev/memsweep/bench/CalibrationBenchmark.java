package dev.memsweep.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * How fast is the machine itself at the moment, by a loop that never changes?
 *
 * <p>Recorded with every run, so that a reader sees what a change of all benchmarks at once is worth. Run: {@code java -jar
 * bench/target/benchmarks.jar CalibrationBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CalibrationBenchmark extends StageBenchmark {
    private static final int STEPS = 1 << 16;
    private static final long MULTIPLIER = 6364136223846793005L;

    private final long[] cells = new long[STEPS];

    /** A chain of multiplications that no compiler can shorten. */
    @Benchmark
    public long latency() {
        long value = 1;
        for (int i = 0; i < STEPS; i++) {
            value = value * MULTIPLIER + i;
        }
        return value;
    }

    /** A pass over half a megabyte. */
    @Benchmark
    public long[] bandwidth() {
        for (int i = 0; i < STEPS; i++) {
            cells[i] += i;
        }
        return cells;
    }
}
