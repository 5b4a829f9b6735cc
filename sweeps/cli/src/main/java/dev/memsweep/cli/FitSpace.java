package dev.memsweep.cli;

import dev.memsweep.formula.Expr;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Inputs;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Problem;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The set-ups of one model: degrees that share the GPUs, joined into one axis, and all other axes. */
final class FitSpace {
    /** The axis of the degrees. */
    static final String PARALLELISM = "parallelism";

    static final String DEVICE = "device";

    private final FitUse use;
    private final SweepSpec spec;
    private final Sweep bound;
    private final Map<String, AxisValues.DivisorsOf> degrees;
    private final Sweep sweep;

    private FitSpace(FitUse use, SweepSpec spec, Sweep bound, Map<String, AxisValues.DivisorsOf> degrees) {
        this.use = use;
        this.spec = spec;
        this.bound = bound;
        this.degrees = degrees;
        this.sweep = joined(values(use.gpus()), false);
    }

    /** The set-ups that {@code spec} asks for; it names one model. */
    static FitSpace of(SweepSpec spec, FitUse use, Binder binder) {
        Map<String, AxisValues.DivisorsOf> degrees = new LinkedHashMap<>();
        List<AxisSpec> outer = new ArrayList<>();
        List<AxisSpec> inner = new ArrayList<>();
        for (AxisSpec axis : spec.axes()) {
            if (axis.values() instanceof AxisValues.DivisorsOf divisors
                    && divisors.number().text().equals(use.gpus())) {
                degrees.put(axis.name(), divisors);
            } else if (axis.name().equals(DEVICE)) {
                outer.add(0, axis);
            } else if (axis.name().equals(use.gpus())) {
                outer.add(axis);
            } else {
                inner.add(axis);
            }
        }
        outer.addAll(inner);
        return new FitSpace(use, spec, bound(withAxes(spec, spec.fixed(), outer), binder), degrees);
    }

    /** Binds a spec; what its shipped part lacks only because of a mistake in the flags is not told besides. */
    private static Sweep bound(SweepSpec spec, Binder binder) {
        try {
            return binder.bind(spec);
        } catch (InputException e) {
            List<Problem> ofFlags = e.problems().stream()
                    .filter(problem ->
                            !problem.location().source().equals(spec.location().source()))
                    .toList();
            throw ofFlags.isEmpty() ? e : new InputException(ofFlags);
        }
    }

    /** The same spec with other settings and axes. */
    static SweepSpec withAxes(SweepSpec spec, List<Setting> fixed, List<AxisSpec> axes) {
        return new SweepSpec(
                spec.location(),
                spec.name(),
                spec.description(),
                spec.formulas(),
                spec.catalogs(),
                fixed,
                axes,
                spec.derive(),
                spec.where(),
                spec.columns(),
                spec.output());
    }

    /** All of them; the axis of devices, if there are several, is the outermost, that of the degrees the next. */
    Sweep sweep() {
        return sweep;
    }

    FitUse use() {
        return use;
    }

    /** The spec that was asked. */
    SweepSpec spec() {
        return spec;
    }

    /** Set-ups of one device, before conditions. */
    long setUps() {
        return sweep.grid().rows()
                / (sweep.grid().axisOf(DEVICE) == 0 ? values(DEVICE).size() : 1);
    }

    /** Position of the axis of the degrees. */
    int layoutAxis() {
        return sweep.grid().axisOf(use.gpus());
    }

    /** The values of a parameter: those of its axis, the one that is set, or its default. */
    List<Value> values(String parameter) {
        for (Axis axis : bound.grid().axes()) {
            for (Axis.Values column : axis.columns()) {
                if (column.parameter().equals(parameter)) {
                    return column.values();
                }
            }
        }
        Value fixed = bound.fixed().get(parameter);
        return List.of(fixed != null ? fixed : new NumberReading(bound.formulas(), largest(Map.of())).value(parameter));
    }

    /** The same set-ups with other numbers of GPUs, on the first device alone if there are several. */
    Sweep withGpus(List<Value> gpus) {
        return joined(gpus, true);
    }

    private Sweep joined(List<Value> gpus, boolean oneDevice) {
        Map<String, Value> fixed = new HashMap<>(bound.fixed());
        fixed.remove(use.gpus());
        List<Axis> axes = new ArrayList<>();
        for (Axis axis : bound.grid().axes()) {
            if (oneDevice && axis.name().equals(DEVICE)) {
                fixed.put(DEVICE, axis.columns().get(0).values().get(0));
            } else if (!axis.name().equals(use.gpus())) {
                axes.add(axis);
            }
        }
        boolean devices = !axes.isEmpty() && axes.get(0).name().equals(DEVICE);
        axes.add(devices ? 1 : 0, parallelism(gpus));
        return bound.withFixed(fixed).withGrid(new Grid(axes));
    }

