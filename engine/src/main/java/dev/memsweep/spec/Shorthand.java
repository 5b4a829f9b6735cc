package dev.memsweep.spec;

import dev.memsweep.formula.Location;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Item;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The short form of a range: {@code 1..64}, or {@code 1..64:3} with a step. */
final class Shorthand {
    private static final String NUMBER = "(-?[0-9][^:]*?)";
    private static final Pattern RANGE =
            Pattern.compile(NUMBER + "\\s*\\.\\.\\s*" + NUMBER + "(?:\\s*:\\s*" + NUMBER + ")?");

    private Shorthand() {}

    /** The range that an unquoted value is, or empty. */
    static Optional<AxisValues.Stepped> parse(Item item) {
        Matcher matcher = RANGE.matcher(item.text());
        if (item.quoted() || !item.attributes().isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        Optional<Item> step = matcher.group(3) == null ? Optional.empty() : Optional.of(part(item, matcher, 3));
        return Optional.of(new AxisValues.Stepped(part(item, matcher, 1), part(item, matcher, 2), step));
    }

    private static Item part(Item item, Matcher matcher, int group) {
        Location at = item.location();
        Location shifted =
                at.column() == 0 ? at : new Location(at.source(), at.line(), at.column() + matcher.start(group));
        return Item.of(matcher.group(group).strip(), shifted);
    }
}
