package dev.memsweep.cli;

import java.util.Locale;
import java.util.stream.Collectors;

/** Makes what users wrote fit to be shown to them again. */
final class Printable {
    /** Characters of a line of a message; what quotes a whole file needs no more of it. */
    private static final int MOST_CHARACTERS = 1_000;

    private Printable() {}

    /** A message in which control characters are written out and no line is longer than a page. */
    static String of(String message) {
        return message.lines().map(Printable::line).collect(Collectors.joining("\n"));
    }

    private static String line(String line) {
        StringBuilder shown = new StringBuilder();
        line.chars().limit(MOST_CHARACTERS).forEach(character -> {
            if (Character.isISOControl(character) && character != '\t') {
                shown.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                shown.append((char) character);
            }
        });
        return line.length() > MOST_CHARACTERS ? shown + " ..." : shown.toString();
    }
}
