package dev.memsweep.bench;

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
 * How does the cost of a sweep grow, with all else fixed?
 *
 * <p>One thread, to nowhere, 2^18 rows unless they grow. The expectations:
 *
 * <ul>
 *   <li>{@code tiles}: linear in tiles.
 *   <li>{@code reusedTiles}: the same number of rows, whose pages recur: a small constant a page, whatever its rows cost.
 *   <li>{@code axes}: independent of the number of axes, since only what moves is computed.
 *   <li>{@code formulas}: linear in the formulas that depend on every row.
 *   <li>{@code columns}: linear in the output columns.
 * </ul>
 *
 * <p>Run: {@code java -jar bench/target/benchmarks.jar ScalingBenchmark}; {@code bench/report} fits the exponents.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScalingBenchmark extends StageBenchmark {
    private static final Plan NONE = PlanCompiler.compile(SyntheticSweep.ofTiles(1));

    private static long write(Plan plan) throws IOException {
        return SweepFile.write(plan, new DiscardTarget(), ParquetOptions.DEFAULT, 1)
                .bytes();
    }

    /** Sweeps by their tiles. */
    @State(Scope.Benchmark)
    public static class Tiles {
        /** Tiles of 2048 rows. */
        @Param({"128", "512", "2048"})
        public int tiles = 128;

        private Plan distinct = NONE;
        private Plan reused = NONE;

        /** Compiles the plans. */
        @Setup
        public void compile() {
            distinct = PlanCompiler.compile(SyntheticSweep.ofTiles(tiles));
            reused = PlanCompiler.compile(SyntheticSweep.ofReusedTiles(tiles));
        }
    }

    /** Sweeps by their axes. */
    @State(Scope.Benchmark)
    public static class Axes {
        /** Axes of the grid. */
        @Param({"2", "6", "18"})
        public int axes = 2;

        private Plan plan = NONE;

        /** Compiles the plan. */
        @Setup
        public void compile() {
            plan = PlanCompiler.compile(SyntheticSweep.ofAxes(axes));
        }
    }

    /** Sweeps by their formulas. */
    @State(Scope.Benchmark)
    public static class Formulas {
        /** Formulas that depend on every row. */
        @Param({"1", "8", "64"})
        public int formulas = 1;

        private Plan plan = NONE;

        /** Compiles the plan. */
        @Setup
        public void compile() {
            plan = PlanCompiler.compile(SyntheticSweep.ofFormulas(formulas));
        }
    }

    /** Sweeps by their output columns. */
    @State(Scope.Benchmark)
    public static class Columns {
        /** Columns that depend on every row. */
        @Param({"1", "4", "16"})
        public int columns = 1;

        private Plan plan = NONE;

        /** Compiles the plan. */
        @Setup
        public void compile() {
            plan = PlanCompiler.compile(SyntheticSweep.ofColumns(columns));
        }
    }

    /** Every tile has values of its own. */
    @Benchmark
    public long tiles(Tiles state) throws IOException {
        return write(state.distinct);
    }

    /** Pages recur. */
    @Benchmark
    public long reusedTiles(Tiles state) throws IOException {
        return write(state.reused);
    }

    /** More axes, as many rows. */
    @Benchmark
    public long axes(Axes state) throws IOException {
        return write(state.plan);
    }

    /** A longer chain of formulas. */
    @Benchmark
    public long formulas(Formulas state) throws IOException {
        return write(state.plan);
    }

    /** More columns. */
    @Benchmark
    public long columns(Columns state) throws IOException {
        return write(state.plan);
    }
}
