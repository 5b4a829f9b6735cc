package dev.memsweep.cli;

import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import dev.memsweep.query.Order;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What would make set-ups fit that do not: each is a point of a grid of its own, and only those are told that fit there.
 *
 * <p>A change gives one parameter of a set-up another value. For the number of GPUs there is also a new search: the set-up
 * that needs least of all with that many.
 */
final class FitChanges {
    /** How much is left orders the set-ups of a number of GPUs. */
    private static final FitObjective LEAST = new FitObjective("", List.of(new Order(FitRanking.HEADROOM, true)));

    /** The first of the changes that fits: they are in the order of the file. */
    private static final FitObjective FIRST = new FitObjective("", List.of());

    private final FitSpace space;
    private final Sweep alternatives;
    private final Session session;
    private final List<String> moving;
    private final List<Candidate> candidates = new ArrayList<>();

    /**
     * A change to one parameter.
     *
     * @param parameter its name
     * @param from its value so far
     * @param to its new value
     * @param searched whether the other parameters of the search were chosen anew
     * @param point the whole set-up after it
     */
    record Change(String parameter, Value from, Value to, boolean searched, Map<String, Value> point) {
        /** Copies the map. */
        Change {
            point = Map.copyOf(point);
        }
    }

    private record Candidate(Change change, long miss) {}

    private FitChanges(FitSpace space, Sweep alternatives, Session session) {
        this.session = session;
        this.space = space;
        this.alternatives = alternatives;
        Set<String> names = new LinkedHashSet<>();
        for (Sweep sweep : List.of(space.sweep(), alternatives)) {
            sweep.grid().axes().forEach(axis -> axis.columns().forEach(column -> names.add(column.parameter())));
        }
        this.moving = List.copyOf(names);
    }

    /**
     * The changes to each of the rows that do not fit, by row.
     *
     * @param misses rows of the space
     */
    static Found of(FitSpace space, List<Long> misses, Binder binder, Session session) {
        SweepSpec spec = space.spec();
        List<AxisSpec> axes = space.use().changes().axes();
        Set<String> changed = new HashSet<>();
        axes.forEach(axis -> changed.add(axis.name()));
        SweepSpec open = FitSpace.withAxes(
                spec,
                spec.fixed().stream()
                        .filter(setting -> !changed.contains(setting.parameter()))
                        .toList(),
                axes);
        SweepSpec free = new SweepSpec(
                open.location(),
                open.name(),
                open.description(),
                open.formulas(),
                open.catalogs(),
                open.fixed(),
                open.axes(),
                open.derive().stream()
                        .filter(derivation -> !changed.contains(derivation.name()))
                        .toList(),
                open.where(),
                open.columns(),
                open.output());
        FitChanges changes = new FitChanges(space, binder.bind(free), session);
        misses.forEach(changes::addSingle);
        changes.addSearched(misses);
        return changes.found();
    }

    /**
     * What was found.
     *
     * @param sweep where the changed set-ups can be evaluated: formulas and all that is set besides them
     * @param changes the changes that make a row of the space fit, by row
     */
    record Found(Sweep sweep, Map<Long, List<Change>> changes) {
        /** The values of a changed set-up. */
        NumberReading reading(Change change) {
            Map<String, Value> values = new HashMap<>(sweep.fixed());
            values.putAll(change.point());
            Sweep point = sweep.withFixed(values).withGrid(new Grid(List.of()));
            return new NumberReading(point.formulas(), point.inputsAt(new int[0]));
        }

        /** The changes to a row. */
        List<Change> of(long row) {
            return changes.getOrDefault(row, List.of());
        }
    }

    private Map<String, Value> point(Sweep sweep, long row) {
        int[] positions = sweep.grid().coordinates(row);
        NumberReading reading = new NumberReading(sweep.formulas(), sweep.inputsAt(positions));
        Map<String, Value> point = new LinkedHashMap<>();
        moving.forEach(name -> point.put(name, reading.value(name)));
        return point;
    }

