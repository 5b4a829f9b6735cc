package dev.memsweep.query;

import dev.memsweep.eval.Cancellation;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.Sink;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** Asks questions of a plan; the answers are exact and do not depend on the number of threads. */
public final class Queries {
    private static final int REFINED_BINS = 4096;

    private final Plan plan;
    private final int threads;
    private final LongConsumer progress;
    private final Cancellation cancellation;

    /**
     * Questions to a plan.
     *
     * @param threads tasks that run at once
     * @param progress told of the grid rows that are done, from 0 again where a question takes several passes
     */
    public Queries(Plan plan, int threads, LongConsumer progress) {
        this(plan, threads, progress, new Cancellation());
    }

    /**
     * Questions to a plan that may be cancelled: they end with a {@link java.util.concurrent.CancellationException} then.
     *
     * @param threads tasks that run at once
     * @param progress told of the grid rows that are done, from 0 again where a question takes several passes
     */
    public Queries(Plan plan, int threads, LongConsumer progress, Cancellation cancellation) {
        this.plan = plan;
        this.threads = threads;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    private <P, S extends Sink<P>> S run(S sink) {
        try {
            new Evaluator(plan, threads, cancellation).run(sink, progress);
        } catch (IOException e) {
            throw new IllegalStateException("a query writes nothing", e);
        }
        return sink;
    }

    /** Rows that the conditions keep. */
    public long count() {
        return run(new CountSink(plan)).rows();
    }

    /** The first {@code count} rows that the conditions keep. */
    public RowTable firstRows(int count) {
        return run(new FirstRowsSink(plan, count)).rows();
    }

    /**
     * About {@code count} of the rows that the conditions keep, chosen evenly; the same ones whenever it is asked.
     *
     * @param kept how many rows they keep, at least 1
     */
    public RowTable sample(long kept, int count) {
        return run(new SampleSink(plan, kept, count)).rows();
    }

    /** The first {@code count} rows by some columns, best first. */
    public List<Long> top(int count, List<Order> orders) {
        return run(new TopSink(plan, count, orders)).rows();
    }

    /** The rows of the Pareto frontier of some columns. */
    public List<Long> frontier(List<Order> objectives) {
        return run(new FrontierSink(plan, objectives)).rows();
    }

    /** For each position of the other axes, the last or first row along the innermost axis. */
    public List<Long> furthest(boolean last) {
        return run(new FurthestSink(plan, last)).rows();
    }

    /** Counts and extremes, and means if wanted, of groups of rows that begin at {@code starts}, by group number. */
    public NavigableMap<Long, GroupSink.Group> groups(long[] starts, List<String> columns, boolean means) {
        return run(new GroupSink(plan, starts, columns, means)).groups();
    }

    /** The same of all rows; none where none is kept. */
    public Optional<GroupSink.Group> all(List<String> columns, boolean means) {
        return groups(new long[1], columns, means).values().stream().findFirst();
    }

    /**
     * A bin of a histogram: rows with {@code from <= value < to}, in the last bin {@code <= to}.
     *
     * @param rows rows in it
     */
    public record Bin(double from, double to, long rows) {}

    /**
     * The rows by bins of equal width from the least to the greatest value of a column; fewer bins than asked for where
     * whole numbers have fewer values, none without rows.
     */
    public List<Bin> histogram(String column, int bins) {
        Optional<GroupSink.Group> all = all(List.of(column), false);
        if (all.isEmpty()) {
            return List.of();
        }
        GroupSink.Group group = all.get();
        Key key = Key.of(plan, new Order(column, false));
        double low = number(group.least(0));
        double high = number(group.greatest(0));
        TreeSet<Long> starts = new TreeSet<>();
        starts.add(keyOf(key, group.least(0)));
        for (int i = 1; i < bins; i++) {
            starts.add(key(key, low + (high - low) * i / bins));
        }
        long[] sorted = starts.stream().mapToLong(Long::longValue).toArray();
        long[] counts = run(new HistogramSink(plan, key, sorted)).counts();
        List<Bin> result = new ArrayList<>();
        for (int i = 0; i < sorted.length; i++) {
            double to = i + 1 < sorted.length ? number(key.value(sorted[i + 1])) : high;
            result.add(new Bin(number(key.value(sorted[i])), to, counts[i]));
        }
        return result;
    }

    /** The least key of a value that is at least {@code value}. */
    private static long key(Key key, double value) {
        return key.type() == ColumnType.REAL ? Key.ordered(value) : (long) Math.ceil(value);
    }

    private static double number(Object value) {
        return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).doubleValue();
    }

    /** A range of keys, and which of the rows within it by order is wanted, counted from 1. */
    private record Wanted(long low, long high, long rank) {
        boolean open() {
            return low < high;
        }

        /** The bin of a histogram that holds the wanted row. */
        Wanted refined(long[] starts, long[] counts) {
            int bin = Arrays.binarySearch(starts, low);
            long rest = rank;
            while (rest > counts[bin]) {
                rest -= counts[bin++];
            }
            long end = bin + 1 < starts.length ? starts[bin + 1] - 1 : high;
            return new Wanted(starts[bin], Math.min(end, high), rest);
        }
    }

    /**
     * Quantiles of a column: for each fraction the least value that at least that part of the rows do not exceed (SQL's
     * {@code percentile_disc}). Exact: ever finer histograms around all of them, down to single values.
     *
     * @param fractions each above 0, at most 1
     * @return a Long, Double or Boolean for each; none where no row is kept
     */
    public List<Object> quantiles(String column, List<Double> fractions) {
        Key key = Key.of(plan, new Order(column, false));
        Optional<GroupSink.Group> all = all(List.of(column), false);
        if (all.isEmpty()) {
            return List.of();
        }
        GroupSink.Group group = all.get();
        long low = keyOf(key, group.least(0));
        long high = keyOf(key, group.greatest(0));
        List<Wanted> wanted = new ArrayList<>();
        for (double fraction : fractions) {
            wanted.add(new Wanted(low, high, Math.max(1, (long) Math.ceil(fraction * group.rows()))));
        }
        while (wanted.stream().anyMatch(Wanted::open)) {
            TreeSet<Long> merged = new TreeSet<>();
            wanted.stream().filter(Wanted::open).forEach(range -> addStarts(range, merged));
            long[] starts = merged.stream().mapToLong(Long::longValue).toArray();
            long[] counts = run(new HistogramSink(plan, key, starts)).counts();
            wanted.replaceAll(range -> range.open() ? range.refined(starts, counts) : range);
        }
        return wanted.stream().map(range -> key.value(range.low())).toList();
    }

    private static long keyOf(Key key, Object value) {
        return switch (key.type()) {
            case REAL -> Key.ordered((Double) value);
            case FLAG -> (Boolean) value ? 1 : 0;
            default -> (Long) value;
        };
    }

    /** Starts of bins of about equal width; the ends of a range may be further apart than a long counts. */
    private static void addStarts(Wanted range, Set<Long> starts) {
        long span = range.high() - range.low();
        long width = Long.divideUnsigned(span, REFINED_BINS) + 1;
        int bins = (int) Long.divideUnsigned(span, width) + 1;
        for (int i = 0; i < bins; i++) {
            starts.add(range.low() + i * width);
        }
        if (range.high() < Long.MAX_VALUE) {
            starts.add(range.high() + 1);
        }
    }
}
