package dev.memsweep.parquet;

/**
 * Something that is wrong with a file.
 *
 * @param place the file, and where in it
 * @param message what is wrong there
 */
public record Finding(String place, String message) {
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