    private void addSingle(long row) {
        Map<String, Value> base = point(space.sweep(), row);
        for (Axis axis : alternatives.grid().axes()) {
            for (Value value : axis.columns().get(0).values()) {
                Value from = Objects.requireNonNull(base.get(axis.name()));
                if (!from.toString().equals(value.toString())) {
                    Map<String, Value> point = new LinkedHashMap<>(base);
                    point.put(axis.name(), value);
                    candidates.add(new Candidate(new Change(axis.name(), from, value, false, point), row));
                }
            }
        }
    }

    /** Adds, for each device of the misses, the set-ups that need least with other numbers of GPUs. */
    private void addSearched(List<Long> misses) {
        String gpus = space.use().gpus();
        List<Value> asked = space.values(gpus);
        List<Value> others = alternatives.grid().axes().stream()
                .filter(axis -> axis.name().equals(gpus))
                .flatMap(axis -> axis.columns().get(0).values().stream())
                .filter(value -> !asked.contains(value))
                .toList();
        Sweep sweep = space.withGpus(others);
        List<Value> positions = sweep.grid()
                .axes()
                .get(sweep.grid().axisOf(gpus))
                .columns()
                .get(0)
                .values();
        int[] groupOf = positions.stream().mapToInt(others::indexOf).toArray();
        List<FitRanking.Group> groups =
                FitRanking.rank(sweep, groupOf, new FitRanking.Wanted(LEAST, 1, 1, -1), session);
        List<Map<String, Value>> least = new ArrayList<>();
        for (FitRanking.Group group : groups) {
            List<Long> rows = group.best().isEmpty() ? group.nearest() : group.best();
            rows.forEach(row -> least.add(point(sweep, row)));
        }
        Set<String> devices = new HashSet<>();
        for (long row : misses) {
            Map<String, Value> base = point(space.sweep(), row);
            Value device = Objects.requireNonNull(base.get(FitSpace.DEVICE));
            if (devices.add(device.toString())) {
                for (Map<String, Value> values : least) {
                    Map<String, Value> point = new LinkedHashMap<>(values);
                    point.put(FitSpace.DEVICE, device);
                    Value from = Objects.requireNonNull(base.get(gpus));
                    Value to = Objects.requireNonNull(values.get(gpus));
                    candidates.add(new Candidate(new Change(gpus, from, to, true, point), row));
                }
            }
        }
    }

    private Found found() {
        Map<String, Value> fixed = new HashMap<>(space.sweep().fixed());
        moving.forEach(fixed::remove);
        Map<String, Map<String, Value.Row>> rows = new HashMap<>();
        for (Sweep sweep : List.of(space.sweep(), alternatives)) {
            sweep.rows()
                    .forEach((table, named) ->
                            rows.computeIfAbsent(table, t -> new HashMap<>()).putAll(named));
        }
        List<Axis.Values> columns = new ArrayList<>();
        for (String name : moving) {
            Parameter parameter =
                    Objects.requireNonNull(alternatives.formulas().parameters().get(name));
            columns.add(new Axis.Values(
                    name,
                    parameter.type(),
                    candidates.stream()
                            .map(c -> Objects.requireNonNull(c.change().point().get(name)))
                            .toList()));
        }
        Sweep sweep = new Sweep(
                alternatives.name(),
                alternatives.description(),
                alternatives.formulas(),
                fixed,
                new Grid(List.of(new Axis("change", columns))),
                alternatives.conditions(),
                alternatives.columns(),
                rows,
                "");
        Map<List<Object>, Integer> numbers = new HashMap<>();
        int[] groupOf = new int[candidates.size()];
        for (int i = 0; i < groupOf.length; i++) {
            Candidate candidate = candidates.get(i);
            groupOf[i] = numbers.computeIfAbsent(
                    List.of(
                            candidate.miss(),
                            candidate.change().parameter(),
                            candidate.change().searched()),
                    key -> numbers.size());
        }
        Map<Long, List<Change>> changes = new HashMap<>();
        for (FitRanking.Group group :
                FitRanking.rank(sweep, groupOf, new FitRanking.Wanted(FIRST, 1, 0, -1), session)) {
            for (long row : group.best()) {
                Candidate candidate = candidates.get((int) row);
                changes.computeIfAbsent(candidate.miss(), miss -> new ArrayList<>())
                        .add(candidate.change());
            }
        }
        return new Found(sweep, changes);
    }
}
