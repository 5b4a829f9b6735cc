package dev.memsweep.spec;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Numbers;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.WholeRange;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Item;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes out the values of an axis.
 *
 * <p>Ranges are computed in exact decimals, so that {@code 0..1:0.1} has eleven values of which the fourth is the double
 * nearest to 0.3. The inner values of a logarithmic axis are rounded to 15 digits, so that 1, 10, 100 come out whole.
 */
final class AxisExpander {
    private static final BigInteger MOST_VALUES = BigInteger.valueOf(10_000_000);
    private static final BigDecimal LARGEST_DIVIDEND = new BigDecimal("1e15");
    private static final MathContext EXACT_ENOUGH = new MathContext(40);
    private static final MathContext SHORT = new MathContext(15);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final ValueBinder values;
    private final Function<Item, BigDecimal> namedNumbers;

    /** Expands with {@code values}; {@code namedNumbers} finds a number that is given by an expression. */
    AxisExpander(ValueBinder values, Function<Item, BigDecimal> namedNumbers) {
        this.values = values;
        this.namedNumbers = namedNumbers;
    }

    /**
     * The values that a parameter takes.
     *
     * @param location where the axis stands
     * @throws InputException with every mistake found
     */
    List<Value> expand(Parameter parameter, AxisValues axis, Location location) {
        List<Value> expanded = axis instanceof AxisValues.Listed listed
                ? listed(parameter, listed, location)
                : computed(parameter, axis, location);
        if (expanded.isEmpty()) {
            throw problem(parameter, location, "has no values; the sweep would have 0 rows");
        }
        return expanded;
    }

    private List<Value> listed(Parameter parameter, AxisValues.Listed listed, Location location) {
        ProblemList problems = new ProblemList();
        List<Value> expanded = new ArrayList<>();
        for (Item item : listed.items()) {
            problems.collect(() -> {
                Optional<AxisValues.Stepped> range =
                        parameter.type().numeric() ? Shorthand.parse(item) : Optional.empty();
                if (range.isPresent()) {
                    expanded.addAll(computed(parameter, range.get(), location));
                } else {
                    expanded.add(values.value(parameter, item));
                }
            });
        }
        problems.throwIfAny();
        return expanded;
    }

    private List<Value> computed(Parameter parameter, AxisValues axis, Location location) {
        if (!parameter.type().numeric()) {
            throw problem(
                    parameter,
                    location,
                    "needs a list; '" + parameter.name() + "' is " + parameter.type() + ", no number");
        }
        if (axis instanceof AxisValues.Stepped stepped && parameter.type().equals(Type.INT)) {
            Optional<WholeRange> range = wholeRange(parameter, stepped, location);
            if (range.isPresent()) {
                return range.get();
            }
        }
        return numbers(parameter, axis, location).stream()
                .map(number -> ValueBinder.computed(parameter, number, location))
                .toList();
    }

    private List<BigDecimal> numbers(Parameter parameter, AxisValues axis, Location location) {
        if (axis instanceof AxisValues.Stepped stepped) {
            return stepped(parameter, stepped, location);
        }
        if (axis instanceof AxisValues.PowersOfTwo powers) {
            return powersOfTwo(parameter, powers, location);
        }
        if (axis instanceof AxisValues.Spaced spaced) {
            return spaced(parameter, spaced, location);
        }
        if (axis instanceof AxisValues.DivisorsOf divisors) {
            return divisors(parameter, divisors, location);
        }
        throw new IllegalArgumentException("the values of one parameter cannot be " + axis);
    }

