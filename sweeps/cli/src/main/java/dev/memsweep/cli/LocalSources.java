package dev.memsweep.cli;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.memory.MemoryModel;
import dev.memsweep.spec.SpecReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The shipped formula sets and tables, and files.
 *
 * @param folder where relative paths start
 */
record LocalSources(Path folder) implements Sources {
    @Override
    public FormulaLibrary library() {
        return new MemoryModel(folder);
    }

    @Override
    public Catalog catalog(Consumer<String> notes) {
        return new Catalog(List.of(MemoryModel.tables()), new MemoryModel(folder).configs(notes));
    }

    @Override
    public boolean hasFiles() {
        return true;
    }

    @Override
    public boolean isSpec(String word) {
        return word.endsWith(".yaml") || word.endsWith(".yml");
    }

    @Override
    public SpecReader.Reading spec(String word) {
        return SpecFile.read(this, word);
    }

    @Override
    public Path path(String word) {
        try {
            return folder.resolve(word.replaceFirst("^file:(//)?(?=/)", ""));
        } catch (InvalidPathException e) {
            throw new Failure(ExitCode.USAGE, "'" + word + "' cannot be the name of a file");
        }
    }
}
