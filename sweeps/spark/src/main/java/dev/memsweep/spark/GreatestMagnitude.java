package dev.memsweep.spark;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.Sink;
import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Bounds;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import it.unimi.dsi.fastutil.ints.IntList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A magnitude that no value of a column is above, from bounds of the whole grid alone. */
final class GreatestMagnitude implements Sink<Double>, Sink.Collector<Double> {
    private double greatest;

    private GreatestMagnitude() {}

    /** The magnitude; infinite where the bounds tell nothing. */
    static double of(Sweep sweep, String column) {
        GreatestMagnitude sink = new GreatestMagnitude();
        try {
            new Evaluator(PlanCompiler.compile(PrunedSweep.withColumns(sweep, List.of(column))), 1)
                    .run(sink, done -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sink.greatest;
    }

    @Override
    public long morselRows() {
        return Long.MAX_VALUE;
    }

    @Override
    public IntList bounded() {
        return IntList.of(0);
    }

    @Override
    public Collector<Double> collector() {
        return this;
    }

    @Override
    public boolean settles(SubGrid subGrid) {
        Bounds bounds = subGrid.bounds(0);
        double magnitude =
                bounds.certain() ? Math.max(Math.abs(bounds.low()), Math.abs(bounds.high())) : Double.POSITIVE_INFINITY;
        greatest = Math.max(greatest, magnitude);
        return true;
    }

    /** The single row of a grid that has no levels to bound. */
    @Override
    public void accept(Tile tile) {
        greatest = Double.POSITIVE_INFINITY;
    }

    @Override
    public Double finish() {
        return greatest;
    }

    @Override
    public void append(Double part) {}
}
