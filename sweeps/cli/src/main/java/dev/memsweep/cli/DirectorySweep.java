package dev.memsweep.cli;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.DatasetTarget;
import dev.memsweep.parquet.HivePath;
import dev.memsweep.parquet.Manifest;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.PartSink;
import dev.memsweep.parquet.UnknownSchemeException;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.query.Joins;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepPartition;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a sweep to a directory of Parquet files, one partition after the other and one file at a time, and leaves nothing
 * when it does not come to its end.
 */
final class DirectorySweep {
    private static final int SHORT_HASH = 8;

    private final Sweep sweep;
    private final PartLayout layout;
    private final String location;
    private final boolean overwrite;
    private final int threads;
    private final ParquetOptions options;
    private final Console console;
    private final String specHash;

    DirectorySweep(
            Sweep sweep,
            PartLayout layout,
            String location,
            boolean overwrite,
            int threads,
            ParquetOptions options,
            Console console) {
        this.sweep = sweep;
        this.layout = layout;
        this.location = location;
        this.overwrite = overwrite;
        this.threads = threads;
        this.options = options.withRowGroupRows((int) Math.min(options.rowGroupRows(), layout.fileRows()));
        this.console = console;
        this.specHash = FileMetadata.sha256(sweep.canonical());
    }

    void run() throws IOException {
        SweepReport report = new SweepReport(sweep, threads, console);
        List<SweepPartition> partitions = SweepPartition.of(sweep, layout.partitionBy());
        ProgressLine progress = new ProgressLine(sweep.grid().rows(), console);
        DatasetTarget target = target();
        try (Interruption interruption = new Interruption(target::abort, progress, console);
                target) {
            try {
                target.open();
                long before = 0;
                for (SweepPartition partition : partitions) {
                    write(partition, target, before, progress, interruption);
                    before += partition.sweep().grid().rows();
                }
                if (target.partCount() == 0) {
                    writeEmpty(partitions.get(0), target);
                }
                interruption.throwIfRequested();
                target.publish(facts(), partitionColumns());
                interruption.finished();
            } finally {
                progress.clear();
            }
            int files = target.partCount();
            report.print(
                    "directory",
                    target.rowsWritten(),
                    Numbers.bytes(target.bytesWritten()) + " in " + Numbers.grouped(files)
                            + (files == 1 ? " file" : " files"),
                    location + "/",
                    duckDb());
        }
    }

    private DatasetTarget target() throws IOException {
        try {
            return DatasetTarget.at(location, overwrite);
        } catch (UnknownSchemeException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private void write(
            SweepPartition partition,
            DatasetTarget target,
            long before,
            ProgressLine progress,
            Interruption interruption)
            throws IOException {
        interruption.throwIfRequested();
        Sweep joined = Joins.joinSparse(partition.sweep());
        Plan plan = PlanCompiler.compile(joined);
        double rowsOfJoined =
                (double) partition.sweep().grid().rows() / joined.grid().rows();
        try (PartSink sink = open(partition, target, plan)) {
            new Evaluator(plan, threads).run(sink, done -> {
                interruption.throwIfRequested();
                progress.update(before + (long) (done * rowsOfJoined));
            });
            sink.finish();
        } catch (PointFaultException e) {
            if (partition.values().isEmpty()) {
                throw e;
            }
            // Its row number counts from the start of the partition.
            throw new Failure(
                    ExitCode.USAGE, e.getMessage() + " of the partition " + HivePath.of(partition.values()), e);
        }
    }

    /** A file without rows, so that readers find the columns and their types. */
    private void writeEmpty(SweepPartition partition, DatasetTarget target) throws IOException {
        try (PartSink sink = open(partition, target, PlanCompiler.compile(partition.sweep()))) {
            sink.startFile();
            sink.finish();
        }
    }

    private PartSink open(SweepPartition partition, DatasetTarget target, Plan plan) throws IOException {
        PartSink.Parts parts = new PartSink.Parts(
                HivePath.of(partition.values()), specHash.substring(0, SHORT_HASH), layout.fileRows());
        return PartSink.open(target, parts, plan, options, (path, firstRow, rows) -> {
            Map<String, String> metadata = new HashMap<>(FileMetadata.of(plan, rows));
            metadata.put(FileMetadata.PART, path);
            metadata.put(FileMetadata.FIRST_ROW, Long.toString(firstRow));
            return metadata;
        });
    }

    private Map<String, String> facts() {
        return Map.of(
                FileMetadata.MANIFEST_ENGINE, FileMetadata.engineVersion(),
                FileMetadata.MANIFEST_SPEC, specHash,
                FileMetadata.MANIFEST_FORMULAS, sweep.formulas().textHash());
    }

    private List<Manifest.PartitionColumn> partitionColumns() {
        if (layout.partitionBy().isEmpty()) {
            return List.of();
        }
        Sweep alone = sweep.withConditions(List.of()).withColumns(layout.partitionBy());
        return PlanCompiler.compile(alone).columns().stream()
                .map(DirectorySweep::partitionColumn)
                .toList();
    }

    private static Manifest.PartitionColumn partitionColumn(Column column) {
        return new Manifest.PartitionColumn(
                column.name(), column.type().name().toLowerCase(Locale.ROOT), column.unit(), column.description());
    }

    private String duckDb() {
        return layout.partitionBy().isEmpty()
                ? SweepReport.sqlText(location + "/*.parquet")
                : "read_parquet(" + SweepReport.sqlText(location + "/**/*.parquet") + ", hive_partitioning = true)";
    }
}
