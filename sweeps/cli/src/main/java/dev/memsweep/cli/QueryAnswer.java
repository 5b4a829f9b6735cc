package dev.memsweep.cli;

import dev.memsweep.eval.Cancellation;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.query.GroupSink;
import dev.memsweep.query.Joins;
import dev.memsweep.query.Order;
import dev.memsweep.query.Queries;
import dev.memsweep.query.Reordering;
import dev.memsweep.query.RowTable;
import dev.memsweep.spec.Sweep;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer to the question that the flags of {@code query} ask of a sweep. */
final class QueryAnswer {
    private static final List<Double> QUANTILES = List.of(0.25, 0.5, 0.75, 0.9, 0.99);

    private final Sweep sweep;

    /** The same rows in the same order, over fewer axes where conditions tie some. */
    private final Sweep joined;

    private final Flags flags;
    private final int threads;
    private final Format format;
    private final Console console;
    private final Cancellation cancellation;
    private final int mostRows;

    QueryAnswer(Sweep sweep, Flags flags, int threads, Format format, Session session) {
        this.sweep = sweep;
        this.cancellation = session.cancellation();
        this.mostRows = session.mostRows();
        this.joined = Joins.join(sweep, cancellation);
        this.flags = flags;
        this.threads = threads;
        this.format = format;
        this.console = session.console();
    }

    void print() {
        Optional<String> rows = flags.value(QueryCommand.ROWS);
        Optional<String> sample = flags.value(QueryCommand.SAMPLE);
        Optional<String> top = flags.value(QueryCommand.TOP);
        Optional<String> frontier = flags.value(QueryCommand.FRONTIER);
        Optional<String> groups = flags.value(QueryCommand.GROUP_BY);
        Optional<String> columns = flags.value(QueryCommand.SUMMARY);
        Optional<String> histogram = flags.value(QueryCommand.HISTOGRAM);
        Optional<String> max = flags.value(QueryCommand.MAX);
        Optional<String> min = flags.value(QueryCommand.MIN);
        if (rows.isPresent()) {
            int count = QueryCommand.number(QueryCommand.ROWS, rows.get(), mostRows);
            RowTable first = ask(joined, sweep.columns(), queries -> queries.firstRows(count));
            warnIfEmpty(first.size() == 0);
            RowAnswer.print(first, List.of(points()), format, console);
        } else if (sample.isPresent()) {
            printSample(QueryCommand.number(QueryCommand.SAMPLE, sample.get(), mostRows));
        } else if (top.isPresent()) {
            int count = QueryCommand.number(QueryCommand.TOP, top.get(), mostRows);
            List<Order> orders =
                    orders(QueryCommand.BY, flags.value(QueryCommand.BY).orElseThrow());
            printRows(joined, ask(joined, names(orders), queries -> queries.top(count, orders)), names(orders));
        } else if (frontier.isPresent()) {
            List<Order> orders = orders(QueryCommand.FRONTIER, frontier.get());
            printRows(joined, ask(joined, names(orders), queries -> queries.frontier(orders)), names(orders));
        } else if (groups.isPresent()) {
            printGroups(
                    axes(QueryCommand.GROUP_BY, groups.get()),
                    columns.map(c -> numbers(QueryCommand.SUMMARY, c)).orElse(List.of()));
        } else if (columns.isPresent()) {
            printSummary(numbers(QueryCommand.SUMMARY, columns.get()));
        } else if (histogram.isPresent()) {
            printHistogram(numbers(QueryCommand.HISTOGRAM, histogram.get()));
        } else if (max.isPresent()) {
            printFurthest(QueryCommand.MAX, max.get());
        } else if (min.isPresent()) {
            printFurthest(QueryCommand.MIN, min.get());
        } else {
            printCount();
        }
    }

    private interface Asking<T> {
        T answer(Queries queries);
    }

