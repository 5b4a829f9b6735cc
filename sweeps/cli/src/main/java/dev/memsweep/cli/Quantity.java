package dev.memsweep.cli;

import dev.memsweep.formula.Numbers;
import dev.memsweep.formula.Value;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one column are shown to people: bytes in one binary unit for the whole column, GiB at most, so that
 * they can be compared and added by eye; whole numbers from five digits on in groups of three.
 */
final class Quantity {
    static final String BYTES = "bytes";

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB"};

    /** Less would be shown as 0.00. */
    private static final double LEAST_SHOWN = 0.005;

    private static final double LEAST_GROUPED = 10_000;

    private final boolean bytes;
    private final boolean numeric;
    private final int unit;

    private Quantity(boolean bytes, boolean numeric, int unit) {
        this.bytes = bytes;
        this.numeric = numeric;
        this.unit = unit;
    }

    static Quantity of(String unit, List<@Nullable Value> values) {
        double largest = 0;
        boolean numeric = false;
        for (Value value : values) {
            if (value instanceof Value.Int whole) {
                numeric = true;
                largest = Math.max(largest, Math.abs((double) whole.value()));
            } else if (value instanceof Value.Real) {
                numeric = true;
            }
        }
        int scale = 0;
        while (largest >= 1024 && scale < UNITS.length - 1) {
            largest /= 1024;
            scale++;
        }
        return new Quantity(unit.equals(BYTES), numeric, scale);
    }

    boolean numeric() {
        return numeric;
    }

    String text(@Nullable Value value) {
        if (value == null) {
            return "-";
        }
        if (!(value instanceof Value.Int whole)) {
            return value.toString();
        }
        if (!bytes || unit == 0) {
            return grouped(whole.value()) + (bytes ? " B" : "");
        }
        double scaled = whole.value() / Math.pow(1024, unit);
        return Math.abs(scaled) < LEAST_SHOWN
                ? Numbers.bytes(whole.value())
                : String.format(Locale.ROOT, "%,.2f %s", scaled, UNITS[unit]);
    }

    /** Years and other short numbers read better as they are. */
    private static String grouped(long value) {
        return Math.abs((double) value) < LEAST_GROUPED ? Long.toString(value) : Numbers.grouped(value);
    }

    /** A value on its own, with its unit: {@code 12,000,000,000 bytes (11.18 GiB)}. */
    static String described(Value value, String unit) {
        if (!(value instanceof Value.Int whole)) {
            return value + (unit.isEmpty() ? "" : " " + unit);
        }
        String number = grouped(whole.value());
        if (!unit.equals(BYTES)) {
            return number + (unit.isEmpty() ? "" : " " + unit);
        }
        boolean large = Math.abs((double) whole.value()) >= 1024;
        return number + " bytes" + (large ? " (" + Numbers.bytes(whole.value()) + ")" : "");
    }
}
