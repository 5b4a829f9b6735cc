package dev.memsweep.bench;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.Table;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.memory.MemoryModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does it cost to load the memory model: a formula set, the catalog's tables?
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar LibraryBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LibraryBenchmark extends StageBenchmark {
    private final MemoryModel model = new MemoryModel(Path.of(""));
    private final Catalog catalog = new Catalog(List.of(MemoryModel.tables()));
    private final Map<String, TableSchema> schemas = load("training").tables();

    private FormulaSet load(String set) {
        return FormulaSet.load(List.of(set), model, Location.of(""));
    }

    /** The set of the rule of thumb. */
    @Benchmark
    public FormulaSet transformerMath() {
        return load("transformer-math");
    }

    /** The set of training. */
    @Benchmark
    public FormulaSet training() {
        return load("training");
    }

    /** The set of serving. */
    @Benchmark
    public FormulaSet inference() {
        return load("inference");
    }

    /** Every table that training reads. */
    @Benchmark
    public void tables(Blackhole blackhole) {
        for (TableSchema schema : schemas.values()) {
            Table table = catalog.table(schema);
            blackhole.consume(table);
        }
    }
}
