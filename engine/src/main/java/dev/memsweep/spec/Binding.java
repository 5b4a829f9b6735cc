package dev.memsweep.spec;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.TablePlace;
import dev.memsweep.formula.Definition;
import dev.memsweep.formula.Doc;
import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Inputs;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Problem;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import dev.memsweep.grid.WholeRange;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Derivation;
import dev.memsweep.spec.SweepSpec.Filter;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.Setting;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One spec on its way to a {@link Sweep}; collects what is wrong and goes on as far as that makes sense. */
final class Binding {
    private final SweepSpec spec;
    private final ProblemList problems = new ProblemList();
    private final FormulaSet formulas;
    private final boolean derived;
    private final RowFinder rows;
    private final AxisExpander expander;
    private final ValueBinder values;
    private final Map<String, Value> fixed = new LinkedHashMap<>();
    private final Map<String, Location> assigned = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Set<String> moving = new LinkedHashSet<>();
    private final Map<AxisSpec, Axis> axes = new LinkedHashMap<>();
    private final List<Condition> conditions = new ArrayList<>();

    Binding(FormulaLibrary library, Catalog catalog, SweepSpec spec) {
        this.spec = spec;
        FormulaSet base = load(library, spec);
        List<FormulaSet> extended = new ArrayList<>();
        problems.collect(() -> extended.add(derive(base)));
        this.derived = !extended.isEmpty();
        this.formulas = derived ? extended.get(0) : base;
        this.rows = new RowFinder(formulas, withFiles(catalog));
        this.values = new ValueBinder(rows);
        this.expander = new AxisExpander(values, this::fixedNumber);
    }

    /** What is wrong with the names and values of the spec, whatever else it may lack. */
    List<Problem> check() {
        try {
            bindParts();
            return List.of();
        } catch (InputException e) {
            return e.problems();
        }
    }

    /** Binds everything that is written; returns the names of the columns. */
    private List<String> bindParts() {
        checkCase();
        spec.fixed().forEach(setting -> problems.collect(() -> fix(setting)));
        spec.axes().forEach(axis -> axis.parameters().keySet().forEach(moving::add));
        bindAxes();
        if (derived) {
            spec.where().forEach(filter -> problems.collect(() -> conditions.add(condition(filter))));
        }
        checkDerivedAreNotSet();
        List<String> columns = columns();
        problems.throwIfAny();
        return columns;
    }

    Sweep bind() {
        List<String> columns = bindParts();
        Grid grid = new Grid(
                spec.axes().stream().map(axes::get).filter(Objects::nonNull).toList());
        Sweep sweep = new Sweep(
                spec.name(), spec.description(), formulas, fixed, grid, conditions, columns, namedRows(grid), "");
        BoundFormulas.of(sweep, spec.location());
        return new Sweep(
                sweep.name(),
                sweep.description(),
                formulas,
                fixed,
                grid,
                conditions,
                columns,
                sweep.rows(),
                CanonicalJson.of(spec, sweep));
    }

    private static FormulaSet load(FormulaLibrary library, SweepSpec spec) {
        Map<String, Location> written = new LinkedHashMap<>();
        spec.formulas().forEach(item -> written.putIfAbsent(item.text(), item.location()));
        return library.load(written, spec.location());
    }

    private FormulaSet derive(FormulaSet base) {
        List<Definition> definitions = new ArrayList<>();
        for (Derivation derivation : spec.derive()) {
            Item expression = derivation.expression();
            definitions.add(new Definition(
                    derivation.name(),
                    new Doc(derivation.description(), derivation.unit(), List.of(), List.of()),
                    Source.embedded(expression.location(), expression.text())));
        }
        return base.with(definitions);
    }

    private Catalog withFiles(Catalog shipped) {
        Catalog all = shipped;
        for (Item item : spec.catalogs()) {
            List<TablePlace> places = new ArrayList<>();
            problems.collect(() -> places.add(place(item)));
            for (TablePlace place : places) {
                all = all.with(place);
            }
        }
        return all;
    }

    /** The user's tables; a path in a file starts at the folder of that file. */
    private TablePlace place(Item item) {
        Path path;
        try {
            Path written = Path.of(item.text());
            Location location = item.location();
            path = location.line() == 0 ? written : Path.of(location.source()).resolveSibling(written);
        } catch (InvalidPathException e) {
            throw new InputException(item.location(), "'" + item.text() + "' is not a path");
        }
        TablePlace place = TablePlace.files(path, item.location());
        String table = String.valueOf(path.getFileName()).replaceFirst("\\.csv$", "");
        if (Files.isRegularFile(path) && !formulas.tables().containsKey(table)) {
            throw new InputException(
                    item.location(),
                    "a file is named after its table, and these formulas have no table '" + table + "'"
                            + NearestName.hint(table, formulas.tables().keySet()));
        }
        return place;
    }

