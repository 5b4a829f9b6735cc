package dev.memsweep.bench;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.Source;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The ready reference specs, packed into the benchmark jar. */
final class Workload {
    private Workload() {}

    /** The sweep of {@code w1}, {@code w28} or {@code w226}. */
    static Sweep of(String name) {
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