    /** The tuples of degrees whose product divides the GPUs: few GPUs to a copy of the model first. */
    private Axis parallelism(List<Value> gpus) {
        List<long[]> tuples = new ArrayList<>();
        for (Value number : gpus) {
            long count = number instanceof Value.Int whole ? whole.value() : 0;
            if (count < 1) {
                throw new InputException(Location.of("--gpus"), "must be at least 1, found " + number);
            }
            List<Long> limits = new ArrayList<>();
            degrees.values()
                    .forEach(divisors -> limits.add(
                            divisors.max().map(max -> limit(max, number)).orElse(count)));
            List<long[]> here = new ArrayList<>();
            collect(count, count, limits, new long[] {count}, here);
            here.sort(Comparator.comparingLong(
                            (long[] tuple) -> Arrays.stream(tuple).skip(1).reduce(1, (a, b) -> a * b))
                    .thenComparing(FitSpace::compareFromTheEnd));
            tuples.addAll(here);
        }
        List<String> names = new ArrayList<>(List.of(use.gpus()));
        names.addAll(degrees.keySet());
        List<Axis.Values> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Parameter parameter =
                    Objects.requireNonNull(bound.formulas().parameters().get(names.get(i)));
            int column = i;
            List<Value> values = tuples.stream()
                    .map(tuple -> (Value) new Value.Int(tuple[column]))
                    .toList();
            columns.add(new Axis.Values(parameter.name(), parameter.type(), values));
        }
        return new Axis(PARALLELISM, columns);
    }

    private static int compareFromTheEnd(long[] a, long[] b) {
        for (int i = a.length - 1; i > 0; i--) {
            if (a[i] != b[i]) {
                return Long.compare(a[i], b[i]);
            }
        }
        return 0;
    }

    private static void collect(long gpus, long left, List<Long> limits, long[] tuple, List<long[]> tuples) {
        int at = tuple.length - 1;
        if (at == limits.size()) {
            tuples.add(tuple);
            return;
        }
        long most = Math.min(left, limits.get(at));
        for (long degree = 1; degree <= most; degree++) {
            if (left % degree == 0) {
                long[] longer = Arrays.copyOf(tuple, tuple.length + 1);
                longer[tuple.length] = degree;
                collect(gpus, left / degree, limits, longer, tuples);
            }
        }
    }

    private long limit(Item max, Value gpus) {
        Expr expr = bound.formulas().expression(Source.embedded(max.location(), max.text()));
        Value value = new NumberReading(bound.formulas(), largest(Map.of(use.gpus(), gpus))).evaluate(expr);
        return value instanceof Value.Int whole ? whole.value() : Long.MAX_VALUE;
    }

    /** What is set, and of each axis the largest number, else the first value. */
    private Inputs largest(Map<String, Value> known) {
        return new Inputs() {
            @Override
            public @Nullable Value parameter(String name) {
                Value set = known.getOrDefault(name, bound.fixed().get(name));
                if (set != null) {
                    return set;
                }
                for (Axis axis : bound.grid().axes()) {
                    for (Axis.Values column : axis.columns()) {
                        if (column.parameter().equals(name)) {
                            return column.values().stream()
                                    .max(Comparator.comparingLong(
                                            value -> value instanceof Value.Int whole ? whole.value() : 0))
                                    .orElseThrow();
                        }
                    }
                }
                return null;
            }

            @Override
            public Value.Row row(String table, String label) {
                return Objects.requireNonNull(
                        bound.rows().getOrDefault(table, Map.of()).get(label), label);
            }
        };
    }

    /** The search as a spec of its own: the degrees as linked parameters, and only what is legal and fits. */
    SweepSpec asSpec() {
        List<AxisSpec> axes = new ArrayList<>();
        List<String> joined = new ArrayList<>(degrees.keySet());
        joined.add(use.gpus());
        Map<String, AxisValues> linked = new LinkedHashMap<>();
        for (Axis axis : sweep.grid().axes()) {
            if (axis.name().equals(PARALLELISM)) {
                axis.columns().forEach(column -> linked.put(column.parameter(), listed(column.values())));
                axes.add(new AxisSpec(
                        PARALLELISM,
                        new AxisValues.Linked(linked),
                        Optional.empty(),
                        Optional.empty(),
                        spec.location()));
            } else {
                spec.axes().stream().filter(a -> a.name().equals(axis.name())).forEach(axes::add);
            }
        }
        List<Setting> fixed = spec.fixed().stream()
                .filter(setting -> !joined.contains(setting.parameter()))
                .toList();
        SpecEditor editor = new SpecEditor(withAxes(spec, fixed, axes));
        editor.addCondition(Item.of(FitRanking.LEGAL, spec.location()));
        editor.addCondition(Item.of(FitRanking.FITS, spec.location()));
        return editor.result();
    }

    private AxisValues listed(List<Value> values) {
        return new AxisValues.Listed(values.stream()
                .map(value -> Item.of(value.toString(), spec.location()))
                .toList());
    }
}