    private void checkCase() {
        Map<String, String> seen = new HashMap<>();
        Map<String, Location> all = new LinkedHashMap<>();
        spec.fixed().forEach(setting -> all.putIfAbsent(setting.parameter(), setting.location()));
        spec.axes().forEach(axis -> axis.parameters().forEach((name, v) -> all.putIfAbsent(name, axis.location())));
        spec.derive().forEach(derivation -> all.putIfAbsent(derivation.name(), derivation.location()));
        for (String known : knownNames()) {
            seen.putIfAbsent(known.toLowerCase(Locale.ROOT), known);
        }
        all.forEach((name, location) -> {
            String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (other != null && !other.equals(name) && !formulas.parameters().containsKey(name)) {
                ambiguous.add(name);
                problems.add(
                        location,
                        "'" + name + "' and '" + other
                                + "' differ only in case; Spark and DuckDB cannot tell them apart");
            }
        });
    }

    private List<String> knownNames() {
        List<String> names = new ArrayList<>(formulas.parameters().keySet());
        names.addAll(formulas.formulas().keySet());
        return names;
    }

    private void fix(Setting setting) {
        Parameter parameter = parameter(setting.parameter(), setting.location());
        claim(parameter, "fixed", setting.location());
        fixed.put(parameter.name(), values.value(parameter, setting.value()));
    }

    private void claim(Parameter parameter, String how, Location location) {
        Location earlier = assigned.putIfAbsent(parameter.name(), location);
        if (earlier == null) {
            return;
        }
        boolean both = fixed.containsKey(parameter.name()) && !how.equals("fixed");
        String what = both ? "is both fixed and " + how : "is given values twice";
        throw new InputException(location, "'" + parameter.name() + "' " + what + " (first at " + earlier + ")");
    }

    private Parameter parameter(String name, Location location) {
        Parameter parameter = formulas.parameters().get(name);
        if (parameter != null) {
            return parameter;
        }
        if (ambiguous.contains(name)) {
            throw new InputException(List.of());
        }
        if (formulas.formulas().containsKey(name)) {
            throw new InputException(location, "'" + name + "' is a formula; only parameters can be given values");
        }
        throw new InputException(
                location,
                "unknown parameter '" + name + "'"
                        + NearestName.hint(name, formulas.parameters().keySet()));
    }

    /** Binds the axes, those last whose values depend on what the others leave single. */
    private void bindAxes() {
        if (spec.axes().size() > Grid.MOST_AXES) {
            problems.add(spec.location(), spec.axes().size() + " axes; the limit is " + Grid.MOST_AXES);
            return;
        }
        for (boolean dependent : new boolean[] {false, true}) {
            for (AxisSpec axis : spec.axes()) {
                boolean depends = axis.parameters().values().stream().anyMatch(v -> v instanceof AxisValues.DivisorsOf);
                if (depends == dependent) {
                    problems.collect(() -> axes.put(axis, bind(axis)));
                }
            }
        }
        spec.axes().forEach(axis -> axis.when().ifPresent(when -> problems.collect(() -> conditional(axis, when))));
    }

    private Axis bind(AxisSpec axisSpec) {
        ProblemList here = new ProblemList();
        List<Axis.Values> columns = new ArrayList<>();
        axisSpec.parameters()
                .forEach((name, written) -> here.collect(() -> {
                    Parameter parameter = parameter(name, axisSpec.location());
                    claim(parameter, "on an axis", axisSpec.location());
                    List<Value> expanded = expander.expand(parameter, written, axisSpec.location());
                    if (axisSpec.otherwise().isPresent()) {
                        Value otherwise =
                                values.value(parameter, axisSpec.otherwise().get());
                        if (!expanded.contains(otherwise)) {
                            expanded = new ArrayList<>(expanded);
                            expanded.add(otherwise);
                        }
                    }
                    columns.add(new Axis.Values(name, parameter.type(), expanded));
                }));
        here.throwIfAny();
        if (columns.isEmpty()) {
            throw new InputException(List.of());
        }
        if (columns.stream().map(column -> column.values().size()).distinct().count() > 1) {
            List<String> sizes = columns.stream()
                    .map(column ->
                            column.parameter() + " has " + column.values().size())
                    .toList();
            throw new InputException(
                    axisSpec.location(),
                    "axis '" + axisSpec.name() + "': linked parameters need as many values each; "
                            + String.join(", ", sizes));
        }
        checkNoRowRepeats(axisSpec, columns);
        return new Axis(axisSpec.name(), columns);
    }

    private static void checkNoRowRepeats(AxisSpec axisSpec, List<Axis.Values> columns) {
        if (columns.stream().anyMatch(column -> column.values() instanceof WholeRange)) {
            return;
        }
        Set<List<String>> seen = new LinkedHashSet<>();
        for (int i = 0; i < columns.get(0).values().size(); i++) {
            List<String> tuple = new ArrayList<>();
            for (Axis.Values column : columns) {
                tuple.add(column.values().get(i).toString());
            }
            if (!seen.add(tuple)) {
                throw new InputException(
                        axisSpec.location(),
                        "axis '" + axisSpec.name() + "': value " + String.join(", ", tuple)
                                + " appears twice (rows would repeat)");
            }
        }
    }

