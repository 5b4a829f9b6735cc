package dev.memsweep.formula;

/**
 * A text that is parsed, and where it comes from.
 *
 * @param name file name or flag, as shown in errors
 * @param text the whole text
 * @param firstLine line of the host file at which the text starts, from 1; 0 when there are no lines
 * @param firstColumn column of the host file at which the text starts, from 1
 */
public record Source(String name, String text, int firstLine, int firstColumn) {

    /** A file of its own. */
    public static Source file(String name, String text) {
        return new Source(name, text, 1, 1);
    }

    /** An expression inside another file or flag that starts at {@code location}. */
    public static Source embedded(Location location, String text) {
        return new Source(location.source(), text, location.line(), Math.max(1, location.column()));
    }

    /** The place of the character at {@code offset}. */
    public Location at(int offset) {
        if (firstLine == 0) {
            return Location.of(name);
        }
        int line = firstLine;
        int lineStart = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        int column = offset - lineStart + (lineStart == 0 ? firstColumn : 1);
        return new Location(name, line, column);
    }

    /** A problem at {@code offset}, with the line and a caret of {@code length} characters below it. */
    public Problem problem(int offset, int length, String message) {
        return new Problem(at(offset), message, excerpt(offset, length));
    }

    private String excerpt(int offset, int length) {
        int at = Math.min(offset, text.length());
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        String line = text.substring(start, end).replace('\t', ' ').replace("\r", "");
        int column = at - start;
        int carets = Math.max(1, Math.min(length, line.length() - column));
        int from = Math.max(0, column - LONGEST_EXCERPT / 2);
        String shown = line.substring(from, Math.min(line.length(), from + LONGEST_EXCERPT));
        return "  " + shown + "\n  " + " ".repeat(column - from) + "^".repeat(Math.min(carets, LONGEST_EXCERPT));
    }

    private static final int LONGEST_EXCERPT = 120;
}
