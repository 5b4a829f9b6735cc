package dev.memsweep.formula;

/**
 * One thing that is wrong in what the user wrote.
 *
 * @param location where
 * @param message what is wrong and what would be right, one sentence without the location
 * @param excerpt the line with a caret below the place, or empty
 */
public record Problem(Location location, String message, String excerpt) {

    /** A problem without an excerpt. */
    public static Problem at(Location location, String message) {
        return new Problem(location, message, "");
    }

    @Override
    public String toString() {
        String text = location.source().isEmpty() ? message : location + ": " + message;
        return excerpt.isEmpty() ? text : text + "\n" + excerpt;
    }
}
