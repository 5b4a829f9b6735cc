package dev.memsweep.bench;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.parquet.Codec;
import dev.memsweep.parquet.OutputTarget;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.ParquetSink;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many rows a second reach a finished, synced Parquet file, and how many bytes does a row take?
 *
 * <p>The file is written to the folder for temporary files, whose disk is part of what is measured: point {@code
 * -Djava.io.tmpdir} at a file system in memory to leave it out. Run: {@code java -jar bench/target/benchmarks.jar
 * ParquetBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParquetBenchmark {
    /** Which spec. */
    @Param({"w1", "w28", "training-grid"})
    public String workload = "w1";

    /** Compression of the pages. */
    @Param({"ZSTD", "LZ4_RAW"})
    public Codec codec = Codec.ZSTD;

    /** Threads that evaluate and encode. */
    @Param("2")
    public int threads = 2;

    private Plan plan = PlanCompiler.compile(Workload.of("w1"));
    private Path folder = Path.of("");

    /** Compiles the plan and makes a folder. */
    @Setup
    public void compile() throws IOException {
        plan = PlanCompiler.compile(Workload.of(workload));
        folder = Files.createTempDirectory("memsweep-bench");
    }

    /** Removes the folder. */
    @TearDown
    public void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("w.parquet"));
        Files.delete(folder);
    }

    /** Writes the whole grid; returns the length of the file. */
    @Benchmark
    public long write(Rows rows) throws IOException {
        ParquetOptions options = ParquetOptions.DEFAULT.withCodec(codec, ParquetOptions.DEFAULT_CODEC_LEVEL);
        OutputTarget target = OutputTarget.local(folder.resolve("w.parquet"), true);
        try (ParquetSink sink = ParquetSink.open(target, plan, options)) {
            new Evaluator(plan, threads).run(sink, done -> {});
            sink.finish(Map.of());
            rows.rows += sink.rowsWritten();
            return sink.bytesWritten();
        }
    }
}
