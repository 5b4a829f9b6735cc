package dev.memsweep;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.Source;
import dev.memsweep.parquet.OutputTarget;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.ParquetSink;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** From spec text to a Parquet file, as a program does it. */
public final class SweepFiles {
    private SweepFiles() {}

    /** A spec and the text of its formulas, bound. */
    public static Sweep bind(String spec, String formulas) {
        FormulaLibrary library = (name, from) -> Source.file(name, formulas);
        return new Binder(library, new Catalog(List.of())).bind(SpecReader.read("test.yaml", spec));
    }

    /** One of the ready specs, whose formulas stand beside it. */
    public static Sweep readySpec(String name) throws IOException {
        Path specs = Path.of("../sweeps/specs");
        return bind(Files.readString(specs.resolve(name)), Files.readString(specs.resolve("reference.formulas")));
    }

    /** Writes the sweep; returns the number of its rows. */
    static long write(Sweep sweep, Path file, int threads, ParquetOptions options) throws IOException {
        Plan plan = PlanCompiler.compile(sweep);
        try (ParquetSink sink = ParquetSink.open(OutputTarget.local(file, true), plan, options)) {
            new Evaluator(plan, threads).run(sink, done -> {});
            sink.finish(Map.of());
            return sink.rowsWritten();
        }
    }
}