    private <T> T ask(Sweep asked, List<String> columns, Asking<T> asking) {
        if (asked.grid().exactRows().bitLength() >= Long.SIZE) {
            throw new Failure(
                    ExitCode.LIMIT,
                    GridSize.of(asked.grid()).sentence("this grid has", "points") + "; the limit is "
                            + String.format(Locale.ROOT, "%,d", Long.MAX_VALUE) + "; give an axis fewer values");
        }
        Plan plan = PlanCompiler.compileForSearch(asked.withColumns(columns));
        ProgressLine progress = new ProgressLine(asked.grid().rows(), console);
        try {
            return asking.answer(new Queries(plan, threads, progress::update, cancellation));
        } finally {
            progress.clear();
        }
    }

    private void printCount() {
        long rows = ask(joined, List.of(), Queries::count);
        BigInteger points = sweep.grid().exactRows();
        if (format == Format.TABLE) {
            console.line(String.format(
                    Locale.ROOT, "%,d of %,d points (%.4g %%)", rows, points, 100.0 * rows / points.doubleValue()));
            return;
        }
        boolean fits = points.bitLength() < Long.SIZE;
        Value exact = fits ? new Value.Int(points.longValueExact()) : new Value.Real(points.doubleValue());
        Listing listing = new Listing(
                List.of(new Listing.Column("rows", ""), new Listing.Column("points", "")),
                List.of(List.of(new Value.Int(rows), exact)));
        listing.print(format, console);
    }

    /** The points of the grid, as a member of a JSON object. */
    private String points() {
        return "\"points\":\"" + sweep.grid().exactRows() + "\"";
    }

    private void printSample(int count) {
        long kept = ask(joined, List.of(), Queries::count);
        if (kept == 0) {
            warnIfEmpty(true);
        } else if (format == Format.TABLE || format == Format.CSV) {
            console.note(String.format(
                    Locale.ROOT, "about %,d of the %,d points that the conditions keep", Math.min(count, kept), kept));
        }
        RowTable sample = ask(joined, sweep.columns(), queries -> queries.sample(Math.max(1, kept), count));
        RowAnswer.print(sample, List.of("\"kept\":\"" + kept + "\"", points()), format, console);
    }

    /** Prints rows with the columns of the sweep, and those that they were asked by. */
    private void printRows(Sweep asked, List<Long> rows, List<String> more) {
        if (rows.size() > mostRows) {
            throw new Failure(
                    ExitCode.LIMIT,
                    String.format(
                            Locale.ROOT,
                            "the answer has %,d rows; at most %,d are printed: fix a parameter, or ask with --where",
                            rows.size(),
                            mostRows));
        }
        Set<String> names = new LinkedHashSet<>(sweep.columns());
        names.addAll(more);
        List<List<@Nullable Value>> cells = new ArrayList<>();
        for (long row : rows) {
            cancellation.throwIfCancelled();
            int[] positions = asked.grid().coordinates(row);
            NumberReading reading = new NumberReading(asked.formulas(), asked.inputsAt(positions));
            List<@Nullable Value> values = new ArrayList<>();
            names.forEach(name -> values.add(reading.value(name)));
            cells.add(values);
        }
        warnIfEmpty(cells.isEmpty());
        Listing listing = new Listing(names.stream().map(this::column).toList(), cells);
        if (format == Format.COLUMNS) {
            listing.printColumns(List.of(points()), console);
        } else {
            listing.print(format, console);
        }
    }

    private void warnIfEmpty(boolean empty) {
        if (empty) {
            console.warn("the conditions keep 0 of "
                    + String.format(Locale.ROOT, "%,d", sweep.grid().exactRows()) + " points");
        }
    }

    private void printFurthest(String option, String axis) {
        List<String> names = axes(option, axis);
        if (names.size() > 1) {
            throw new InputException(Location.of(option), "takes one axis, found " + names.size());
        }
        Type type = Objects.requireNonNull(sweep.formulas().parameters().get(names.get(0)))
                .type();
        if (!type.numeric()) {
            throw new InputException(Location.of(option), "'" + names.get(0) + "' is no axis of numbers");
        }
        Sweep asked = Joins.joinAboveLast(Reordering.innermost(sweep, names.get(0)), cancellation);
        printRows(asked, ask(asked, List.of(), queries -> queries.furthest(option.equals(QueryCommand.MAX))), names);
    }

