package dev.memsweep.query;

import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of each group, and finds the least, greatest and mean values of some columns. A group is a range of
 * consecutive rows.
 *
 * <p>A sub-grid whose bounds lie within what was found already is counted as a whole, unless means are wanted, which need
 * every row.
 */
public final class GroupSink extends QuerySink<NavigableMap<Long, GroupSink.Group>> {
    private final long[] starts;
    private final List<Key> keys;
    private final boolean means;
    private final NavigableMap<Long, Group> groups = new TreeMap<>();

    /**
     * Aggregates of a plan.
     *
     * @param starts first row of each group, before conditions, ascending from 0; 0 alone for one group of all
     * @param columns columns of numbers or flags whose extremes are wanted
     * @param means whether their means are wanted
     */
    public GroupSink(Plan plan, long[] starts, List<String> columns, boolean means) {
        super(plan, keys(plan, columns));
        this.starts = starts.clone();
        this.keys = keys(plan, columns);
        this.means = means;
    }

    private static List<Key> keys(Plan plan, List<String> columns) {
        return Key.of(
                plan, columns.stream().map(column -> new Order(column, false)).toList());
    }

    /** The groups of which a row is kept, by their number from 0. */
    public NavigableMap<Long, Group> groups() {
        return groups;
    }

    @Override
    public Collector<NavigableMap<Long, Group>> collector() {
        return new GroupCollector();
    }

    @Override
    public void append(NavigableMap<Long, Group> part) {
        part.forEach((number, group) ->
                groups.computeIfAbsent(number, n -> new Group(keys)).add(group));
    }

    /** What was found of a group. */
    public static final class Group {
        private final List<Key> keys;
        private final long[] least;
        private final long[] greatest;
        private final BigInteger[] wholeSums;
        private final double[] realSums;
        private long rows;

        private Group(List<Key> keys) {
            this.keys = keys;
            least = new long[keys.size()];
            greatest = new long[keys.size()];
            wholeSums = new BigInteger[keys.size()];
            realSums = new double[keys.size()];
            for (int i = 0; i < least.length; i++) {
                least[i] = Long.MAX_VALUE;
                greatest[i] = Long.MIN_VALUE;
                wholeSums[i] = BigInteger.ZERO;
            }
        }

        /** Rows that the conditions keep. */
        public long rows() {
            return rows;
        }

        /** Least value of a column: a Long, Double or Boolean. */
        public Object least(int column) {
            return keys.get(column).value(least[column]);
        }

        /** Greatest value of a column: a Long, Double or Boolean. */
        public Object greatest(int column) {
            return keys.get(column).value(greatest[column]);
        }

        /** Exact sum of a column of whole numbers or flags, when means were wanted. */
        public BigInteger sum(int column) {
            return wholeSums[column];
        }

        /** Mean of a column: of whole numbers and flags from their exact sum, of reals from sums of parts of the rows. */
        public double mean(int column) {
            if (keys.get(column).type() == ColumnType.REAL) {
                return realSums[column] / rows;
            }
            return new BigDecimal(wholeSums[column])
                    .divide(BigDecimal.valueOf(rows), MathContext.DECIMAL128)
                    .doubleValue();
        }

        /** This group and the rows of another one, as one. */
        public Group and(Group other) {
            Group both = new Group(keys);
            both.add(this);
            both.add(other);
            return both;
        }

        private void add(Group group) {
            rows += group.rows;
            for (int i = 0; i < least.length; i++) {
                least[i] = Math.min(least[i], group.least[i]);
                greatest[i] = Math.max(greatest[i], group.greatest[i]);
                wholeSums[i] = wholeSums[i].add(group.wholeSums[i]);
                realSums[i] += group.realSums[i];
            }
        }

        private void add(int column, long[] values, int from, int to) {
            boolean real = keys.get(column).type() == ColumnType.REAL;
            long low = least[column];
            long high = greatest[column];
            long highHalves = 0;
            long lowHalves = 0;
            double reals = 0;
            for (int i = from; i < to; i++) {
                long value = values[i];
                low = Math.min(low, value);
                high = Math.max(high, value);
                highHalves += value >> Integer.SIZE;
                lowHalves += value & 0xffff_ffffL;
                reals += real ? Key.real(value) : 0;
            }
            least[column] = low;
            greatest[column] = high;
            realSums[column] += reals;
            if (!real) {
                wholeSums[column] = wholeSums[column]
                        .add(BigInteger.valueOf(highHalves).shiftLeft(Integer.SIZE))
                        .add(BigInteger.valueOf(lowHalves));
            }
        }
    }

    private final class GroupCollector implements Collector<NavigableMap<Long, Group>> {
        private final NavigableMap<Long, Group> found = new TreeMap<>();
        private final long[][] values = new long[keys.size()][0];
        private @Nullable Group current;

        /** The rows of the current group, before conditions. */
        private long from;

        private long to;

        /** The group of a row. */
        private Group group(long row) {
            Group known = current;
            if (known == null || row < from || row >= to) {
                int place = Arrays.binarySearch(starts, row);
                int number = place >= 0 ? place : -place - 2;
                from = starts[number];
                to = number + 1 < starts.length ? starts[number + 1] : Long.MAX_VALUE;
                known = found.computeIfAbsent((long) number, n -> new Group(keys));
                current = known;
            }
            return known;
        }

        @Override
        public boolean settles(SubGrid subGrid) {
            if (!subGrid.selected() || (means && !keys.isEmpty())) {
                return false;
            }
            Group group = group(subGrid.firstRow());
            if (subGrid.firstRow() + subGrid.rows() > to) {
                return false;
            }
            for (int i = 0; i < keys.size(); i++) {
                Key key = keys.get(i);
                boolean within = key.best(subGrid) >= group.least[i] && key.worst(subGrid) <= group.greatest[i];
                if (!within) {
                    return false;
                }
            }
            group.rows += subGrid.rows();
            return true;
        }

        @Override
        public void accept(Tile tile) {
            boolean dense = tile.dense();
            int[] selection = tile.selection();
            for (int column = 0; column < values.length; column++) {
                values[column] = keys.get(column).read(tile, values[column]);
            }
            int first = 0;
            while (first < tile.selectedRows()) {
                Group group = group(tile.firstRow() + (dense ? first : selection[first]));
                long end = to - tile.firstRow();
                int last = end >= tile.rows() ? tile.selectedRows() : first + 1;
                while (last < tile.selectedRows() && (dense ? last : selection[last]) < end) {
                    last++;
                }
                group.rows += last - first;
                for (int column = 0; column < keys.size(); column++) {
                    group.add(column, values[column], first, last);
                }
                first = last;
            }
        }

        @Override
        public NavigableMap<Long, Group> finish() {
            found.values().removeIf(group -> group.rows == 0);
            return found;
        }
    }
}
