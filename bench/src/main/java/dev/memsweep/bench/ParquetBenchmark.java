package dev.memsweep.bench;

import dev.memsweep.parquet.Codec;
import dev.memsweep.parquet.DiscardTarget;
import dev.memsweep.parquet.ParquetOptions;
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

/**
 * How many rows a second become a finished Parquet file, and how many bytes does a row take?
 *
 * <p>The file goes nowhere, so that no disk is measured; {@code bench/compare} measures files. {@code w28-fits} is the sparse
 * sweep: the rows of W28 that fit into 80 GiB. Run: {@code java -jar bench/target/benchmarks.jar ParquetBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ParquetBenchmark extends StageBenchmark {
    /** Which sweep. */
    @Param({"w1", "w28", "w28-fits"})
    public String workload = "w1";

    /** Compression of the pages. */
    @Param("ZSTD")
    public Codec codec = Codec.ZSTD;

    /** Threads that evaluate and encode. */
    @Param("2")
    public int threads = 2;

    private Plan plan = PlanCompiler.compile(Workload.of("w1"));

    /** Compiles the plan. */
    @Setup
    public void compile() {
        plan = PlanCompiler.compile(Workload.of(workload));
    }

    /** Writes the whole grid; returns the length of the file. */
    @Benchmark
    public long write(Rows rows) throws IOException {
        ParquetOptions options = ParquetOptions.DEFAULT.withCodec(codec, ParquetOptions.DEFAULT_CODEC_LEVEL);
        SweepFile file = SweepFile.write(plan, new DiscardTarget(), options, threads);
        rows.rows += file.rows();
        return file.bytes();
    }
}
