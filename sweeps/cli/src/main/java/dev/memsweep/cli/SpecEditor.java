package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.spec.FlagValues;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.Assignment;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Derivation;
import dev.memsweep.spec.SweepSpec.Filter;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import dev.memsweep.spec.SweepSpec.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the flags of a command line into a spec; what a flag says takes the place of what the spec says. */
final class SpecEditor {
    private final SweepSpec spec;
    private final List<Setting> fixed;
    private final List<AxisSpec> axes;
    private final List<Derivation> derive;
    private final List<Filter> where;
    private List<Item> formulas;
    private final List<Item> catalogs;
    private List<Item> columns;
    private OutputSpec output;

    SpecEditor(SweepSpec spec) {
        this.spec = spec;
        this.fixed = new ArrayList<>(spec.fixed());
        this.axes = new ArrayList<>(spec.axes());
        this.derive = new ArrayList<>(spec.derive());
        this.where = new ArrayList<>(spec.where());
        this.formulas = spec.formulas();
        this.catalogs = new ArrayList<>(spec.catalogs());
        this.columns = spec.columns();
        this.output = spec.output();
    }

    /** A spec that says nothing. */
    static SweepSpec empty(List<Item> formulas) {
        return new SweepSpec(
                Location.of(""),
                "",
                "",
                formulas,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                OutputSpec.NONE);
    }

    void setFormulas(List<Item> names) {
        formulas = names;
    }

    void addCatalog(Item path) {
        catalogs.add(path);
    }

    void addCondition(Item expression) {
        where.add(new Filter(expression, ""));
    }

    void setColumns(List<Item> names) {
        columns = names;
    }

    void setOutput(OutputSpec whole) {
        output = whole;
    }

    /**
     * Adds {@code NAME=EXPR}; a derivation of the spec of that name goes.
     *
     * @throws InputException when it is not of that form
     */
    void addDerivation(String text, Location flag) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals).strip();
        String expression = equals < 0 ? "" : text.substring(equals + 1).strip();
        if (name.isEmpty() || expression.isEmpty()) {
            throw new InputException(flag, "'" + text + "' is not of the form NAME=EXPR, as in dp=\"64 // (tp * pp)\"");
        }
        derive.removeIf(derivation ->
                derivation.location().line() > 0 && derivation.name().equals(name));
        derive.add(new Derivation(name, Item.of(expression, flag), "", "", flag));
    }

    /**
     * Gives a parameter the value or values that follow its flag. An axis that stays one keeps its place.
     *
     * @throws InputException when a value is missing
     */
    void assign(String parameter, String text, Location flag) {
        Assignment assignment = withRows(FlagValues.parse(parameter, text, flag), rowsInPlace(parameter));
        fixed.removeIf(setting -> setting.parameter().equals(parameter));
        derive.removeIf(derivation -> derivation.name().equals(parameter));
        int place = unlink(parameter);
        if (assignment instanceof AxisSpec axis) {
            axes.add(place, axis);
        } else {
            fixed.add((Setting) assignment);
        }
    }

    /** The rows that the spec defines where it gives a parameter its values, by label. */
    private Map<String, Item> rowsInPlace(String parameter) {
        Map<String, Item> rows = new HashMap<>();
        fixed.stream()
                .filter(setting -> setting.parameter().equals(parameter))
                .forEach(setting -> rows.put(setting.value().text(), setting.value()));
        for (AxisSpec axis : axes) {
            AxisValues values = axis.values() instanceof AxisValues.Linked linked
                    ? linked.parameters().get(parameter)
                    : axis.name().equals(parameter) ? axis.values() : null;
            if (values instanceof AxisValues.Listed listed) {
                listed.items().forEach(item -> rows.put(item.text(), item));
            }
            if (axis.name().equals(parameter)) {
                axis.otherwise().ifPresent(item -> rows.put(item.text(), item));
            }
        }
        rows.values().removeIf(item -> item.attributes().isEmpty());
        return rows;
    }

    /** The same with the rows that it names. */
    private static Assignment withRows(Assignment assignment, Map<String, Item> rows) {
        if (assignment instanceof Setting setting) {
            Item item = setting.value();
            return new Setting(setting.parameter(), rows.getOrDefault(item.text(), item), setting.location());
        }
        AxisSpec axis = (AxisSpec) assignment;
        return axis.values() instanceof AxisValues.Listed listed
                ? new AxisSpec(
                        axis.name(),
                        new AxisValues.Listed(listed.items().stream()
                                .map(item -> rows.getOrDefault(item.text(), item))
                                .toList()),
                        axis.when(),
                        axis.otherwise(),
                        axis.location())
                : axis;
    }

    /** Takes a parameter off its axis; returns where an axis of its own would stand. */
    private int unlink(String parameter) {
        for (int i = 0; i < axes.size(); i++) {
            AxisSpec axis = axes.get(i);
            if (axis.values() instanceof AxisValues.Linked linked) {
                if (linked.parameters().containsKey(parameter)) {
                    return withoutLink(i, linked, parameter);
                }
            } else if (axis.name().equals(parameter)) {
                axes.remove(i);
                return i;
            }
        }
        return axes.size();
    }

    private int withoutLink(int place, AxisValues.Linked linked, String parameter) {
        Map<String, AxisValues> rest = new LinkedHashMap<>(linked.parameters());
        rest.remove(parameter);
        if (rest.isEmpty()) {
            axes.remove(place);
            return place;
        }
        AxisSpec axis = axes.get(place);
        axes.set(
                place,
                new AxisSpec(
                        axis.name(), new AxisValues.Linked(rest), Optional.empty(), Optional.empty(), axis.location()));
        return place + 1;
    }

    /** The spec with the flags in it. */
    SweepSpec result() {
        return new SweepSpec(
                spec.location(),
                spec.name(),
                spec.description(),
                formulas,
                catalogs,
                fixed,
                axes,
                derive,
                where,
                columns,
                output);
    }
}