    /** The values of whole numbers at equal steps; none when one of them is no value of the parameter. */
    private Optional<WholeRange> wholeRange(Parameter parameter, AxisValues.Stepped stepped, Location location) {
        Steps steps = steps(parameter, stepped, location);
        try {
            WholeRange range = new WholeRange(steps.low.longValueExact(), steps.step.longValueExact(), steps.count);
            boolean valid = parameter.range().contains(range.get(0))
                    && parameter.range().contains(range.get(range.size() - 1));
            return valid ? Optional.of(range) : Optional.empty();
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private record Steps(BigDecimal low, BigDecimal step, int count) {}

    private List<BigDecimal> stepped(Parameter parameter, AxisValues.Stepped stepped, Location location) {
        Steps steps = steps(parameter, stepped, location);
        List<BigDecimal> numbers = new ArrayList<>(steps.count);
        for (int i = 0; i < steps.count; i++) {
            numbers.add(steps.low.add(steps.step.multiply(BigDecimal.valueOf(i))));
        }
        return numbers;
    }

    private Steps steps(Parameter parameter, AxisValues.Stepped stepped, Location location) {
        BigDecimal low = number(parameter, stepped.low());
        BigDecimal high = number(parameter, stepped.high());
        BigDecimal step = stepped.step().map(s -> number(parameter, s)).orElse(BigDecimal.ONE);
        int direction = high.compareTo(low);
        if (step.signum() == 0) {
            throw problem(parameter, location, ": step is 0");
        }
        if (direction != 0 && direction != step.signum()) {
            String sign = direction < 0 ? "negative" : "positive";
            throw problem(
                    parameter,
                    location,
                    ": from " + stepped.low().text() + " to " + stepped.high().text() + " needs a " + sign + " step");
        }
        BigInteger count =
                high.subtract(low).divideToIntegralValue(step).toBigInteger().add(BigInteger.ONE);
        checkCount(parameter, count, location);
        return new Steps(low, step, count.intValueExact());
    }

    private List<BigDecimal> powersOfTwo(Parameter parameter, AxisValues.PowersOfTwo powers, Location location) {
        BigDecimal low = number(parameter, powers.low());
        BigDecimal high = number(parameter, powers.high());
        if (low.compareTo(BigDecimal.ONE) < 0) {
            throw problem(
                    parameter,
                    location,
                    ": powers of two start at 1 or more, found " + powers.low().text());
        }
        List<BigDecimal> numbers = new ArrayList<>();
        for (BigDecimal power = BigDecimal.ONE; power.compareTo(high) <= 0; power = power.multiply(TWO)) {
            if (power.compareTo(low) >= 0) {
                numbers.add(power);
            }
        }
        if (numbers.isEmpty()) {
            throw problem(
                    parameter,
                    location,
                    ": no power of two lies from " + powers.low().text() + " to "
                            + powers.high().text());
        }
        return numbers;
    }

    private List<BigDecimal> spaced(Parameter parameter, AxisValues.Spaced spaced, Location location) {
        BigDecimal low = number(parameter, spaced.low());
        BigDecimal high = number(parameter, spaced.high());
        BigDecimal count = number(parameter, spaced.count());
        if (count.compareTo(TWO) < 0 || count.stripTrailingZeros().scale() > 0) {
            throw problem(
                    parameter,
                    location,
                    ": the count must be a whole number of at least 2, found "
                            + spaced.count().text());
        }
        if (spaced.logarithmic() && (low.signum() <= 0 || high.signum() <= 0)) {
            throw problem(parameter, location, ": a logarithmic scale needs bounds above 0");
        }
        checkCount(parameter, count.toBigInteger(), location);
        int last = count.intValueExact() - 1;
        List<BigDecimal> numbers = new ArrayList<>(last + 1);
        numbers.add(low);
        for (int i = 1; i < last; i++) {
            numbers.add(spaced.logarithmic() ? onLogScale(low, high, i, last) : onScale(low, high, i, last));
        }
        numbers.add(high);
        return numbers;
    }

    private static BigDecimal onScale(BigDecimal low, BigDecimal high, int i, int last) {
        BigDecimal rise = high.subtract(low).multiply(BigDecimal.valueOf(i));
        return low.add(rise.divide(BigDecimal.valueOf(last), EXACT_ENOUGH));
    }

    private static BigDecimal onLogScale(BigDecimal low, BigDecimal high, int i, int last) {
        double part = (double) i / last;
        double exponent =
                StrictMath.log10(low.doubleValue()) * (1 - part) + StrictMath.log10(high.doubleValue()) * part;
        return new BigDecimal(StrictMath.pow(10, exponent)).round(SHORT);
    }

    private List<BigDecimal> divisors(Parameter parameter, AxisValues.DivisorsOf divisors, Location location) {
        BigDecimal number = named(parameter, divisors.number());
        BigDecimal most = divisors.max().map(max -> named(parameter, max)).orElse(number);
        if (number.signum() <= 0 || number.stripTrailingZeros().scale() > 0) {
            throw problem(
                    parameter, location, ": only a whole number above 0 has divisors, found " + number.toPlainString());
        }
        if (number.compareTo(LARGEST_DIVIDEND) > 0) {
            throw problem(
                    parameter,
                    location,
                    ": " + number.toPlainString() + " is too large to look for its divisors; the limit is 10^15");
        }
        long dividend = number.longValueExact();
        List<BigDecimal> small = new ArrayList<>();
        List<BigDecimal> large = new ArrayList<>();
        for (long divisor = 1; divisor * divisor <= dividend; divisor++) {
            if (dividend % divisor == 0) {
                small.add(BigDecimal.valueOf(divisor));
                if (divisor != dividend / divisor) {
                    large.add(0, BigDecimal.valueOf(dividend / divisor));
                }
            }
        }
        small.addAll(large);
        return small.stream().filter(divisor -> divisor.compareTo(most) <= 0).toList();
    }

    private BigDecimal named(Parameter parameter, Item item) {
        boolean name = !item.text().isEmpty() && Character.isLetter(item.text().codePointAt(0));
        return name ? namedNumbers.apply(item) : number(parameter, item);
    }

    private static BigDecimal number(Parameter parameter, Item item) {
        try {
            Optional<BigDecimal> number = Numbers.exact(item.text());
            if (number.isPresent()) {
                return number.get();
            }
        } catch (ArithmeticException e) {
            throw problem(parameter, item.location(), ": " + e.getMessage());
        }
        throw problem(parameter, item.location(), ": '" + item.text() + "' is not a number");
    }

    private static void checkCount(Parameter parameter, BigInteger count, Location location) {
        if (count.compareTo(MOST_VALUES) > 0) {
            String shown = count.bitLength() < Long.SIZE
                    ? Numbers.grouped(count.longValueExact())
                    : String.format(Locale.ROOT, "%.1e", new BigDecimal(count));
            throw problem(
                    parameter,
                    location,
                    ": " + shown + " values; the limit is " + Numbers.grouped(MOST_VALUES.longValueExact()));
        }
    }

    private static InputException problem(Parameter parameter, Location location, String what) {
        String space = what.startsWith(":") ? "" : " ";
        return new InputException(location, "axis '" + parameter.name() + "'" + space + what);
    }
}
