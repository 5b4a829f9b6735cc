package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Problem;
import dev.memsweep.grid.Axis;
import dev.memsweep.parquet.HivePath;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepPartition;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the rows of a sweep are divided among files.
 *
 * @param partitionBy parameters whose values name directories, outermost first
 * @param fileRows rows of a file at most, but for a row group of more
 */
record PartLayout(List<String> partitionBy, long fileRows) {
    static final String PARTITION_BY = "--partition-by";
    static final String FILE_ROWS = "--file-rows";

    /** A reader opens files of this length in parallel; the grids that fill one take a second or more. */
    static final long DEFAULT_FILE_ROWS = 100_000_000;

    private static final BigInteger MOST_PARTITIONS = BigInteger.valueOf(10_000);
    private static final BigInteger MOST_FILES = BigInteger.valueOf(100_000);

    /** Copies the names. */
    PartLayout {
        partitionBy = List.copyOf(partitionBy);
    }

    /** Whether the flags ask for a directory of part files. */
    static boolean isAsked(Flags flags) {
        return flags.value(PARTITION_BY).isPresent() || flags.value(FILE_ROWS).isPresent();
    }

    static PartLayout of(Flags flags) {
        List<String> names = flags.value(PARTITION_BY)
                .map(list ->
                        Arrays.stream(list.split(",", -1)).map(String::strip).toList())
                .orElse(List.of());
        return new PartLayout(
                names, flags.value(FILE_ROWS).map(PartLayout::fileRows).orElse(DEFAULT_FILE_ROWS));
    }

    private static long fileRows(String written) {
        if (!written.matches("[1-9][0-9]{0,12}")) {
            throw new InputException(
                    Location.of(FILE_ROWS),
                    "must be a whole number of rows from 1 to 9999999999999, as in " + DEFAULT_FILE_ROWS + ", found '"
                            + written + "'");
        }
        return Long.parseLong(written);
    }

    /**
     * Checks that a sweep can be divided so.
     *
     * @throws InputException when it cannot be divided by those parameters
     * @throws Failure when there would be too many directories or files
     */
    void check(Sweep sweep) {
        checkNames(sweep);
        BigInteger directories = SweepPartition.count(sweep, partitionBy);
        if (directories.compareTo(MOST_PARTITIONS) > 0) {
            throw new Failure(
                    ExitCode.LIMIT,
                    String.format(
                            Locale.ROOT,
                            "%s: %s makes %,d directories; the limit is %,d; name fewer or shorter axes",
                            PARTITION_BY,
                            String.join(",", partitionBy),
                            directories,
                            MOST_PARTITIONS));
        }
        BigInteger files = sweep.grid().exactRows().divide(BigInteger.valueOf(fileRows));
        if (files.compareTo(MOST_FILES) > 0) {
            throw new Failure(
                    ExitCode.LIMIT,
                    String.format(
                            Locale.ROOT,
                            "%s: %,d rows a file make %,d files; the limit is %,d; give more rows a file",
                            FILE_ROWS,
                            fileRows,
                            files,
                            MOST_FILES));
        }
        for (SweepPartition partition : SweepPartition.of(sweep, partitionBy)) {
            try {
                HivePath.of(partition.values());
            } catch (IllegalArgumentException e) {
                throw new InputException(Location.of(PARTITION_BY), String.valueOf(e.getMessage()));
            }
        }
    }

    private void checkNames(Sweep sweep) {
        List<String> axes = new ArrayList<>();
        for (Axis axis : sweep.grid().axes()) {
            axis.columns().forEach(column -> axes.add(column.parameter()));
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String name : partitionBy) {
            if (!axes.contains(name)) {
                String hint = axes.isEmpty() ? "; this sweep has no axis" : NearestName.hint(name, axes);
                problems.add(problem("'" + name + "' is not on an axis of this sweep" + hint));
            } else if (!seen.add(name)) {
                problems.add(problem("'" + name + "' is given twice"));
            }
        }
        if (problems.isEmpty() && seen.containsAll(sweep.columns())) {
            problems.add(problem(
                    "leaves the files without a column; the columns are " + String.join(", ", sweep.columns())));
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
    }

    private static Problem problem(String message) {
        return Problem.at(Location.of(PARTITION_BY), message);
    }
}
