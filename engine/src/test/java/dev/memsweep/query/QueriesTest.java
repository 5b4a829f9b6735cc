package dev.memsweep.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.memsweep.RandomSpec;
import dev.memsweep.SweepFiles;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.EveryRow;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.eval.Sink;
import dev.memsweep.grid.Axis;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each question, answered by bounds and tiles, against a look at every row. */
@Execution(ExecutionMode.CONCURRENT)
class QueriesTest {
    private static final int MOST_ROWS = 9_000;

    /** Rows up to which the frontier is looked for pair by pair. */
    private static final int MOST_PAIRED = 2_000;

    private final TreeMap<Long, List<Object>> rows = new TreeMap<>();
    private final Long2ObjectOpenHashMap<List<Object>> byRow = new Long2ObjectOpenHashMap<>();
    private List<String> numbers = List.of();
    private List<String> names = List.of();

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void answersAreThoseOfFullEnumeration(long seed) {
        RandomSpec random = new RandomSpec(seed, MOST_ROWS);
        Sweep sweep = SweepFiles.bind(random.spec(), random.formulas());
        Plan plan = PlanCompiler.compile(sweep);
        EveryRow all = EveryRow.of(plan);
        for (int i = 0; i < all.numbers().size(); i++) {
            rows.put(all.numbers().get(i), all.values().get(i));
            byRow.put(all.numbers().get(i).longValue(), all.values().get(i));
        }
        names = sweep.columns();
        numbers = plan.columns().stream()
                .filter(column -> column.type() != ColumnType.LABEL)
                .map(column -> column.name())
                .toList();
        SplittableRandom choice = new SplittableRandom(seed);
        Queries queries = new Queries(plan, 1 + choice.nextInt(3), done -> {});

        assertThat(queries.count()).isEqualTo(rows.size());
        assertRows(queries.firstRows(1 + choice.nextInt(200)), plan, choice);
        assertSample(queries, 1 + choice.nextInt(200));
        assertGroups(queries, sweep, choice);
        assertFurthest(queries, sweep, choice.nextBoolean());
        if (numbers.isEmpty()) {
            return;
        }
        List<Order> orders = orders(choice);
        int count = 1 + choice.nextInt(30);
        assertThat(queries.top(count, orders)).isEqualTo(top(count, orders));
        if (rows.size() <= MOST_PAIRED) {
            assertThat(queries.frontier(orders)).isEqualTo(frontier(orders));
        }
        if (!rows.isEmpty()) {
            String column = numbers.get(choice.nextInt(numbers.size()));
            double fraction = (1 + choice.nextInt(20)) / 20.0;
            assertThat(queries.quantiles(column, List.of(fraction, 0.5)))
                    .containsExactly(quantile(column, fraction), quantile(column, 0.5));
            assertHistogram(queries, column, 1 + choice.nextInt(12));
        }
    }

    /** The first rows are the first ones, with their values. */
    private void assertRows(RowTable found, Plan plan, SplittableRandom choice) {
        List<Long> first = rows.keySet().stream().limit(found.size()).toList();
        assertThat(numbers(found)).isEqualTo(first);
        assertValues(found);
        int most = 1 + choice.nextInt(200);
        RowTable more = new Queries(plan, 2, done -> {}).firstRows(most);
        assertThat(more.size()).isEqualTo(Math.min(most, rows.size()));
    }

    /** A sample has rows of the grid, in their order, as many as are wanted give or take one. */
    private void assertSample(Queries queries, int count) {
        if (rows.isEmpty()) {
            return;
        }
        RowTable sample = queries.sample(rows.size(), count);
        List<Long> found = numbers(sample);
        assertThat(found).isSorted().doesNotHaveDuplicates();
        assertThat(rows.keySet()).containsAll(found);
        int expected = Math.min(count, rows.size());
        assertThat(found.size()).isBetween(expected - 1, expected + 1);
        assertValues(sample);
        assertThat(numbers(queries.sample(rows.size(), count))).isEqualTo(found);
    }

    private static List<Long> numbers(RowTable table) {
        return IntStream.range(0, table.size()).mapToObj(table::number).toList();
    }

    private void assertValues(RowTable table) {
        for (int row = 0; row < table.size(); row++) {
            List<Object> expected = byRow.get(table.number(row));
            for (int c = 0; c < names.size(); c++) {
                int column = c;
                Object found = switch (table.columns().get(c).type()) {
                    case INT32, INT64 -> table.whole(column, row);
                    case REAL -> table.real(column, row);
                    case FLAG -> table.flag(column, row);
                    case LABEL -> (long) table.columns().get(c).dictionary().indexOf(table.label(column, row));
                };
                assertThat(found).as(names.get(c)).isEqualTo(expected.get(c));
            }
        }
    }

    /** A sink that is given shorter morsels than it asks for. */
    private record ShortMorsels<P>(Sink<P> sink, long morselRows) implements Sink<P> {
        @Override
        public Collector<P> collector() {
            return sink.collector();
        }

