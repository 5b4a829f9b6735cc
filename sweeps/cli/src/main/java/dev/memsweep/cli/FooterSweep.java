package dev.memsweep.cli;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.Scalars;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Derivation;
import dev.memsweep.spec.SweepSpec.Filter;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import dev.memsweep.spec.SweepSpec.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sweep that wrote a file, made again from its footer: bound to the formulas and rows that stand there, and to
 * nothing else. That it is the same one is proved by its canonical spec, which must come out equal.
 */
final class FooterSweep {
    private final Location file;
    private final JsonTree spec;
    private final Map<String, String> descriptions;

    private FooterSweep(Location file, JsonTree spec, Map<String, String> descriptions) {
        this.file = file;
        this.spec = spec;
        this.descriptions = descriptions;
    }

    /**
     * The sweep of a file with the given footer.
     *
     * @throws Failure when the footer holds none, or not a whole one
     */
    static Sweep of(String path, Map<String, String> metadata) {
        String written = metadata.get(FileMetadata.SPEC);
        if (written == null) {
            throw new Failure(ExitCode.USAGE, path + ": is a Parquet file, but not one that memsweep wrote");
        }
        String texts = metadata.get(FileMetadata.FORMULA_TEXTS);
        if (texts == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    path + ": has no formulas in its footer; a sweep by this memsweep writes them there");
        }
        String reason;
        try {
            Location file = Location.of(path);
            JsonTree spec = JsonTree.parse(written);
            Sweep sweep = new FooterSweep(file, spec, descriptions(metadata)).bind(library(JsonTree.parse(texts)));
            if (sweep.canonical().equals(written)) {
                return sweep;
            }
            reason = sweep.formulas()
                            .textHash()
                            .equals(spec.get("formulas_sha256").text())
                    ? "the spec in it means another sweep to this memsweep"
                    : "the formulas in it are not those whose hash it has";
        } catch (InputException e) {
            reason = e.problems().get(0).message();
        } catch (IllegalArgumentException e) {
            reason = String.valueOf(e.getMessage());
        }
        throw new Failure(ExitCode.VERIFICATION, path + ": its footer is damaged: " + reason);
    }

    /** What the columns are described as: of a derived one, the spec does not say it. */
    private static Map<String, String> descriptions(Map<String, String> metadata) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        String columns = metadata.get(FileMetadata.COLUMNS);
        if (columns != null) {
            for (JsonTree column : JsonTree.parse(columns).elements()) {
                descriptions.put(
                        column.get("name").text(), column.get("description").text());
            }
        }
        return descriptions;
    }

    /** Finds the texts by the last part of a name, under which they are stored. */
    private static FormulaLibrary library(JsonTree texts) {
        return (name, from) -> {
            String last = name.replaceFirst("^.*[/\\\\]", "");
            JsonTree text = texts.fields().get(last);
            if (text == null) {
                throw new InputException(from, "the formulas '" + last + "' are missing");
            }
            return Source.file(last, text.text());
        };
    }

    private Sweep bind(FormulaLibrary library) {
        List<Item> names = items(spec.get("formulas"));
        FormulaSet formulas = FormulaSet.load(names.stream().map(Item::text).toList(), library, file);
        return new Binder(library, Catalog.ofRows(rows(formulas))).bind(spec(names));
    }

    private SweepSpec spec(List<Item> formulas) {
        List<Setting> fixed = new ArrayList<>();
        spec.get("fixed").fields().forEach((name, value) -> fixed.add(new Setting(name, item(value), file)));
        List<Derivation> derive = new ArrayList<>();
        for (JsonTree derivation : spec.get("derive").elements()) {
            String name = derivation.get("name").text();
            derive.add(new Derivation(
                    name,
                    item(derivation.get("expr")),
                    derivation.get("unit").text(),
                    descriptions.getOrDefault(name, ""),
                    file));
        }
        List<Filter> where = new ArrayList<>();
        for (JsonTree condition : spec.get("where").elements()) {
            where.add(new Filter(
                    item(condition.get("expr")), condition.get("reason").text()));
        }
        return new SweepSpec(
                file,
                "",
                "",
                formulas,
                List.of(),
                fixed,
                spec.get("axes").elements().stream().map(this::axis).toList(),
                derive,
                where,
                items(spec.get("columns")),
                OutputSpec.NONE);
    }

    private AxisSpec axis(JsonTree axis) {
        String name = axis.get("name").text();
        Map<String, AxisValues> columns = new LinkedHashMap<>();
        for (JsonTree column : axis.get("columns").elements()) {
            columns.put(column.get("parameter").text(), values(column.get("values")));
        }
        AxisValues own = columns.get(name);
        AxisValues values = own != null && columns.size() == 1 ? own : new AxisValues.Linked(columns);
        return new AxisSpec(name, values, Optional.empty(), Optional.empty(), file);
    }

    private AxisValues values(JsonTree values) {
        return values.isObject()
                ? new AxisValues.Stepped(
                        item(values.get("from")), item(values.get("to")), Optional.of(item(values.get("step"))))
                : new AxisValues.Listed(items(values));
    }

    /** The rows that the spec names, with the types that the formulas declare. */
    private Map<String, Map<String, Value.Row>> rows(FormulaSet formulas) {
        Map<String, Map<String, Value.Row>> rows = new LinkedHashMap<>();
        spec.get("rows").fields().forEach((table, labels) -> {
            TableSchema schema = formulas.tables().get(table);
            if (schema == null) {
                throw new InputException(file, "the formulas have no table '" + table + "'");
            }
            Map<String, Value.Row> ofTable = new LinkedHashMap<>();
            labels.fields().forEach((label, row) -> ofTable.put(label, row(schema, label, row)));
            rows.put(table, ofTable);
        });
        return rows;
    }

    private Value.Row row(TableSchema schema, String label, JsonTree row) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        row.fields().forEach((name, value) -> {
            TableSchema.Attribute attribute = schema.attributes().get(name);
            if (attribute == null) {
                throw new InputException(file, "table '" + schema.name() + "' has no attribute '" + name + "'");
            }
            String what = "'" + name + "' of '" + label + "'";
            attributes.put(name, Scalars.read(value.text(), attribute.type(), attribute.range(), file, what));
        });
        return new Value.Row(schema.name(), label, attributes);
    }

    private List<Item> items(JsonTree list) {
        return list.elements().stream().map(this::item).toList();
    }

    private Item item(JsonTree scalar) {
        return Item.of(scalar.text(), file);
    }
}
