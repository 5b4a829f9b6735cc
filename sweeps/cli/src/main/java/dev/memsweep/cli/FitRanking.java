package dev.memsweep.cli;

import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.query.Order;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Evaluates the set-ups of a grid: of each group of them the best that fit, the nearest of those that do not, and how many
 * were rejected by which rule. Ties go to the earlier row.
 */
final class FitRanking {
    static final String LEGALITY = "legality";
    static final String LEGAL = "legal";
    static final String FITS = "fits";
    static final String HEADROOM = "headroom_bytes";

    /** Rows of a morsel: enough that starting one costs nothing, few enough that all threads have work. */
    private static final long MORSEL_ROWS = 1 << 15;

    private static final List<String> VERDICT = List.of(LEGALITY, FITS, HEADROOM);

    /**
     * What to keep.
     *
     * @param objective the order of those that fit
     * @param best how many that fit
     * @param nearest how many that do not
     * @param layoutAxis the axis whose positions, with those of the axes before it, may stand once each; -1 for no such
     *     restriction
     */
    record Wanted(FitObjective objective, int best, int nearest, int layoutAxis) {}

    /** What was found of a group. */
    static final class Group {
        private final RowList best;
        private final RowList nearest;
        private final List<String> labels;
        private final long[] byRule;
        private long seen;
        private long fitting;

        private Group(Wanted wanted, List<Order> keys, List<String> labels) {
            this.labels = labels;
            byRule = new long[labels.size()];
            best = new RowList(wanted.best(), keys);
            // Of those that are not legal, any is further away than one that is.
            nearest = new RowList(wanted.nearest(), List.of(new Order(LEGAL, true), new Order(HEADROOM, true)));
        }

        /** Row numbers of those that fit, best first. */
        List<Long> best() {
            return best.rows();
        }

        /** Row numbers of those that nearly fit, nearest first; illegal ones only where none is legal. */
        List<Long> nearest() {
            return nearest.rows();
        }

        /** How many the rules of the formula set reject, by rule. */
        Map<String, Long> rejected() {
            Map<String, Long> rejected = new TreeMap<>();
            for (int i = 0; i < byRule.length; i++) {
                if (byRule[i] > 0 && !labels.get(i).equals(LEGAL)) {
                    rejected.put(labels.get(i), byRule[i]);
                }
            }
            return rejected;
        }

        /** How many the conditions of the question leave. */
        long seen() {
            return seen;
        }

        /** How many fit. */
        long fitting() {
            return fitting;
        }

        private void add(Group other) {
            seen += other.seen;
            fitting += other.fitting;
            for (int i = 0; i < byRule.length; i++) {
                byRule[i] += other.byRule[i];
            }
            other.best.kept.forEach(best::offer);
            other.nearest.kept.forEach(nearest::offer);
        }
    }

    /** A row with the values that decide its place. */
    private static final class Ranked {
        private final long row;
        private final long layout;
        private final double[] keys;

        Ranked(long row, long layout, double[] keys) {
            this.row = row;
            this.layout = layout;
            this.keys = keys;
        }

        long row() {
            return row;
        }

        long layout() {
            return layout;
        }

        double[] keys() {
            return keys;
        }
    }

    /** The first rows in the order of some keys, one of each layout. */
    private static final class RowList {
        private final int most;
        private final List<Order> order;
        private final List<Ranked> kept = new ArrayList<>();

        RowList(int most, List<Order> order) {
            this.most = most;
            this.order = order;
        }

        List<Long> rows() {
            return kept.stream().map(Ranked::row).toList();
        }

        /** Whether a row with these two keys, both largest first, may be among the first. */
        boolean mayTake(double first, double second) {
            if (kept.size() < most) {
                return true;
            }
            double[] last = kept.get(most - 1).keys();
            return first > last[0] || (first == last[0] && second >= last[1]);
        }

        void offer(Ranked ranked) {
            if (most == 0 || (kept.size() == most && compare(ranked, kept.get(most - 1)) > 0)) {
                return;
            }
            for (int i = 0; i < kept.size(); i++) {
                if (kept.get(i).layout() == ranked.layout()) {
                    if (compare(kept.get(i), ranked) <= 0) {
                        return;
                    }
                    kept.remove(i);
                    break;
                }
            }
            int place = kept.size();
            while (place > 0 && compare(ranked, kept.get(place - 1)) < 0) {
                place--;
            }
            kept.add(place, ranked);
            if (kept.size() > most) {
                kept.remove(most);
            }
        }

        private int compare(Ranked a, Ranked b) {
            for (int i = 0; i < order.size(); i++) {
                int compared = Double.compare(a.keys()[i], b.keys()[i]);
                if (compared != 0) {
                    return order.get(i).descending() ? -compared : compared;
                }
            }
            return Long.compare(a.row(), b.row());
        }
    }

