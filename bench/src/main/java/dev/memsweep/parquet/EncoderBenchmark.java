package dev.memsweep.parquet;

import dev.memsweep.bench.Rows;
import dev.memsweep.bench.StageBenchmark;
import dev.memsweep.eval.Tile;
import java.util.List;
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
 * How many rows a second does each page encoder take, without compression?
 *
 * <p>An operation is a row group of one column: 64 tiles of 2048 rows; where a condition took rows, half of them count.
 * What is fair: tiles stand in the second-level cache, as they do after evaluation. Run: {@code java -jar
 * bench/target/benchmarks.jar EncoderBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EncoderBenchmark extends StageBenchmark {
    private static final int TILES = 64;

    /** Which encoder: all of them. */
    @Param
    public PageEncoder encoder = PageEncoder.SCALAR;

    private List<Tile> tiles = List.of();
    private ColumnEncoder columnEncoder = encoder.encoder();

    /** Makes the encoder and its tiles. */
    @Setup
    public void make() {
        tiles = encoder.tiles();
        columnEncoder = encoder.encoder();
    }

    /** One row group; returns the bytes of its pages. */
    @Benchmark
    public long encode(Rows rows) {
        for (int i = 0; i < TILES; i++) {
            Tile tile = tiles.get(i % tiles.size());
            columnEncoder.accept(tile);
            rows.rows += tile.selectedRows();
        }
        return columnEncoder.finish().bytes();
    }
}
