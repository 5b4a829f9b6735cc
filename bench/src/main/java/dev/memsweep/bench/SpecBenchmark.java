package dev.memsweep.bench;

import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
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
 * What does it cost to read a spec: from YAML to a spec, from a spec to a sweep?
 *
 * <p>{@code bind} reads the formulas and, for {@code training-grid}, the catalog too. Run: {@code java -jar
 * bench/target/benchmarks.jar SpecBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SpecBenchmark extends StageBenchmark {
    /** Which spec. */
    @Param({"w226", "training-grid"})
    public String workload = "w226";

    private String text = "";

    /** Loads the text. */
    @Setup
    public void load() {
        text = Workload.spec(workload);
    }

    /** From YAML to a spec. */
    @Benchmark
    public SweepSpec read() {
        return SpecReader.read(workload, text);
    }

    /** From YAML to a sweep. */
    @Benchmark
    public Sweep bind() {
        return Workload.bind(workload, text);
    }
}
