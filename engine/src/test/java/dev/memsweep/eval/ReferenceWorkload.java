package dev.memsweep.eval;

import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** The reference workload, built by hand from the formulas that the ready specs use. */
public final class ReferenceWorkload {
    private static final String[] MODELS = {
        "llama-7b", "llama-13b", "llama-30b", "llama-65b", "llama3-8b", "llama3-70b", "llama3-405b", "gpt3-175b"
    };
    private static final long[][] SHAPES = {
        {6738415616L, 4096, 32, 32},
        {13015864320L, 5120, 40, 40},
        {32528943616L, 6656, 60, 52},
        {65285660672L, 8192, 80, 64},
        {8030261248L, 4096, 32, 32},
        {70553706496L, 8192, 80, 64},
        {405853388800L, 16384, 126, 128},
        {174591688704L, 12288, 96, 96},
    };
    private static final long[] SEQUENCES = {
        512, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384, 24576, 32768, 49152, 65536, 98304, 131072
    };

    private ReferenceWorkload() {}

    /** W with some of its models, and micro-batches from 1. */
    public static Sweep sweep(int models, int batches) {
        FormulaSet formulas = FormulaSet.load(
                List.of("reference.formulas"),
                (name, from) -> Source.file(name, read(Path.of("../sweeps/specs", name))),
                Location.of("test"));
        List<Value> rows = new ArrayList<>();
        Map<String, Value.Row> modelRows = new LinkedHashMap<>();
        for (int i = 0; i < models; i++) {
            Map<String, Value> shape = Map.of(
                    "params", new Value.Int(SHAPES[i][0]),
                    "hidden", new Value.Int(SHAPES[i][1]),
                    "layers", new Value.Int(SHAPES[i][2]),
                    "heads", new Value.Int(SHAPES[i][3]));
            Value.Row row = new Value.Row("model", MODELS[i], shape);
            modelRows.put(row.label(), row);
            rows.add(row);
        }
        Map<String, Map<String, Value.Row>> tables = new LinkedHashMap<>();
        tables.put("model", modelRows);
        List<Axis> axes = new ArrayList<>();
        axes.add(Axis.of("model", Type.rowOf("model"), rows));
        for (String choice : List.of("dtype", "optimizer", "recompute")) {
            Map<String, Value.Row> choices = Objects.requireNonNull(
                    Objects.requireNonNull(formulas.tables().get(choice)).choices());
            tables.put(choice, choices);
            axes.add(Axis.of(choice, Type.rowOf(choice), List.copyOf(choices.values())));
        }
        axes.add(numbers("tp", 1, 2, 4, 8));
        axes.add(numbers("pp", 1, 2, 4, 8));
        axes.add(numbers("dp", 1, 2, 4, 8, 16, 32, 64, 128));
        axes.add(numbers("zero", 0, 1, 2, 3));
        axes.add(numbers("micro_batch", LongStream.rangeClosed(1, batches).toArray()));
        axes.add(numbers("seq", SEQUENCES));
        List<String> columns = new ArrayList<>(axes.stream().map(Axis::name).toList());
        columns.addAll(List.of("weight_bytes", "grad_bytes", "optim_bytes", "act_bytes", "total_bytes", "fits80"));
        return new Sweep("w", "", formulas, Map.of(), new Grid(axes), List.of(), columns, tables, "");
    }

    private static Axis numbers(String parameter, long... values) {
        return Axis.of(
                parameter,
                Type.INT,
                LongStream.of(values).<Value>mapToObj(Value.Int::new).toList());
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
