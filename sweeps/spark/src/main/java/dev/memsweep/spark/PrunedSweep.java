package dev.memsweep.spark;

import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import dev.memsweep.spec.BoundFormulas;
import dev.memsweep.spec.Condition;
import dev.memsweep.spec.Sweep;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The same rows of a sweep in the same order over a smaller grid: a condition that depends on one axis shortens that axis
 * instead; the others stay.
 */
final class PrunedSweep {
    /** Positions of the longest axis that is looked at one by one. */
    private static final int MOST_POSITIONS = 1 << 17;

    private PrunedSweep() {}

    /** The smaller sweep; nothing when no row can be left. */
    static Optional<Sweep> of(Sweep sweep) {
        Sweep pruned = sweep;
        for (Condition condition : sweep.conditions()) {
            Set<Integer> axes = axes(pruned, condition);
            if (axes.isEmpty() && isNever(pruned, condition)) {
                return Optional.empty();
            }
            if (axes.size() != 1) {
                continue;
            }
            int axis = axes.iterator().next();
            Optional<IntList> kept = positions(pruned, condition, axis);
            if (kept.isPresent() && kept.get().isEmpty()) {
                return Optional.empty();
            }
            if (kept.isPresent()) {
                pruned = without(condition, at(pruned, axis, kept.get()));
            }
        }
        return Optional.of(pruned);
    }

    /** Whether a condition that depends on no axis is false. */
    private static boolean isNever(Sweep sweep, Condition condition) {
        int[] point = new int[sweep.grid().axes().size()];
        try {
            return !new NumberReading(sweep.formulas(), sweep.inputsAt(point)).truth(condition.expr());
        } catch (EvaluationException e) {
            return false;
        }
    }

    /** The axes that a condition depends on, through formulas too. */
    private static Set<Integer> axes(Sweep sweep, Condition condition) {
        BoundFormulas bound =
                BoundFormulas.of(sweep.withConditions(List.of(condition)).withColumns(List.of()));
        Set<Integer> axes = new HashSet<>();
        collect(sweep, bound, bound.conditions().get(0), axes, new HashSet<>());
        return axes;
    }

    private static void collect(Sweep sweep, BoundFormulas bound, Expr expr, Set<Integer> axes, Set<String> seen) {
        Expressions.forEach(expr, part -> {
            if (part instanceof Expr.Input input) {
                axes.add(sweep.grid().axisOf(input.parameter()));
            } else if (part instanceof Expr.Reference reference && seen.add(reference.formula())) {
                Expr read = bound.formulas().get(reference.formula());
                if (read != null) {
                    collect(sweep, bound, read, axes, seen);
                }
            }
        });
    }

    /** The positions of the axis at which the condition holds; nothing when it has no value at some. */
    private static Optional<IntList> positions(Sweep sweep, Condition condition, int axis) {
        List<Axis> axes = sweep.grid().axes();
        if (axes.get(axis).size() > MOST_POSITIONS) {
            return Optional.empty();
        }
        IntList kept = new IntArrayList();
        int[] point = new int[axes.size()];
        try {
            for (int position = 0; position < axes.get(axis).size(); position++) {
                point[axis] = position;
                NumberReading reading = new NumberReading(sweep.formulas(), sweep.inputsAt(point));
                if (reading.truth(condition.expr())) {
                    kept.add(position);
                }
            }
        } catch (EvaluationException e) {
            // Another condition may leave the point out.
            return Optional.empty();
        }
        return Optional.of(kept);
    }

    /** The sweep at some positions of an axis. */
    static Sweep at(Sweep sweep, int axis, IntList positions) {
        List<Axis> axes = new ArrayList<>(sweep.grid().axes());
        axes.set(axis, axes.get(axis).at(positions));
        return sweep.withGrid(new Grid(axes));
    }

    private static Sweep without(Condition condition, Sweep sweep) {
        List<Condition> others = new ArrayList<>(sweep.conditions());
        others.remove(condition);
        return sweep.withConditions(others);
    }
}