    private void printGroups(List<String> axes, List<String> columns) {
        checkGroups(axes);
        Sweep asked = Joins.join(Reordering.outermost(sweep, axes), cancellation);
        long[] starts = Reordering.groupStarts(asked, axes);
        NavigableMap<Long, GroupSink.Group> groups =
                ask(asked, columns, queries -> queries.groups(starts, columns, true));
        List<Listing.Column> header =
                new ArrayList<>(axes.stream().map(this::column).toList());
        header.add(new Listing.Column("rows", ""));
        for (String column : columns) {
            for (String part : List.of("_min", "_mean", "_max")) {
                header.add(new Listing.Column(column + part, unit(column)));
            }
        }
        Map<List<Value>, GroupSink.Group> byValues = new LinkedHashMap<>(); // linked axes may come back to a value
        groups.forEach((number, group) -> {
            int[] positions = asked.grid().coordinates(starts[number.intValue()]);
            List<Value> values = axes.stream()
                    .map(axis -> asked.grid().valueAt(axis, positions))
                    .toList();
            byValues.merge(values, group, GroupSink.Group::and);
        });
        List<List<@Nullable Value>> cells = new ArrayList<>();
        byValues.forEach((values, group) -> {
            List<@Nullable Value> row = new ArrayList<>(values);
            row.add(new Value.Int(group.rows()));
            for (int c = 0; c < columns.size(); c++) {
                row.add(value(group.least(c)));
                row.add(mean(columns.get(c), group.mean(c)));
                row.add(value(group.greatest(c)));
            }
            cells.add(row);
        });
        warnIfEmpty(cells.isEmpty());
        new Listing(header, cells).print(format, console);
    }

