package dev.memsweep.catalog;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Numbers;
import dev.memsweep.formula.Range;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Gives values that are written in tables, specs and flags their type; the numbers are those of the language. */
public final class Scalars {
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

    private Scalars() {}

    /**
     * The value that {@code text} is.
     *
     * @param type any but a row
     * @param what what the value is for, the first words of an error message
     * @throws InputException when it is not of that type or out of range
     */
    public static Value read(String text, Type type, Range range, Location location, String what) {
        Value value;
        try {
            value = switch (type.kind()) {
                case INT -> new Value.Int(Numbers.wholeNumber(number(text, "a whole number"), text));
                case REAL -> real(text, number(text, "a number"));
                case BOOL -> truth(text);
                case TEXT -> new Value.Text(text);
                case ROW -> throw new IllegalArgumentException("rows are looked up, not read");
            };
        } catch (ArithmeticException e) {
            throw new InputException(location, what + ": " + e.getMessage());
        }
        if (!range.contains(value)) {
            throw new InputException(location, what + " must be " + range + ", found " + text);
        }
        return value;
    }

    private static BigDecimal number(String text, String wanted) {
        Optional<BigDecimal> number = Numbers.exact(text);
        if (number.isPresent()) {
            return number.get();
        }
        for (String other : List.of(text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT))) {
            if (!other.equals(text) && Numbers.exact(other).isPresent()) {
                throw new ArithmeticException("'" + text + "' is not " + wanted + "; did you mean '" + other + "'?");
            }
        }
        String word = text.toLowerCase(Locale.ROOT).replaceFirst("^[-+]?\\.?", "");
        throw new ArithmeticException("'" + text + "' is not " + (NOT_FINITE.contains(word) ? "finite" : wanted));
    }

    private static Value real(String text, BigDecimal exact) {
        double value = exact.doubleValue();
        if (Double.isInfinite(value)) {
            throw new ArithmeticException("'" + text + "' is not a representable number");
        }
        boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        if (whole && new BigDecimal(value).compareTo(exact) != 0) {
            throw new ArithmeticException("'" + text + "' cannot be held exactly as a real (nearest "
                    + new BigDecimal(value).toPlainString() + ")");
        }
        return new Value.Real(value);
    }

    private static Value truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new ArithmeticException("'" + text + "' is neither true nor false");
        }
        return new Value.Bool(text.equals("true"));
    }
}
