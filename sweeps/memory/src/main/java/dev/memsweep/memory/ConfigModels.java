package dev.memsweep.memory;

import dev.memsweep.catalog.RowPlace;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Inputs;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Models that are given as the path of a Hugging Face {@code config.json}, or of the folder that holds it.
 *
 * <p>The row has the attributes of the catalog; its number of parameters is what the shape formulas count.
 */
final class ConfigModels implements RowPlace {
    private static final String TABLE = "model";

    private final MemoryModel library;
    private final Path folder;
    private final Consumer<String> notes;

    ConfigModels(MemoryModel library, Path folder, Consumer<String> notes) {
        this.library = library;
        this.folder = folder;
        this.notes = notes;
    }

    @Override
    public Optional<Value.Row> find(TableSchema schema, String label, Location from) {
        if (!schema.name().equals(TABLE) || !isPath(label)) {
            return Optional.empty();
        }
        Source file = ConfigFile.read(folder, library.besides(label, from));
        ConfigValue config =
                ConfigParser.parse(file, name -> notes.accept(file.name() + ": ignored non-finite '" + name + "'"));
        ModelDraft model = read(config, file);
        FormulaSet shape = FormulaSet.load(List.of("shape"), library, from);
        TableSchema complete = Objects.requireNonNull(shape.tables().get(TABLE));
        model.set("params", count(shape, model.row(complete, label)));
        return Optional.of(model.row(schema, label));
    }

    /** Whether a label is the path of a config file: names of models in the catalog have no slash. */
    static boolean isPath(String label) {
        return label.contains("/") || label.endsWith(".json") || label.equals(".") || label.equals("..");
    }

    private ModelDraft read(ConfigValue config, Source file) {
        ConfigReader reader = new ConfigReader(config);
        String type = reader.text("model_type");
        BiConsumer<ConfigReader, ModelDraft> family = ConfigFamilies.types().get(type);
        if (family == null) {
            ConfigReader text = reader.within("text_config");
            family = ConfigFamilies.types().get(text.text("model_type"));
            reader = family == null ? reader : text;
        }
        if (family == null) {
            ConfigReader fields = reader.has("hidden_size") ? reader : reader.within("text_config");
            ConfigFamilies.anything(fields);
            reader.report("model_type", unknown(type, fields));
        }
        ModelDraft model = new ModelDraft();
        if (family != null) {
            family.accept(reader, model);
            model.layerTypes(reader.within("text_config"));
        }
        reader.throwProblems();
        reader.notes().forEach(note -> notes.accept(file.name() + ": " + note));
        return model;
    }

    private static String unknown(String type, ConfigReader reader) {
        String understood = reader.understood().entrySet().stream()
                .map(field -> field.getKey() + " " + field.getValue())
                .collect(Collectors.joining(", "));
        return (type.isEmpty() ? "'model_type' is missing" : "model_type '" + type + "' is not known")
                + NearestName.hint(type, ConfigFamilies.types().keySet())
                + "; understood " + (understood.isEmpty() ? "no field" : understood)
                + "; define the model in a sweep file or a --catalog";
    }

    private static long count(FormulaSet shape, Value.Row model) {
        Inputs inputs = new Inputs() {
            @Override
            public @Nullable Value parameter(String name) {
                return name.equals(TABLE) ? model : null;
            }

            @Override
            public Value.Row row(String table, String label) {
                throw new InputException(Location.of(label), "the shape formulas name no row");
            }
        };
        return ((Value.Int) new NumberReading(shape, inputs).value("counted_params")).value();
    }
}
