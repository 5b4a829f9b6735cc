package dev.memsweep.bench;

import dev.memsweep.cli.Environment;
import dev.memsweep.cli.Memsweep;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does {@code memsweep estimate} take, from its words to its last line of output?
 *
 * <p>{@code warm} is a call in a process that has made many, {@code cold} the first call of a process, whose classes have to be
 * loaded; the start of the Java machine is not in it. Run: {@code java -jar bench/target/benchmarks.jar EstimateBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EstimateBenchmark extends StageBenchmark {
    private static final String[] WORDS = {"estimate", "--model", "chatglm-6b"};
    private static final int WIDTH = 100;

    private static byte[] estimate() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Memsweep.run(WORDS, out, err, new Environment(Map.of(), Path.of(""), false, false, WIDTH));
        if (code != 0) {
            throw new IllegalStateException(err.toString(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    /** A call of many. */
    @Benchmark
    public byte[] warm() {
        return estimate();
    }

    /** The first call. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public byte[] cold() {
        return estimate();
    }
}
