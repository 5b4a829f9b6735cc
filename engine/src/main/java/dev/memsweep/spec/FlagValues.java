package dev.memsweep.spec;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.spec.SweepSpec.Assignment;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a parameter as it is written on the command line: one value is a setting, several make an axis.
 *
 * <p>Values are separated by commas ({@code 1,2,4}); {@code 1..64}, {@code 1..64:3}, {@code range:0..10:2}, {@code
 * pow2:1..8}, {@code linspace:0..1:5}, {@code logspace:1..1000:4} and {@code divisors_of:layers:16} stand for lists.
 */
public final class FlagValues {
    private static final Pattern FORM = Pattern.compile("(range|pow2|linspace|logspace|divisors_of):(.*)");

    private static final Pattern OPEN_RANGE = Pattern.compile("-?[0-9]\\S*\\.\\.|\\.\\.-?[0-9]\\S*|\\.\\.");
    private static final Pattern SPACED_NUMBERS = Pattern.compile("-?[0-9]+(\\s+-?[0-9]+)+");

    private final String parameter;
    private final String text;
    private final Location flag;

    private FlagValues(String parameter, String text, Location flag) {
        this.parameter = parameter;
        this.text = text;
        this.flag = flag;
    }

    /**
     * What {@code text} gives to a parameter.
     *
     * @param flag the flag as typed, for error messages
     * @throws InputException when a value is missing
     */
    public static Assignment parse(String parameter, String text, Location flag) {
        return new FlagValues(parameter, text.strip(), flag).parse();
    }

    private Assignment parse() {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            return axis(form(form.group(1), form.group(2)));
        }
        List<Item> items = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                throw new InputException(
                        flag, text.isEmpty() ? "a value is missing" : "a value is missing in '" + text + "'");
            }
            if (OPEN_RANGE.matcher(part.strip()).matches()) {
                throw new InputException(flag, "'" + part.strip() + "' lacks a bound; write both, as in 1..64");
            }
            if (SPACED_NUMBERS.matcher(part.strip()).matches()) {
                throw new InputException(
                        flag,
                        "'" + part.strip() + "' is not one number; values are separated by commas, as in "
                                + part.strip().replaceAll("\\s+", ","));
            }
            items.add(Item.of(part.strip(), flag));
        }
        if (items.size() > 1) {
            return axis(new AxisValues.Listed(items));
        }
        Optional<AxisValues.Stepped> range = Shorthand.parse(items.get(0));
        return range.isPresent() ? axis(range.get()) : new Setting(parameter, items.get(0), flag);
    }

    private AxisSpec axis(AxisValues values) {
        return new AxisSpec(parameter, values, Optional.empty(), Optional.empty(), flag);
    }

    private AxisValues form(String word, String rest) {
        Item item = Item.of(rest.strip(), flag);
        switch (word) {
            case "range" -> {
                return Shorthand.parse(item).orElseThrow(() -> wrong("range:0..10 or range:0..10:2"));
            }
            case "pow2" -> {
                AxisValues.Stepped range = bounds(item, false, "pow2:1..8");
                return new AxisValues.PowersOfTwo(range.low(), range.high());
            }
            case "divisors_of" -> {
                String[] parts = item.text().split(":", -1);
                if (parts.length > 2 || item.text().isEmpty()) {
                    throw wrong("divisors_of:64 or divisors_of:layers:16");
                }
                Optional<Item> max =
                        parts.length == 2 ? Optional.of(Item.of(parts[1].strip(), flag)) : Optional.empty();
                return new AxisValues.DivisorsOf(Item.of(parts[0].strip(), flag), max);
            }
            default -> {
                boolean logarithmic = word.equals("logspace");
                AxisValues.Stepped range = bounds(item, true, logarithmic ? "logspace:1..1000:4" : "linspace:0..1:5");
                return new AxisValues.Spaced(
                        range.low(), range.high(), range.step().orElseThrow(), logarithmic);
            }
        }
    }

    private AxisValues.Stepped bounds(Item item, boolean third, String example) {
        return Shorthand.parse(item)
                .filter(range -> range.step().isPresent() == third)
                .orElseThrow(() -> wrong(example));
    }

    private InputException wrong(String example) {
        return new InputException(flag, "cannot read '" + text + "'; write it as " + example);
    }
}
