package dev.memsweep.cli;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.SelectedRowSink;
import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.HivePath;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.query.Joins;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepPartition;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of which sweep a file has, as its footer says.
 *
 * @param file the file
 * @param part its path in the directory that it is a part of, or empty for a file that has the whole sweep
 * @param whole the sweep that was run
 * @param partition what of it the file belongs to
 * @param first number of the file's first row in the partition
 * @param rows how many it has
 */
record FileRows(Stored file, String part, Sweep whole, SweepPartition partition, long first, long rows) {
    /**
     * The rows of a file.
     *
     * @throws Failure when memsweep did not write it, or when its footer contradicts itself
     */
    static FileRows of(Stored file) {
        ParquetMetadata footer = file.footer();
        Map<String, String> metadata = footer.getFileMetaData().getKeyValueMetaData();
        Sweep whole = FooterSweep.of(file.name(), metadata);
        String part = metadata.getOrDefault(FileMetadata.PART, "");
        SweepPartition partition = partition(file, part, whole);
        List<String> stored = footer.getFileMetaData().getSchema().getFields().stream()
                .map(Type::getName)
                .toList();
        if (!stored.equals(partition.sweep().columns())) {
            throw damaged(file, "its columns are not those of the spec in its footer", null);
        }
        long rows = footer.getBlocks().stream()
                .mapToLong(BlockMetaData::getRowCount)
                .sum();
        FileRows all = new FileRows(file, part, whole, partition, first(file, part, metadata), rows);
        all.checkCount();
        return all;
    }

    private static SweepPartition partition(Stored file, String part, Sweep whole) {
        Map<String, String> values = HivePath.values(part);
        String reason = "the sweep in its footer has no partition " + part.replaceFirst("/[^/]*$", "");
        try {
            return SweepPartition.of(whole, List.copyOf(values.keySet())).stream()
                    .filter(candidate -> candidate.values().equals(values))
                    .findFirst()
                    .orElseThrow(() -> damaged(file, reason, null));
        } catch (IllegalArgumentException e) {
            throw damaged(file, reason, e);
        }
    }

    private static long first(Stored file, String part, Map<String, String> metadata) {
        if (part.isEmpty()) {
            return 0;
        }
        @Nullable String first = metadata.get(FileMetadata.FIRST_ROW);
        if (first == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    file.name() + ": does not say where in the sweep its rows are; a sweep by this memsweep writes it");
        }
        if (!first.matches("[0-9]{1,18}")) {
            throw damaged(file, "its first row is " + first, null);
        }
        return Long.parseLong(first);
    }

    /** Without conditions, the grid says how many rows there are. */
    private void checkCount() {
        Sweep sweep = partition.sweep();
        if (!sweep.conditions().isEmpty()) {
            return;
        }
        int excess = BigInteger.valueOf(first)
                .add(BigInteger.valueOf(rows))
                .compareTo(sweep.grid().exactRows());
        if (excess > 0 || (part.isEmpty() && excess < 0)) {
            throw damaged(file, "it has " + Numbers.grouped(rows) + " rows, its grid another number", null);
        }
    }

    static Failure damaged(Stored file, String reason, @Nullable Exception cause) {
        String message = file.name() + ": is damaged: " + reason;
        return cause == null
                ? new Failure(ExitCode.VERIFICATION, message)
                : new Failure(ExitCode.VERIFICATION, message, cause);
    }

    /** The position on each axis of the partition of row {@code row} of the file. */
    int[] point(long row, Console console) throws IOException {
        Sweep sweep = partition.sweep();
        if (sweep.conditions().isEmpty()) {
            return sweep.grid().coordinates(first + row);
        }
        Sweep joined = Joins.join(sweep.withColumns(List.of()));
        Plan plan = PlanCompiler.compile(joined);
        SelectedRowSink sink = new SelectedRowSink(first + row);
        ProgressLine progress = new ProgressLine(joined.grid().rows(), console);
        try {
            new Evaluator(plan, Runtime.getRuntime().availableProcessors()).run(sink, progress::update);
        } finally {
            progress.clear();
        }
        String kept = (part.isEmpty() ? "" : "after " + Numbers.grouped(first) + " others ") + "it has "
                + Numbers.grouped(rows) + " rows, but its conditions keep " + Numbers.grouped(sink.seen());
        long found = sink.row().orElseThrow(() -> damaged(file, kept, null));
        return sweep.grid().coordinates(joined.grid().writtenRow(joined.grid().coordinates(found)));
    }
}
