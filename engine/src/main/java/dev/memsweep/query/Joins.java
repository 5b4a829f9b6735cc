package dev.memsweep.query;

import dev.memsweep.eval.Cancellation;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.eval.Sink;
import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.BoundFormulas;
import dev.memsweep.spec.Condition;
import dev.memsweep.spec.Sweep;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins of axes: where conditions compare parameters alone, as {@code tp * pp * dp == 64} does, the axes they tie become one
 * axis of the tuples that they keep, together with the axes between them, so that the rows and their order stay.
 *
 * <p>The tuples are found by the interval reading, level by level: the product of the axes is never enumerated.
 */
public final class Joins {
    /** Positions of the longest joined axis; beyond, conditions are left to the search. */
    private static final int MOST_TUPLES = 1 << 16;

    /** Where every row is wanted, how many times fewer tuples than the product of the axes pay for what a join costs. */
    private static final int SPARSE = 16;

    private Joins() {}

    /** Neighbouring axes {@code [from, to)} and the conditions that tie them. */
    private record Tie(int from, int to, List<Condition> conditions) {
        boolean overlaps(Tie other) {
            return from < other.to && other.from < to;
        }

        Tie with(Tie other) {
            List<Condition> both = new ArrayList<>(conditions);
            both.addAll(other.conditions);
            return new Tie(Math.min(from, other.from), Math.max(to, other.to), both);
        }
    }

    /** The same rows in the same order, over fewer axes. */
    public static Sweep join(Sweep sweep) {
        return join(sweep, new Cancellation());
    }

    /** The same, unless it is cancelled: that ends with a {@link java.util.concurrent.CancellationException}. */
    public static Sweep join(Sweep sweep, Cancellation cancellation) {
        return join(sweep, sweep.grid().axes().size(), 1, cancellation);
    }

    /** The same, with the last axis as it is. */
    public static Sweep joinAboveLast(Sweep sweep, Cancellation cancellation) {
        return join(sweep, sweep.grid().axes().size() - 1, 1, cancellation);
    }

    /**
     * The same where few tuples are kept, so that nothing is lost for those who want every row: values that depend on one
     * of the axes depend on all of a joined one.
     */
    public static Sweep joinSparse(Sweep sweep) {
        return join(sweep, sweep.grid().axes().size(), SPARSE, new Cancellation());
    }

    /**
     * @param end end of the axes that may be joined
     * @param fewer how many times fewer tuples than the product of their axes there have to be
     */
    private static Sweep join(Sweep sweep, int end, int fewer, Cancellation cancellation) {
        if (sweep.conditions().isEmpty()) {
            return sweep;
        }
        List<Tie> ties = new ArrayList<>();
        BoundFormulas bound = BoundFormulas.of(sweep.withColumns(List.of()));
        for (int i = 0; i < sweep.conditions().size(); i++) {
            Tie tie = tie(
                    sweep, bound, bound.conditions().get(i), sweep.conditions().get(i));
            if (tie != null && tie.to <= end) {
                add(ties, tie);
            }
        }
        ties.sort((a, b) -> Integer.compare(b.from, a.from));
        Sweep joined = sweep;
        for (Tie tie : ties) {
            joined = join(joined, tie, fewer, cancellation);
        }
        return joined;
    }

    /** The axes that a condition ties; null when it reads formulas, or a single axis. */
    private static @Nullable Tie tie(Sweep sweep, BoundFormulas bound, Expr expr, Condition condition) {
        List<Integer> axes = new ArrayList<>();
        if (!collect(sweep, bound, expr, axes)) {
            return null;
        }
        int from = axes.stream().mapToInt(Integer::intValue).min().orElse(0);
        int to = axes.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        return to - from < 2 ? null : new Tie(from, to, List.of(condition));
    }