    /** Keeps of a conditional axis its values where {@code when} holds, and the other value elsewhere. */
    private void conditional(AxisSpec axisSpec, Item when) {
        Parameter parameter = formulas.parameters().get(axisSpec.name());
        if (parameter == null || !axes.containsKey(axisSpec) || !derived) {
            return;
        }
        Expr applies = formulas.condition(Source.embedded(when.location(), when.text()));
        rows.checkLabels(applies, when.location());
        Dependence dependence = new Dependence(formulas, name -> moving.contains(name) || fixed.containsKey(name));
        if (dependence.on(parameter.name(), applies)) {
            throw new InputException(
                    when.location(),
                    "axis '" + parameter.name() + "': 'when' decides whether '" + parameter.name()
                            + "' moves, so it cannot depend on '" + parameter.name() + "'");
        }
        Value otherwise = values.value(parameter, axisSpec.otherwise().orElseThrow());
        boolean own = expander.expand(parameter, axisSpec.values(), axisSpec.location())
                .contains(otherwise);
        conditions.add(
                Condition.moving(parameter, otherwise, own, applies, when.text().strip()));
    }

    private Condition condition(Filter filter) {
        Item expression = filter.expression();
        Expr expr = formulas.condition(Source.embedded(expression.location(), expression.text()));
        rows.checkLabels(expr, expression.location());
        return new Condition(expr, expression.text().strip(), filter.reason());
    }

    private void checkDerivedAreNotSet() {
        for (Derivation derivation : spec.derive()) {
            Location earlier = assigned.get(derivation.name());
            if (earlier != null) {
                problems.add(
                        derivation.location(),
                        "'" + derivation.name() + "' is both derived and given a value (at " + earlier + ")");
            }
        }
    }

    private List<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        if (spec.columns().isEmpty()) {
            columns.addAll(moving);
            spec.derive().forEach(derivation -> columns.add(derivation.name()));
            formulas.parameters().values().stream()
                    .filter(Parameter::standsForFormula)
                    .forEach(parameter -> columns.add(parameter.name()));
            formulas.formulas().values().stream()
                    .filter(formula -> !formula.hidden())
                    .forEach(formula -> columns.add(formula.name()));
            return List.copyOf(columns);
        }
        List<String> known = knownNames();
        for (Item item : spec.columns()) {
            String name = item.text();
            if (!known.contains(name) && derived) {
                problems.add(item.location(), "unknown column '" + name + "'" + NearestName.hint(name, known));
            } else if (!columns.add(name)) {
                problems.add(item.location(), "column '" + name + "' is listed twice");
            }
        }
        return List.copyOf(columns);
    }

    private Map<String, Map<String, Value.Row>> namedRows(Grid grid) {
        NamedRows named = new NamedRows(rows);
        formulas.formulas().values().forEach(formula -> named.add(formula.expr()));
        formulas.parameters().values().forEach(parameter -> parameter.fallback().ifPresent(named::add));
        conditions.forEach(condition -> named.add(condition.expr()));
        fixed.values().forEach(named::add);
        grid.axes().forEach(named::add);
        return named.byTable();
    }

    /** The number that an expression over fixed parameters is. */
    private BigDecimal fixedNumber(Item item) {
        Expr expr = formulas.expression(Source.embedded(item.location(), item.text()));
        try {
            Value value = new NumberReading(formulas, singleValues(item)).evaluate(expr);
            if (value instanceof Value.Int whole) {
                return BigDecimal.valueOf(whole.value());
            }
            throw new InputException(item.location(), "'" + item.text() + "' is not a whole number");
        } catch (EvaluationException e) {
            throw new InputException(item.location(), "'" + item.text() + "': " + e.getMessage());
        } catch (InputException e) {
            String message = e.problems().get(0).message();
            throw new InputException(item.location(), message);
        }
    }

    /** Fixed values and those of axes with one value. */
    private Inputs singleValues(Item item) {
        return new Inputs() {
            @Override
            public @Nullable Value parameter(String name) {
                Value set = fixed.get(name);
                if (set != null || !moving.contains(name)) {
                    return set;
                }
                return axes.values().stream()
                        .filter(axis -> axis.size() == 1)
                        .flatMap(axis -> axis.columns().stream())
                        .filter(column -> column.parameter().equals(name))
                        .map(column -> column.values().get(0))
                        .findFirst()
                        .orElseThrow(() -> new InputException(
                                item.location(),
                                "'" + item.text() + "' needs one value, but '" + name + "' moves along an axis"));
            }

            @Override
            public Value.Row row(String table, String label) {
                Value.Row row = rows.find(table, label);
                if (row == null) {
                    throw new InputException(item.location(), "'" + label + "' is no " + table);
                }
                return row;
            }
        };
    }
}