        @Override
        public void append(P part) throws IOException {
            sink.append(part);
        }

        @Override
        public @Nullable IntList bounded() {
            return sink.bounded();
        }

        @Override
        public boolean done() {
            return sink.done();
        }
    }

    static LongStream fewSeeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void answersDoNotDependOnTheLengthOfMorsels(long seed) throws IOException {
        RandomSpec random = new RandomSpec(seed, MOST_ROWS);
        assertShortMorsels(SweepFiles.bind(random.spec(), random.formulas()));
    }

    private static Queries ask(String rest) {
        return new Queries(PlanCompiler.compile(SweepFiles.bind("formulas: t.formulas\n" + rest, """
                /** One. */
                param a: int = 1
                /** Two. */
                param c: int = 1
                /** Whole. */
                whole = a + 0
                /** Real. */
                real = a * -1.0
                /** Has no value where a is 900. */
                late = 1000 // (a - 900)
                """)), 2, done -> {});
    }

    /** Whatever is found before the row that has no value, and however little it could change. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "where: [100 // (a - 900) != 7]\ncolumns: [a, c]",
                "where: [c > 0, 100 // (a - 900) != 7]\ncolumns: [a, c]",
                "columns: [a, late]",
            })
    void aRowWithoutAValueIsAFaultInEveryAnswer(String rest) {
        String spec = "axes: {a: 1..1000, c: 1..300}\n" + rest + "\n";
        String second = rest.contains("late") ? "late" : "c";
        List<Order> orders = List.of(new Order("a", false), new Order(second, false));
        List<Consumer<Queries>> asking = new ArrayList<>(List.of(q -> q.top(1, orders), q -> q.frontier(orders)));
        if (rest.contains("where")) {
            asking.addAll(List.of(Queries::count, q -> q.furthest(false), q -> q.furthest(true)));
        }
        for (Consumer<Queries> answer : asking) {
            assertThatThrownBy(() -> answer.accept(ask(spec)))
                    .isInstanceOf(PointFaultException.class)
                    .hasMessageContaining("division by zero");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'axes: {a: [9007199254740995, 9007199254740997, 9007199254740999]}', whole, 3",
        "'axes: {a: [0, -1, -2]}', real, 3",
        "'axes: {a: [-9223372036854775807, 1, 9223372036854775807]}', whole, 3",
    })
    void everyRowIsInABinOfTheHistogram(String axes, String column, long rows) {
        List<Queries.Bin> bins = ask(axes + "\ncolumns: [whole, real]\n").histogram(column, 2);
        assertThat(bins.stream().mapToLong(Queries.Bin::rows).sum()).isEqualTo(rows);
    }

    /** Most outer positions are left out by what depends on outer axes alone. */
    @Test
    void shortMorselsBeginWhereOuterConditionsFail() throws IOException {
        String formulas = """
                /** One. */
                param a: int in 1..100
                /** Two. */
                param b: int in 1..100
                /** Three. */
                param c: int in 1..100
                /** Inner. */
                param n: int in 1..1000
                """;
        assertShortMorsels(SweepFiles.bind("""
                formulas: t.formulas
                axes:
                  a: [1, 2, 5, 3, 4, 24]
                  b: [2, 1, 3, 4, 5, 6]
                  c: [12, 1, 2, 3, 4, 5, 6, 8]
                  n: 1..300
                where: ["a * b * c == 24", "n % a == 0"]
                columns: [a, b, c, n]
                """, formulas));
    }

    private static void assertShortMorsels(Sweep sweep) throws IOException {
        Plan plan = PlanCompiler.compile(sweep);
        List<Long> all = EveryRow.of(plan).numbers();
        List<Axis> axes = sweep.grid().axes();
        long line = axes.get(axes.size() - 1).size();
        long rows = sweep.grid().rows();
        CountSink count = new CountSink(plan);
        GroupSink group = new GroupSink(plan, new long[1], List.of(), true);
        FurthestSink furthest = new FurthestSink(plan, true);
        for (Sink<?> sink : List.of(count, group, furthest)) {
            new Evaluator(plan, 2).run(new ShortMorsels<>(sink, 1 + rows / 50), done -> {});
        }
        assertThat(count.rows()).isEqualTo(all.size());
        assertThat(group.groups().values().stream()
                        .mapToLong(GroupSink.Group::rows)
                        .sum())
                .isEqualTo(all.size());
        TreeMap<Long, Long> last = new TreeMap<>();
        all.forEach(row -> last.put(row / line, row));
        assertThat(List.copyOf(furthest.rows())).containsExactlyElementsOf(last.values());
    }

    private List<Order> orders(SplittableRandom choice) {
        return IntStream.rangeClosed(0, choice.nextInt(3))
                .mapToObj(i -> new Order(numbers.get(choice.nextInt(numbers.size())), choice.nextBoolean()))
                .toList();
    }

