package dev.memsweep.bench;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.Source;
import dev.memsweep.memory.MemoryModel;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The ready specs, packed into the benchmark jar. */
final class Workload {
    private Workload() {}

    /** The sweep of {@code w1}, {@code w28}, {@code w226} or {@code training-grid}. */
    static Sweep of(String name) {
        if (name.equals("training-grid")) {
            MemoryModel library = new MemoryModel(Path.of(""));
            return new Binder(library, new Catalog(List.of(MemoryModel.tables())))
                    .bind(SpecReader.read(name, text(name + ".yaml")));
        }
        FormulaLibrary library = (set, from) -> Source.file(set, text(set));
        return new Binder(library, new Catalog(List.of()))
                .bind(SpecReader.read(name, text("reference-" + name + ".yaml")));
    }

    /** The same rows with fewer output columns. */
    static Sweep withColumns(Sweep sweep, List<String> columns) {
        return new Sweep(
                sweep.name(),
                sweep.description(),
                sweep.formulas(),
                sweep.fixed(),
                sweep.grid(),
                sweep.conditions(),
                columns,
                Map.copyOf(sweep.rows()),
                sweep.canonical());
    }

    private static String text(String file) {
        try (InputStream in = Workload.class.getResourceAsStream("/specs/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the benchmark jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
