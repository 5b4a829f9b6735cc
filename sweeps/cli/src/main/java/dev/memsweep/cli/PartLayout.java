package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Problem;
import dev.memsweep.grid.Axis;
import dev.memsweep.parquet.HivePath;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepPartition;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the rows of a sweep are divided among files.
 *
 * @param partitionBy parameters whose values name directories, outermost first
 * @param fileRows rows of a file at most, but for a row group of more
 * @param output what was written of it
 */
record PartLayout(List<String> partitionBy, long fileRows, OutputSpec output) {
    /** A reader opens files of this length in parallel; the grids that fill one take a second or more. */
    static final long DEFAULT_FILE_ROWS = 100_000_000;

    private static final BigInteger MOST_PARTITIONS = BigInteger.valueOf(10_000);
    private static final BigInteger MOST_FILES = BigInteger.valueOf(100_000);

    /** Copies the names. */
    PartLayout {
        partitionBy = List.copyOf(partitionBy);
    }

    /** Whether a directory of part files is asked for, whatever its name. */
    static boolean isAsked(OutputSpec output) {
        return !output.partitionBy().isEmpty() || output.fileRows().isPresent();
    }

    /** What is wrong with the output even before the axes of the sweep are known. */
    static List<Problem> problems(OutputSpec output) {
        List<Problem> problems = new ArrayList<>();
        output.fileRows()
                .filter(item -> !item.text().matches("[1-9][0-9]{0,12}"))
                .ifPresent(item -> problems.add(Problem.at(
                        item.location(),
                        "'file_rows': must be a whole number of rows from 1 to 9999999999999, as in "
                                + DEFAULT_FILE_ROWS + ", found '" + item.text() + "'")));
        output.path().ifPresent(path -> {
            if (path.text().isEmpty()) {
                problems.add(Problem.at(path.location(), "the name of the file is empty"));
            } else if (path.text().endsWith(".parquet") && isAsked(output)) {
                problems.add(Problem.at(
                        path.location(),
                        "'" + path.text() + "' names a file, but " + why(output) + " makes a directory; write '"
                                + path.text() + "/', or leave that out"));
            }
        });
        return problems;
    }

    /** What makes a directory of the output, and where that is written. */
    private static String why(OutputSpec output) {
        Item item = output.fileRows().orElseGet(() -> output.partitionBy().get(0));
        String key = output.fileRows().isPresent() ? "file_rows" : "partition_by";
        Location location = item.location();
        return location.line() > 0 ? "'" + key + "' (" + location + ")" : location.toString();
    }

    /** The layout of an output without {@link #problems}. */
    static PartLayout of(OutputSpec output) {
        return new PartLayout(
                output.partitionBy().stream().map(Item::text).toList(),
                output.fileRows().map(item -> Long.parseLong(item.text())).orElse(DEFAULT_FILE_ROWS),
                output);
    }

    /** What is wrong with the names of axes for a sweep. */
    static List<Problem> nameProblems(OutputSpec output, Sweep sweep) {
        List<String> axes = new ArrayList<>();
        for (Axis axis : sweep.grid().axes()) {
            axis.columns().forEach(column -> axes.add(column.parameter()));
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Item item : output.partitionBy()) {
            String name = item.text();
            if (!axes.contains(name)) {
                String hint = axes.isEmpty() ? "; this sweep has no axis" : NearestName.hint(name, axes);
                problems.add(problem(item, "'" + name + "' is not on an axis of this sweep" + hint));
            } else if (!seen.add(name)) {
                problems.add(problem(item, "'" + name + "' is given twice"));
            }
        }
        if (problems.isEmpty() && seen.containsAll(sweep.columns())) {
            problems.add(problem(
                    output.partitionBy().get(0),
                    "leaves the files without a column; the columns are " + String.join(", ", sweep.columns())));
        }
        return problems;
    }

    private static Problem problem(Item item, String message) {
        return Problem.at(item.location(), "'partition_by': " + message);
    }

    /**
     * Checks how many parts a sweep makes, and that they can be named.
     *
     * @throws InputException when a value cannot name a directory
     * @throws Failure when there would be too many directories or files
     */
    void check(Sweep sweep) {
        BigInteger directories = SweepPartition.count(sweep, partitionBy);
        if (directories.compareTo(MOST_PARTITIONS) > 0) {
            throw new Failure(
                    ExitCode.LIMIT,
                    String.format(
                            Locale.ROOT,
                            "%s: %s makes %,d directories; the limit is %,d; name fewer or shorter axes",
                            output.partitionBy().get(0).location(),
                            String.join(",", partitionBy),
                            directories,
                            MOST_PARTITIONS));
        }
        BigInteger files = sweep.grid().exactRows().divide(BigInteger.valueOf(fileRows));
        Optional<Location> asked = output.fileRows().map(Item::location);
        if (asked.isPresent() && files.compareTo(MOST_FILES) > 0) {
            throw new Failure(
                    ExitCode.LIMIT,
                    String.format(
                            Locale.ROOT,
                            "%s: %,d rows a file make %,d files; the limit is %,d; give more rows a file",
                            asked.get(),
                            fileRows,
                            files,
                            MOST_FILES));
        }
        for (SweepPartition partition : SweepPartition.of(sweep, partitionBy)) {
            try {
                HivePath.of(partition.values());
            } catch (IllegalArgumentException e) {
                throw new InputException(List.of(problem(output.partitionBy().get(0), String.valueOf(e.getMessage()))));
            }
        }
    }
}
