package dev.memsweep.formula;

/**
 * A place in something the user wrote.
 *
 * @param source file name, or the flag such as {@code --tp}
 * @param line line from 1, or 0 when the source has no lines
 * @param column column from 1, or 0 when unknown
 */
public record Location(String source, int line, int column) {

    /** A place that has no lines: a flag, a file as a whole. */
    public static Location of(String source) {
        return new Location(source, 0, 0);
    }

    @Override
    public String toString() {
        if (line == 0) {
            return source;
        }
        return column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
    }
}