    /** Collects the axes of the inputs of an expression; false when it reads a formula that is no parameter's default. */
    private static boolean collect(Sweep sweep, BoundFormulas bound, Expr expr, List<Integer> axes) {
        boolean[] alone = {true};
        Expressions.forEach(expr, part -> {
            if (part instanceof Expr.Input input) {
                axes.add(sweep.grid().axisOf(input.parameter()));
            } else if (part instanceof Expr.Reference reference) {
                Expr read = bound.formulas().get(reference.formula());
                boolean isDefault = sweep.formulas().parameters().containsKey(reference.formula());
                alone[0] &= isDefault && read != null && collect(sweep, bound, read, axes);
            }
        });
        return alone[0];
    }

    private static void add(List<Tie> ties, Tie added) {
        Tie merged = added;
        for (int i = ties.size() - 1; i >= 0; i--) {
            if (ties.get(i).overlaps(merged)) {
                merged = merged.with(ties.remove(i));
                i = ties.size();
            }
        }
        ties.add(merged);
    }

    private static Sweep join(Sweep sweep, Tie tie, int fewer, Cancellation cancellation) {
        List<Axis> axes = sweep.grid().axes();
        List<Axis> tied = axes.subList(tie.from, tie.to);
        Grid product = new Grid(tied);
        if (product.exactRows().bitLength() >= Long.SIZE) {
            return sweep;
        }
        LongList tuples =
                tuples(sweep.withGrid(product).withConditions(tie.conditions).withColumns(List.of()), cancellation);
        if (tuples.isEmpty() || tuples.size() > Math.min(MOST_TUPLES, product.rows() / fewer)) {
            return sweep;
        }
        List<Axis> joined = new ArrayList<>(axes.subList(0, tie.from));
        joined.add(axis(product, tuples));
        joined.addAll(axes.subList(tie.to, axes.size()));
        List<Condition> others = new ArrayList<>(sweep.conditions());
        others.removeAll(tie.conditions);
        return sweep.withGrid(new Grid(joined)).withConditions(others);
    }

    private static Axis axis(Grid product, LongList tuples) {
        int axes = product.axes().size();
        List<IntArrayList> positions = new ArrayList<>();
        product.axes().forEach(axis -> positions.add(new IntArrayList(tuples.size())));
        for (long tuple : tuples) {
            int[] at = product.coordinates(tuple);
            for (int i = 0; i < axes; i++) {
                positions.get(i).add(at[i]);
            }
        }
        List<Axis.Values> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            Axis axis = product.axes().get(i);
            names.add(axis.name());
            columns.addAll(axis.at(positions.get(i)).columns());
        }
        return new Axis(String.join(",", names), columns, tuples, product.rows());
    }

    private static LongList tuples(Sweep sweep, Cancellation cancellation) {
        KeptRows kept = new KeptRows();
        try {
            new Evaluator(PlanCompiler.compileForSearch(sweep), 1, cancellation).run(kept, done -> {});
        } catch (PointFaultException e) {
            return LongList.of(); // at a tuple that another condition may leave out
        } catch (IOException e) {
            throw new IllegalStateException("a join writes nothing", e);
        }
        return kept.rows;
    }

    /** The rows that the conditions keep, and one more than a joined axis may have. */
    private static final class KeptRows implements Sink<LongList>, Sink.Collector<LongList> {
        private final LongArrayList rows = new LongArrayList();

        @Override
        public long morselRows() {
            return Long.MAX_VALUE;
        }

        @Override
        public IntList bounded() {
            return IntList.of();
        }

        @Override
        public boolean settles(SubGrid subGrid) {
            return rows.size() > MOST_TUPLES;
        }

        @Override
        public Collector<LongList> collector() {
            return this;
        }

        @Override
        public void accept(Tile tile) {
            for (int i = 0; i < tile.selectedRows() && rows.size() <= MOST_TUPLES; i++) {
                rows.add(tile.firstRow() + (tile.dense() ? i : tile.selection()[i]));
            }
        }

        @Override
        public LongList finish() {
            return rows;
        }

        @Override
        public void append(LongList part) {}
    }
}
