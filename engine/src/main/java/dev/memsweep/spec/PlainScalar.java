package dev.memsweep.spec;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds unquoted values that YAML readers take for different things. */
final class PlainScalar {
    private static final Map<String, String> TRUTH_WORDS =
            Map.of("no", "false", "off", "false", "n", "false", "yes", "true", "on", "true", "y", "true");

    private PlainScalar() {}

    /** What is wrong with the unquoted {@code text} as a value, with the fix, or empty. */
    static Optional<String> problem(String text) {
        String truth = TRUTH_WORDS.get(text.toLowerCase(Locale.ROOT));
        if (truth != null) {
            return Optional.of(
                    "'" + text + "' is ambiguous (text or " + truth + "?); write \"" + text + "\" or " + truth);
        }
        if (text.matches("[+-]?0[0-9_]+") || text.matches("[+-]?[0-9]+(_[0-9]+)+") || text.matches("\\+[0-9]+")) {
            String plain = text.replaceAll("[_+]", "").replaceFirst("^(-?)0+(?=.)", "$1");
            return Optional.of("'" + text + "' is not a plain decimal number; write " + plain + " or \"" + text + "\"");
        }
        if (text.matches("[+-]?[0-9]+(:[0-9]+)+(\\.[0-9]*)?")
                || text.matches("0[xob][0-9a-fA-F_]+")
                || text.matches("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?")) {
            return Optional.of(
                    "'" + text + "' is not a plain decimal number; write the number in digits or \"" + text + "\"");
        }
        return Optional.empty();
    }
}
