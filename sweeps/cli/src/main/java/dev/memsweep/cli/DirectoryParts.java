package dev.memsweep.cli;

import dev.memsweep.eval.PointFaultException;
import dev.memsweep.parquet.DatasetTarget;
import dev.memsweep.parquet.HivePath;
import dev.memsweep.parquet.Manifest;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.PartFiles;
import dev.memsweep.parquet.PartSink;
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

/** The part files of a sweep: what they are called, what they hold and what their footers say, whoever writes them. */
public final class DirectoryParts {
    private static final int SHORT_HASH = 8;

    private final Sweep sweep;
    private final List<String> partitionBy;
    private final long fileRows;
    private final ParquetOptions options;
    private final List<SweepPartition> partitions;
    private final String specHash;

    /**
     * The parts of a sweep.
     *
     * @param partitionBy parameters whose values name directories, outermost first
     * @param fileRows rows of a file at most, but for a row group of more
     * @param options how each file is laid out
     */
    public DirectoryParts(Sweep sweep, List<String> partitionBy, long fileRows, ParquetOptions options) {
        this.sweep = sweep;
        this.partitionBy = List.copyOf(partitionBy);
        this.fileRows = fileRows;
        this.options = options.withRowGroupRows((int) Math.min(options.rowGroupRows(), fileRows));
        this.partitions = SweepPartition.of(sweep, partitionBy);
        this.specHash = FileMetadata.sha256(sweep.canonical());
    }

    /** The whole sweep. */
    public Sweep sweep() {
        return sweep;
    }

    /** Parameters whose values name directories, outermost first. */
    public List<String> partitionBy() {
        return partitionBy;
    }

    /** Rows of a file at most, but for a row group of more. */
    public long fileRows() {
        return fileRows;
    }

    /** How each file is laid out; a row group has no more rows than a file. */
    public ParquetOptions options() {
        return options;
    }

    /** The partitions in the order of their files; one that is all of the sweep when no parameter names directories. */
    public List<SweepPartition> partitions() {
        return partitions;
    }

    /** The rows of a partition as they are evaluated: axes of which conditions keep few tuples are joined. */
    public static Sweep rows(SweepPartition partition) {
        return Joins.joinSparse(partition.sweep());
    }

    /**
     * Starts files of a partition.
     *
     * @param plan that of the partition's {@link #rows}
     * @param first number of the first file
     * @param rowsBefore rows of the partition in the files before it
     */
    public PartSink open(SweepPartition partition, PartFiles target, Plan plan, int first, long rowsBefore)
            throws IOException {
        PartSink.Parts parts =
                new PartSink.Parts(HivePath.of(partition.values()), specHash.substring(0, SHORT_HASH), fileRows);
        return PartSink.open(target, parts.from(first, rowsBefore), plan, options, (path, firstRow, rows) -> {
            Map<String, String> metadata = new HashMap<>(FileMetadata.of(plan, rows));
            metadata.put(FileMetadata.PART, path);
            metadata.put(FileMetadata.FIRST_ROW, Long.toString(firstRow));
            return metadata;
        });
    }

    /** Writes a file without rows, so that readers find the columns and their types. */
    void writeEmpty(DatasetTarget target) throws IOException {
        SweepPartition partition = partitions.get(0);
        try (PartSink sink = open(partition, target, PlanCompiler.compile(rows(partition)), 0, 0)) {
            sink.startFile();
            sink.finish();
        }
    }

    /** The fault of a row of a partition, whose number counts from the start of the partition. */
    public static PointFaultException faultOf(SweepPartition partition, PointFaultException fault) {
        return partition.values().isEmpty()
                ? fault
                : new PointFaultException(fault.getMessage() + " of the partition " + HivePath.of(partition.values()));
    }

    /** What the manifest says of the origin of the rows. */
    Map<String, String> facts() {
        return Map.of(
                FileMetadata.MANIFEST_ENGINE,
                ParquetOptions.ENGINE_VERSION,
                FileMetadata.MANIFEST_SPEC,
                specHash,
                FileMetadata.MANIFEST_FORMULAS,
                sweep.formulas().textHash());
    }

    /** The columns that stand in the names of directories. */
    List<Manifest.PartitionColumn> partitionColumns() {
        if (partitionBy.isEmpty()) {
            return List.of();
        }
        Sweep alone = sweep.withConditions(List.of()).withColumns(partitionBy);
        return PlanCompiler.compile(alone).columns().stream()
                .map(DirectoryParts::partitionColumn)
                .toList();
    }

    private static Manifest.PartitionColumn partitionColumn(Column column) {
        return new Manifest.PartitionColumn(
                column.name(), column.type().name().toLowerCase(Locale.ROOT), column.unit(), column.description());
    }
}