    private void checkGroups(List<String> axes) {
        BigInteger groups = sweep.grid().axes().stream()
                .filter(axis -> axis.columns().stream().anyMatch(column -> axes.contains(column.parameter())))
                .map(axis -> BigInteger.valueOf(axis.size()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
        if (groups.compareTo(BigInteger.valueOf(mostRows)) > 0) {
            throw new Failure(
                    ExitCode.LIMIT,
                    String.format(
                            Locale.ROOT,
                            "%s: %,d groups; at most %,d are printed",
                            QueryCommand.GROUP_BY,
                            groups,
                            mostRows));
        }
    }

    private void printSummary(List<String> columns) {
        Optional<GroupSink.Group> all = ask(joined, columns, queries -> queries.all(columns, true));
        List<Listing.Column> header = new ArrayList<>(List.of(new Listing.Column("statistic", "")));
        columns.forEach(column -> header.add(column(column)));
        warnIfEmpty(all.isEmpty());
        List<List<@Nullable Value>> cells = new ArrayList<>();
        if (!all.isEmpty()) {
            GroupSink.Group group = all.get();
            cells.add(statistic("min", columns, c -> value(group.least(c))));
            List<List<Object>> quantiles = columns.stream()
                    .map(column -> ask(joined, List.of(column), queries -> queries.quantiles(column, QUANTILES)))
                    .toList();
            for (int q = 0; q < QUANTILES.size(); q++) {
                int number = q;
                double fraction = QUANTILES.get(q);
                String name = fraction == 0.5 ? "median" : "p" + Math.round(100 * fraction);
                cells.add(statistic(name, columns, c -> value(quantiles.get(c).get(number))));
            }
            cells.add(statistic("max", columns, c -> value(group.greatest(c))));
            cells.add(statistic("mean", columns, c -> mean(columns.get(c), group.mean(c))));
        }
        new Listing(header, cells).print(format, console);
    }

    /** A mean; for people that of bytes is one of bytes. */
    private Value mean(String column, double mean) {
        boolean bytes = format == Format.TABLE && unit(column).equals(Quantity.BYTES);
        return bytes ? new Value.Int(Math.round(mean)) : new Value.Real(mean);
    }

    private interface Statistic {
        Value of(int column);
    }

    private static List<@Nullable Value> statistic(String name, List<String> columns, Statistic statistic) {
        List<@Nullable Value> row = new ArrayList<>();
        row.add(new Value.Text(name));
        for (int c = 0; c < columns.size(); c++) {
            row.add(statistic.of(c));
        }
        return row;
    }

    private void printHistogram(List<String> columns) {
        if (columns.size() > 1) {
            throw new InputException(Location.of(QueryCommand.HISTOGRAM), "takes one column, found " + columns.size());
        }
        String column = columns.get(0);
        int bins = flags.value(QueryCommand.BINS)
                .map(written -> QueryCommand.number(QueryCommand.BINS, written, QueryCommand.MOST_BINS))
                .orElse(QueryCommand.USUAL_BINS);
        List<Queries.Bin> found = ask(joined, columns, queries -> queries.histogram(column, bins));
        warnIfEmpty(found.isEmpty());
        List<List<@Nullable Value>> cells = new ArrayList<>();
        for (Queries.Bin bin : found) {
            cells.add(List.of(edge(column, bin.from()), edge(column, bin.to()), new Value.Int(bin.rows())));
        }
        List<Listing.Column> header = List.of(
                new Listing.Column(column + "_from", unit(column)),
                new Listing.Column(column + "_to", unit(column)),
                new Listing.Column("rows", ""));
        new Listing(header, cells).print(format, console);
    }

    private Value edge(String column, double edge) {
        return type(column).kind() == Type.Kind.INT ? new Value.Int((long) edge) : new Value.Real(edge);
    }

    private Type type(String name) {
        Formula formula = sweep.formulas().formulas().get(name);
        return formula != null
                ? formula.expr().type()
                : Objects.requireNonNull(sweep.formulas().parameters().get(name))
                        .type();
    }

    private static Value value(Object value) {
        if (value instanceof Long whole) {
            return new Value.Int(whole);
        }
        return value instanceof Double real ? new Value.Real(real) : new Value.Bool((Boolean) value);
    }

    private Listing.Column column(String name) {
        return new Listing.Column(name, unit(name));
    }

    private String unit(String name) {
        return EstimateCommand.unit(sweep.formulas(), name);
    }

    private static List<String> names(List<Order> orders) {
        return orders.stream().map(Order::column).distinct().toList();
    }

    private List<Order> orders(String option, String written) {
        List<Order> orders = OrderWords.read(option, written);
        orders.forEach(order -> requireNumber(option, order.column()));
        return orders;
    }

    private List<String> numbers(String option, String written) {
        List<String> names = Arrays.stream(written.split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        names.forEach(name -> requireNumber(option, name));
        return names;
    }

    private void requireNumber(String option, String name) {
        FormulaSet formulas = sweep.formulas();
        if (!formulas.formulas().containsKey(name) && !formulas.parameters().containsKey(name)) {
            List<String> known = Stream.concat(
                            formulas.formulas().keySet().stream(), formulas.parameters().keySet().stream())
                    .toList();
            throw new InputException(
                    Location.of(option), "unknown column '" + name + "'" + NearestName.hint(name, known));
        }
        Type type = type(name);
        if (type.kind() == Type.Kind.ROW || type.kind() == Type.Kind.TEXT) {
            throw new InputException(Location.of(option), "'" + name + "' is a name, not a number");
        }
    }

    private List<String> axes(String option, String written) {
        List<String> known = sweep.grid().axes().stream()
                .flatMap(axis -> axis.columns().stream())
                .map(Axis.Values::parameter)
                .toList();
        List<String> names = Arrays.stream(written.split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InputException(
                        Location.of(option), "'" + name + "' is no axis of this grid" + NearestName.hint(name, known));
            }
        }
        return names;
    }
}
