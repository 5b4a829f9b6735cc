package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The first rows by some order; of equal ones those first in row order.
 *
 * <p>A sub-grid is left out when its best row could not be among them.
 */
public final class TopSink extends QuerySink<List<RankedRow>> {
    private final int count;
    private final List<Key> keys;
    private final Best total;

    /** A first key that no row to come can do with; set by {@link #append}, read by all collectors. */
    private volatile long limit = Long.MAX_VALUE;

    /**
     * The first {@code count} rows of a plan.
     *
     * @param count at least 1
     * @param orders at least one; columns of the plan
     */
    public TopSink(Plan plan, int count, List<Order> orders) {
        super(plan, Key.of(plan, orders));
        this.count = count;
        this.keys = Key.of(plan, orders);
        this.total = new Best(count);
    }

    /** The rows, best first: row numbers of the grid, before conditions. */
    public List<Long> rows() {
        return total.sorted().stream().map(RankedRow::row).toList();
    }

    @Override
    public Collector<List<RankedRow>> collector() {
        return new TopCollector();
    }

    @Override
    public void append(List<RankedRow> part) {
        part.forEach(total::offer);
        limit = total.limit();
    }

    /** The best rows so far, the worst of them on top. */
    private static final class Best {
        private final int count;
        private final PriorityQueue<RankedRow> queue = new PriorityQueue<>(Collections.reverseOrder());

        Best(int count) {
            this.count = count;
        }

        void offer(RankedRow row) {
            queue.add(row);
            if (queue.size() > count) {
                queue.remove();
            }
        }

        /** The first key of the worst of as many rows as are wanted; none is as great before there are as many. */
        long limit() {
            RankedRow worst = queue.peek();
            return queue.size() < count || worst == null ? Long.MAX_VALUE : worst.keys()[0];
        }

        List<RankedRow> sorted() {
            return queue.stream().sorted().toList();
        }
    }

    private final class TopCollector implements Collector<List<RankedRow>> {
        private final Best best = new Best(count);
        private long[] firstKeys = new long[0];

        /** The greatest first key with which a row that comes after all seen may be among the first. */
        private long bar() {
            long bar = Math.min(limit, best.limit());
            return bar != Long.MAX_VALUE && keys.size() == 1 ? bar - 1 : bar;
        }

        @Override
        public boolean settles(SubGrid subGrid) {
            return keys.get(0).best(subGrid) > bar()
                    && subGrid.certain()
                    && keys.stream().allMatch(key -> key.certain(subGrid));
        }

        @Override
        public void accept(Tile tile) {
            boolean dense = tile.dense();
            int[] selection = tile.selection();
            firstKeys = keys.get(0).read(tile, firstKeys);
            long bar = bar();
            for (int i = 0; i < tile.selectedRows(); i++) {
                if (firstKeys[i] <= bar) {
                    best.offer(ranked(tile, dense ? i : selection[i], firstKeys[i]));
                    bar = bar();
                }
            }
        }

        private RankedRow ranked(Tile tile, int lane, long firstKey) {
            long[] values = new long[keys.size()];
            values[0] = firstKey;
            for (int i = 1; i < values.length; i++) {
                values[i] = keys.get(i).of(tile, lane);
            }
            return new RankedRow(tile.firstRow() + lane, values);
        }

        @Override
        public List<RankedRow> finish() {
            return best.sorted();
        }
    }
}
