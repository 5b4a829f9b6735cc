package dev.memsweep.cli;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.Location;
import dev.memsweep.memory.MemoryModel;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.Item;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A sweep as text that needs no file besides: its canonical spec, the formulas and the rows that it names. It goes to other
 * processes, where the same sweep is made of it.
 *
 * @param footer what the footer of a file of the sweep says, by key
 */
public record PortableSweep(Map<String, String> footer) implements Serializable {
    /** Copies the texts. */
    public PortableSweep {
        footer = Map.copyOf(footer);
    }

    /** What {@code sweep} needs elsewhere. */
    public static PortableSweep of(Sweep sweep) {
        return new PortableSweep(FileMetadata.of(PlanCompiler.compile(sweep), 0));
    }

    /**
     * The sweep that a spec means, bound to the shipped formulas and tables and to the user's own.
     *
     * @param name the name of the spec in messages; paths of formulas are relative to its folder, as in a file of that name
     * @param yaml the text, in UTF-8
     * @param where conditions that are added to those of the spec
     * @param notes takes a sentence on each thing that a model's config file leaves open
     * @throws dev.memsweep.formula.InputException with every mistake found
     */
    public static Sweep bind(String name, byte[] yaml, List<String> where, Consumer<String> notes) {
        MemoryModel library = new MemoryModel(Path.of(""));
        SpecEditor editor = new SpecEditor(SpecReader.read(name, yaml));
        SweepSpec written = editor.result();
        if (written.formulas().isEmpty()) {
            editor.setFormulas(List.of(Item.of(MemoryModel.DEFAULT_SET, Location.of(name))));
        }
        where.forEach(condition -> editor.addCondition(Item.of(condition, Location.of("filter"))));
        Catalog catalog = new Catalog(List.of(MemoryModel.tables()), library.configs(notes));
        return new Binder(library, catalog).bind(editor.result());
    }

    /** The sweep. */
    public Sweep sweep() {
        return FooterSweep.of("the sweep", footer);
    }
}
