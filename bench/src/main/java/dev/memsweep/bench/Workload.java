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

/** The sweeps that are measured by name: the ready specs, packed into the benchmark jar. */
public final class Workload {
    private static final String FITS = "-fits";

    private Workload() {}

    /**
     * The sweep of {@code w1}, {@code w28}, {@code w226}, or of a ready spec by its own name.
     *
     * @param name with {@code -fits} appended, only the rows that fit into 80 GiB
     */
    public static Sweep of(String name) {
        return bind(name, spec(name));
    }

    /** The text of the spec of a sweep. */
    public static String spec(String name) {
        if (name.endsWith(FITS)) {
            return spec(name.substring(0, name.length() - FITS.length())) + "where: [fits80]\n";
        }
        return text((name.startsWith("w") ? "reference-" : "") + name + ".yaml");
    }

    /** Binds the text of a spec to the reference formulas, or to the shipped sets and tables. */
    public static Sweep bind(String name, String spec) {
        FormulaLibrary shipped = new MemoryModel(Path.of(""));
        FormulaLibrary library =
                (set, from) -> MemoryModel.isPath(set) ? Source.file(set, text(set)) : shipped.find(set, from);
        return new Binder(library, new Catalog(List.of(MemoryModel.tables()))).bind(SpecReader.read(name, spec));
    }

    /** The same rows with fewer output columns. */
    public static Sweep withColumns(Sweep sweep, List<String> columns) {
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
