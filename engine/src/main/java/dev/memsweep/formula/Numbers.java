package dev.memsweep.formula;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and prints numbers. */
public final class Numbers {
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final int MOST_DIGITS = 400;

    private static final Pattern WRITTEN =
            Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?: *([A-Za-z]+))?");

    private Numbers() {}

    /**
     * The number that {@code text} is, with a sign and a unit as in the language ({@code 4k}, {@code 80 GiB}), or empty
     * when it is none.
     *
     * @throws ArithmeticException with a message for the user when nothing can hold it
     */
    public static Optional<BigDecimal> exact(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        Long scale = unit == null ? Long.valueOf(1) : ExpressionParser.UNITS.get(unit);
        if (scale == null) {
            return Optional.empty();
        }
        String digits = matcher.group(1);
        if (digits.length() > MOST_DIGITS || Double.isInfinite(Double.parseDouble(digits))) {
            throw new ArithmeticException("'" + text + "' is not a representable number");
        }
        BigDecimal number = Double.parseDouble(digits) == 0 ? BigDecimal.ZERO : new BigDecimal(digits);
        return Optional.of(number.multiply(BigDecimal.valueOf(scale)));
    }

    /**
     * Reads a decimal number times a scale: a whole number when it is written without fraction and exponent or when a
     * unit makes it whole ({@code 1.5k}), else a real.
     *
     * @throws ArithmeticException with a message for the user when it does not fit
     */
    static Value parse(String digits, long scale) {
        boolean plain = digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (plain && digits.length() > MOST_DIGITS) {
            throw new ArithmeticException("the number has " + digits.length() + " digits; it does not fit 64 bits");
        }
        if (!plain && Double.isInfinite(Double.parseDouble(digits))) {
            throw new ArithmeticException("'" + digits + "' is not a representable number");
        }
        if (!plain && scale == 1) {
            return new Value.Real(Double.parseDouble(digits));
        }
        BigDecimal exact = new BigDecimal(digits).multiply(BigDecimal.valueOf(scale));
        if (exact.stripTrailingZeros().scale() > 0) {
            return new Value.Real(exact.doubleValue());
        }
        return new Value.Int(wholeNumber(exact, digits));
    }

    /**
     * The whole number that {@code number} is.
     *
     * @throws ArithmeticException with a message for the user when it has a fraction or does not fit 64 bits
     */
    public static long wholeNumber(BigDecimal number, String written) {
        if (number.compareTo(LONG_MAX) > 0 || number.compareTo(LONG_MIN) < 0) {
            throw new ArithmeticException("'" + written + "' does not fit a 64-bit integer");
        }
        if (number.stripTrailingZeros().scale() > 0) {
            throw new ArithmeticException("'" + written + "' is not a whole number");
        }
        return number.longValueExact();
    }

    /** A whole number with a comma every three digits. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Bytes as people read them: {@code 11.18 GiB}, or plain bytes below one KiB. */
    public static String bytes(long value) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        int unit = 0;
        double scaled = value;
        while (Math.abs(scaled) >= 1024 && unit < units.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return unit == 0 ? value + " B" : String.format(Locale.ROOT, "%.2f %s", scaled, units[unit]);
    }
}