    private Comparable<Object> value(long row, String column) {
        @SuppressWarnings("unchecked")
        Comparable<Object> value = (Comparable<Object>) byRow.get(row).get(names.indexOf(column));
        return value;
    }

    private int compare(long a, long b, Order order) {
        int ascending = value(a, order.column()).compareTo(value(b, order.column()));
        return order.descending() ? -ascending : ascending;
    }

    private Comparator<Long> comparator(List<Order> orders) {
        Comparator<Long> comparator = (a, b) -> compare(a, b, orders.get(0));
        for (Order order : orders.subList(1, orders.size())) {
            comparator = comparator.thenComparing((a, b) -> compare(a, b, order));
        }
        return comparator.thenComparing(Comparator.naturalOrder());
    }

    private List<Long> top(int count, List<Order> orders) {
        return rows.keySet().stream().sorted(comparator(orders)).limit(count).toList();
    }

    private List<Long> frontier(List<Order> orders) {
        List<Long> front = new ArrayList<>();
        // in the order of the objectives, so that no row is better than one before it
        for (long row : rows.keySet().stream().sorted(comparator(orders)).toList()) {
            boolean met = front.stream()
                    .anyMatch(other -> orders.stream().allMatch(order -> compare(other, row, order) <= 0));
            if (!met) {
                front.add(row);
            }
        }
        return front;
    }

    private Object quantile(String column, double fraction) {
        List<Comparable<Object>> sorted =
                rows.keySet().stream().map(row -> value(row, column)).sorted().toList();
        return sorted.get(Math.max(1, (int) Math.ceil(fraction * sorted.size())) - 1);
    }

    private static double number(Object value) {
        return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).doubleValue();
    }

    private void assertHistogram(Queries queries, String column, int bins) {
        List<Queries.Bin> found = queries.histogram(column, bins);
        assertThat(found).hasSizeBetween(1, bins);
        for (int i = 0; i < found.size(); i++) {
            Queries.Bin bin = found.get(i);
            boolean last = i == found.size() - 1;
            long expected = rows.keySet().stream()
                    .mapToDouble(row -> number(value(row, column)))
                    .filter(x -> bin.from() <= x && (last ? x <= bin.to() : x < bin.to()))
                    .count();
            assertThat(bin.rows()).as("%s", bin).isEqualTo(expected);
        }
        assertThat(found.stream().mapToLong(Queries.Bin::rows).sum()).isEqualTo(rows.size());
    }

    private void assertGroups(Queries queries, Sweep sweep, SplittableRandom choice) {
        List<Axis> axes = sweep.grid().axes();
        long groupRows = 1;
        for (Axis axis : axes.subList(choice.nextInt(axes.size() + 1), axes.size())) {
            groupRows *= axis.size();
        }
        boolean means = choice.nextBoolean();
        long size = groupRows;
        NavigableMap<Long, GroupSink.Group> groups = queries.groups(
                LongStream.range(0, sweep.grid().rows() / size)
                        .map(i -> i * size)
                        .toArray(),
                numbers,
                means);
        assertThat(groups.keySet())
                .isEqualTo(new TreeSet<>(
                        rows.keySet().stream().map(row -> row / size).toList()));
        groups.forEach((number, group) -> {
            List<Long> members = new ArrayList<>(
                    rows.subMap(number * size, (number + 1) * size).keySet());
            assertThat(group.rows()).isEqualTo(members.size());
            for (int c = 0; c < numbers.size(); c++) {
                String column = numbers.get(c);
                List<Comparable<Object>> values =
                        members.stream().map(row -> value(row, column)).toList();
                assertThat(group.least(c)).as(column).isEqualTo(Collections.min(values));
                assertThat(group.greatest(c)).as(column).isEqualTo(Collections.max(values));
                if (means) {
                    assertMean(group.mean(c), values, column);
                }
            }
        });
    }

    private static void assertMean(double mean, List<Comparable<Object>> values, String column) {
        BigDecimal sum =
                values.stream().map(value -> new BigDecimal(number(value))).reduce(BigDecimal.ZERO, BigDecimal::add);
        double expected = sum.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128)
                .doubleValue();
        double greatest = values.stream()
                .mapToDouble(value -> Math.abs(number(value)))
                .max()
                .orElseThrow();
        boolean exact = values.stream().noneMatch(value -> (Object) value instanceof Double) && greatest < 0x1p53;
        assertThat(mean).as(column).isCloseTo(expected, offset(exact ? 0 : 1e-9 * greatest));
    }

    private void assertFurthest(Queries queries, Sweep sweep, boolean last) {
        List<Axis> axes = sweep.grid().axes();
        long line = axes.get(axes.size() - 1).size();
        TreeMap<Long, Long> expected = new TreeMap<>();
        for (long row : rows.keySet()) {
            if (last) {
                expected.put(row / line, row);
            } else {
                expected.putIfAbsent(row / line, row);
            }
        }
        assertThat(queries.furthest(last)).containsExactlyElementsOf(expected.values());
    }
}
