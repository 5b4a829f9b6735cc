package dev.memsweep.bench.compare;

import dev.memsweep.bench.Workload;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A reference workload as plain arrays, for loops that know nothing of specs; outermost axis first, {@code seq} last.
 *
 * <p>The formulas are those of {@code sweeps/specs/reference.formulas}: all their numbers are exact in doubles.
 */
final class Reference {
    /** Bytes that a device has. */
    static final long LIMIT = 80L << 30;

    final Sweep sweep;
    final String[] models;
    final long[] params;
    final long[] hidden;
    final long[] layers;
    final long[] heads;
    final String[] dtypes;
    final long[] weightBytes;
    final long[] gradientBytes;
    final String[] optimizers;
    final long[] stateBytes;
    final String[] recomputes;
    final int[] tp;
    final int[] pp;
    final int[] dp;
    final int[] zero;
    final int[] microBatch;
    final int[] seq;

    /** The arrays of a sweep with the axes of the reference workloads. */
    Reference(Sweep sweep) {
        this.sweep = sweep;
        this.models = labels("model");
        this.params = attribute("model", "params");
        this.hidden = attribute("model", "hidden");
        this.layers = attribute("model", "layers");
        this.heads = attribute("model", "heads");
        this.dtypes = labels("dtype");
        this.weightBytes = attribute("dtype", "weight_bytes");
        this.gradientBytes = attribute("dtype", "gradient_bytes");
        this.optimizers = labels("optimizer");
        this.stateBytes = attribute("optimizer", "state_bytes");
        this.recomputes = labels("recompute");
        this.tp = numbers("tp");
        this.pp = numbers("pp");
        this.dp = numbers("dp");
        this.zero = numbers("zero");
        this.microBatch = numbers("micro_batch");
        this.seq = numbers("seq");
    }

    /** The workload {@code w1}, {@code w28} or {@code w226}. */
    static Reference of(String workload) {
        return new Reference(Workload.of(workload));
    }

    /** Rows of the grid. */
    long rows() {
        return sweep.grid().rows();
    }

    /** Positions of all axes but the two innermost. */
    int outerPositions() {
        return Math.toIntExact(rows() / microBatch.length / seq.length);
    }

    private List<Value> values(String parameter) {
        Axis axis = sweep.grid().axes().get(sweep.grid().axisOf(parameter));
        return axis.columns().get(0).values();
    }

    private String[] labels(String parameter) {
        return values(parameter).stream().map(Value::toString).toArray(String[]::new);
    }

    private long[] attribute(String parameter, String attribute) {
        return values(parameter).stream()
                .mapToLong(row -> number(
                        Objects.requireNonNull(((Value.Row) row).attributes().get(attribute))))
                .toArray();
    }

    private int[] numbers(String parameter) {
        return values(parameter).stream()
                .mapToInt(value -> Math.toIntExact(number(value)))
                .toArray();
    }

    private static long number(Value value) {
        return ((Value.Int) value).value();
    }

    /** The axes as SQL tables named after them, with their attributes as columns. */
    List<String> sqlTables() {
        List<String> tables = new ArrayList<>();
        for (Axis axis : sweep.grid().axes()) {
            Value first = axis.columns().get(0).values().get(0);
            String columns = axis.name()
                    + (first instanceof Value.Row row
                            ? new TreeMap<>(row.attributes())
                                    .keySet().stream()
                                            .map(name -> ", " + axis.name() + "_" + name)
                                            .collect(Collectors.joining())
                            : "");
            String rows = axis.columns().get(0).values().stream()
                    .map(Reference::sqlRow)
                    .collect(Collectors.joining(", "));
            tables.add("CREATE OR REPLACE TABLE " + axis.name() + " AS FROM (VALUES " + rows + ") v(" + columns + ")");
        }
        return tables;
    }

    private static String sqlRow(Value value) {
        if (value instanceof Value.Int number) {
            return "(" + number.value() + "::INTEGER)";
        }
        String attributes = value instanceof Value.Row row
                ? new TreeMap<>(row.attributes())
                        .values().stream().map(each -> ", " + each + "::BIGINT").collect(Collectors.joining())
                : "";
        return "('" + value + "'" + attributes + ")";
    }

    /** The axes as lines {@code name value value ...}, for programs in other languages. */
    String lines() {
        List<String> lines = new ArrayList<>();
        add(lines, "models", List.of(models));
        add(lines, "params", params);
        add(lines, "hidden", hidden);
        add(lines, "layers", layers);
        add(lines, "heads", heads);
        add(lines, "dtypes", List.of(dtypes));
        add(lines, "weight_bytes", weightBytes);
        add(lines, "gradient_bytes", gradientBytes);
        add(lines, "optimizers", List.of(optimizers));
        add(lines, "state_bytes", stateBytes);
        add(lines, "recomputes", List.of(recomputes));
        for (String axis : List.of("tp", "pp", "dp", "zero", "micro_batch", "seq")) {
            add(lines, axis, values(axis));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void add(List<String> lines, String name, long[] values) {
        List<Long> list = new ArrayList<>();
        for (long value : values) {
            list.add(value);
        }
        add(lines, name, list);
    }

    private static void add(List<String> lines, String name, List<?> values) {
        lines.add(name + " " + values.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
}
