package dev.memsweep.cli;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.RowPlace;
import dev.memsweep.catalog.TablePlace;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Source;
import dev.memsweep.memory.MemoryModel;
import dev.memsweep.spec.SpecReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The shipped formula sets and tables, and the specs that a server was started with. Files are read only where one of those
 * specs names them: nothing that a request says is a path.
 */
final class ServedSources implements Sources {
    private static final String REFUSAL = "a request reads no files";

    private final LocalSources local;
    private final Map<String, SpecReader.Reading> specs;
    private final Library library;
    private final List<TablePlace> tables;

    /** Those of a server whose specs were read from {@code local}, by name. */
    ServedSources(LocalSources local, Map<String, SpecReader.Reading> specs) {
        this.local = local;
        this.specs = new LinkedHashMap<>(specs);
        this.library = new Library(local.library());
        this.tables = local.catalog(note -> {}).places().stream()
                .map(TablePlace::remembering)
                .toList();
        specs.values()
                .forEach(
                        reading -> library.trusted.add(reading.spec().location().source()));
    }

    @Override
    public FormulaLibrary library() {
        return library;
    }

    @Override
    public Catalog catalog(Consumer<String> notes) {
        Catalog catalog = local.catalog(notes);
        RowPlace files = catalog.single();
        return new Catalog(
                tables,
                (schema, label, from) -> {
                    if (!library.trusted.contains(from.source()) && label.matches("\\.{1,2}|.*/.*|.*\\.json")) {
                        throw new InputException(from, REFUSAL + "; name a row of the tables");
                    }
                    return files.find(schema, label, from);
                },
                catalog.given());
    }

    @Override
    public boolean hasFiles() {
        return false;
    }

    @Override
    public boolean isSpec(String word) {
        return specs.containsKey(word);
    }

    @Override
    public SpecReader.Reading spec(String word) {
        SpecReader.Reading reading = specs.get(word);
        if (reading == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    "this server was not started with a spec '" + word + "'" + NearestName.hint(word, specs.keySet()));
        }
        return reading;
    }

    @Override
    public Path path(String word) {
        throw new Failure(ExitCode.USAGE, "'" + word + "': " + REFUSAL);
    }

    /** Formula sets, each read once. */
    private static final class Library implements FormulaLibrary {
        private final FormulaLibrary files;
        private final Set<String> trusted = ConcurrentHashMap.newKeySet();
        private final Map<String, FormulaSet> sets = new ConcurrentHashMap<>();

        Library(FormulaLibrary files) {
            this.files = files;
        }

        @Override
        public Source find(String name, Location from) {
            if (!MemoryModel.isPath(name)) {
                return files.find(name, from);
            }
            if (!trusted.contains(from.source())) {
                throw new InputException(
                        from, REFUSAL + "; the formula sets are " + String.join(", ", MemoryModel.sets()));
            }
            Source source = files.find(name, from);
            trusted.add(source.name());
            return source;
        }

        @Override
        public FormulaSet load(Map<String, Location> names, Location from) {
            boolean shipped = names.keySet().stream().noneMatch(MemoryModel::isPath);
            String key = String.join("\n", names.keySet()) + (shipped ? "" : "\n" + names.values());
            FormulaSet known = sets.get(key);
            if (known == null) {
                known = FormulaLibrary.super.load(names, from);
                sets.put(key, known);
            }
            return known;
        }
    }
}
