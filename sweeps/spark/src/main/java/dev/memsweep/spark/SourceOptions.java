package dev.memsweep.spark;

import dev.memsweep.formula.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The options of the data source.
 *
 * @param name of the spec in messages: its path, or {@code spec}
 * @param yaml the text of the spec
 * @param partitions about how many tasks read it, if that was said
 */
record SourceOptions(String name, String yaml, Optional<Integer> partitions) {
    private static final String SPEC = "spec";
    private static final String PARTITIONS = "partitions";
    private static final int MOST_BYTES = 8 << 20;

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException when one is missing, unknown or wrong
     */
    static SourceOptions of(Map<String, String> options) {
        String spec = "";
        Optional<Integer> partitions = Optional.empty();
        for (Map.Entry<String, String> option : options.entrySet()) {
            switch (option.getKey().toLowerCase(Locale.ROOT)) {
                case SPEC -> spec = option.getValue();
                case PARTITIONS -> partitions = Optional.of(partitions(option.getValue()));
                case "path" ->
                    throw new IllegalArgumentException(
                            "memsweep: load() takes no path; name the spec in option 'spec'");
                default ->
                    throw new IllegalArgumentException("memsweep: unknown option '" + option.getKey() + "'"
                            + NearestName.hint(option.getKey(), List.of(SPEC, PARTITIONS)));
            }
        }
        if (spec.isBlank()) {
            throw new IllegalArgumentException(
                    "memsweep: option 'spec' is missing: the path of a sweep spec, or its text");
        }
        boolean isText = spec.contains("\n") || spec.contains(": ");
        return isText ? new SourceOptions(SPEC, spec, partitions) : new SourceOptions(spec, read(spec), partitions);
    }

    private static int partitions(String written) {
        if (!written.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(
                    "memsweep: option 'partitions' must be a whole number from 1 to 999999, found '" + written + "'");
        }
        return Integer.parseInt(written);
    }

    /** The text at a path of the file system that Spark takes for its own, else of the one that the path names. */
    private static String read(String path) {
        Configuration configuration = SparkSession.active().sparkContext().hadoopConfiguration();
        Path file = new Path(path);
        try (InputStream stream = FileSystem.get(file.toUri(), configuration).open(file)) {
            return new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("memsweep: cannot read the spec " + path + ": " + e.getMessage(), e);
        }
    }
}