    private FitRanking() {}

    /**
     * Evaluates every row of the grid.
     *
     * @param groupOf the group of each position of the outermost axis, counted from 0 without gaps; without axes, of the
     *     one row
     */
    static List<Group> rank(Sweep sweep, int[] groupOf, Wanted wanted, Session session) {
        Set<String> columns = new LinkedHashSet<>(VERDICT);
        wanted.objective().keys().forEach(key -> columns.add(key.column()));
        Plan plan = PlanCompiler.compile(sweep.withColumns(List.copyOf(columns)));
        GroupSink sink = new GroupSink(plan, groupOf, wanted);
        try {
            session.evaluator(plan).run(sink, rows -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sink.total;
    }

    private static final class GroupSink implements Sink<List<Group>> {
        private final Plan plan;
        private final int[] groupOf;
        private final Wanted wanted;
        private final long rowsBelowGroup;
        private final long rowsBelowLayout;
        private final List<Group> total;

        GroupSink(Plan plan, int[] groupOf, Wanted wanted) {
            this.plan = plan;
            this.groupOf = groupOf;
            this.wanted = wanted;
            this.rowsBelowGroup = plan.sweep().grid().rows() / groupOf.length;
            long below = 1;
            for (int axis = plan.sweep().grid().axes().size() - 1; axis > wanted.layoutAxis(); axis--) {
                below *= plan.sweep().grid().axes().get(axis).size();
            }
            this.rowsBelowLayout = wanted.layoutAxis() < 0 ? 1 : below;
            this.total = groups();
        }

        private List<Group> groups() {
            int last = 0;
            for (int group : groupOf) {
                last = Math.max(last, group);
            }
            List<Group> groups = new ArrayList<>();
            for (int i = 0; i <= last; i++) {
                groups.add(new Group(
                        wanted, wanted.objective().keys(), plan.columns().get(0).dictionary()));
            }
            return groups;
        }

        @Override
        public long morselRows() {
            return MORSEL_ROWS;
        }

        @Override
        public Collector<List<Group>> collector() {
            return new GroupCollector(this);
        }

        @Override
        public void append(List<Group> part) {
            for (int i = 0; i < part.size(); i++) {
                total.get(i).add(part.get(i));
            }
        }
    }

    private static final class GroupCollector implements Sink.Collector<List<Group>> {
        private final GroupSink sink;
        private final List<Column> columns;
        private final List<Group> groups;
        private final int legalCode;
        private final int[] keyColumns;

        GroupCollector(GroupSink sink) {
            this.sink = sink;
            this.columns = sink.plan.columns();
            this.groups = sink.groups();
            this.legalCode = columns.get(0).dictionary().indexOf(LEGAL);
            this.keyColumns = sink.wanted.objective().keys().stream()
                    .mapToInt(key -> column(key.column()))
                    .toArray();
        }

        @Override
        public void accept(Tile tile) {
            for (int i = 0; i < tile.selectedRows(); i++) {
                accept(tile, tile.dense() ? i : tile.selection()[i]);
            }
        }

        private void accept(Tile tile, int lane) {
            long row = tile.firstRow() + lane;
            Group group = groups.get(sink.groupOf[(int) (row / sink.rowsBelowGroup)]);
            group.seen++;
            int rule = (int) number(tile, 0, lane);
            group.byRule[rule]++;
            boolean legal = rule == legalCode;
            long layout = row / sink.rowsBelowLayout;
            if (legal && number(tile, 1, lane) != 0) {
                group.fitting++;
                double[] keys = new double[keyColumns.length];
                for (int i = 0; i < keys.length; i++) {
                    keys[i] = number(tile, keyColumns[i], lane);
                }
                group.best.offer(new Ranked(row, layout, keys));
            } else if (sink.wanted.nearest() > 0) {
                double headroom = number(tile, 2, lane);
                if (group.nearest.mayTake(legal ? 1 : 0, headroom)) {
                    group.nearest.offer(new Ranked(row, layout, new double[] {legal ? 1 : 0, headroom}));
                }
            }
        }

        private int column(String name) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(name)) {
                    return i;
                }
            }
            throw new IllegalArgumentException("no column " + name);
        }

        private double number(Tile tile, int column, int lane) {
            int element = columns.get(column).shape().scalar() ? 0 : lane;
            ColumnType type = columns.get(column).type();
            return switch (type) {
                case REAL -> tile.reals(column)[element];
                case FLAG -> tile.flags(column)[element] ? 1 : 0;
                case INT32, INT64, LABEL -> tile.longs(column)[element];
            };
        }

        @Override
        public List<Group> finish() {
            return groups;
        }
    }
}
