package dev.memsweep.spark;

import dev.memsweep.spec.Sweep;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportOrdering;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A query's way through a sweep. */
final class SweepScan implements Scan, Batch, SupportsReportStatistics, SupportsReportOrdering {
    private final String name;
    private final StructType schema;
    private final List<String> conditions;
    private final ScanPlan plan;
    private @Nullable Statistics statistics;

    SweepScan(String name, StructType schema, List<String> conditions, ScanPlan plan) {
        this.name = name;
        this.schema = schema;
        this.conditions = conditions;
        this.plan = plan;
    }

    @Override
    public StructType readSchema() {
        return schema;
    }

    @Override
    public String description() {
        StringBuilder text = new StringBuilder(name).append(" [columns: ");
        text.append(String.join(", ", schema.fieldNames()));
        text.append("], PushedFilters: [").append(String.join(", ", conditions)).append(']');
        Sweep arranged = plan.arranged();
        text.append(", grid: ").append(arranged == null ? 0 : arranged.grid().rows());
        ScanQuestion question = plan.question();
        if (question != null) {
            text.append(", ").append(question.description());
        }
        if (plan.limit() < Long.MAX_VALUE) {
            text.append(", PushedLimit: ").append(plan.limit());
        }
        return text.toString();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return plan.question() == null ? ColumnarSupportMode.SUPPORTED : ColumnarSupportMode.UNSUPPORTED;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        ScanQuestion question = plan.question();
        if (plan.arranged() == null
                && question != null
                && !question.answerOfNothing().isEmpty()) {
            return new InputPartition[] {new NoPoints()};
        }
        return plan.slices().toArray(InputPartition[]::new);
    }

    /** Stands for a grid without points, of which something can still be said. */
    record NoPoints() implements InputPartition {}

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new SweepReaderFactory(plan.portable(), plan.columns(), plan.question(), plan.limit());
    }

    @Override
    public SortOrder[] outputOrdering() {
        Sweep arranged = plan.arranged();
        return arranged == null || plan.question() != null
                ? new SortOrder[0]
                : AxisOrder.of(arranged, List.of(schema.fieldNames())).toArray(SortOrder[]::new);
    }

    @Override
    public Statistics estimateStatistics() {
        Statistics known = statistics;
        if (known == null) {
            OptionalLong rows = plan.rows();
            int rowBytes = Stream.of(schema.fields())
                    .mapToInt(field -> field.dataType().defaultSize())
                    .sum();
            known = new RowStatistics(rows, Math.max(1, rowBytes));
            statistics = known;
        }
        return known;
    }

    private record RowStatistics(OptionalLong numRows, int rowBytes) implements Statistics {
        @Override
        public OptionalLong sizeInBytes() {
            long rows = numRows.orElse(0);
            return OptionalLong.of(rows > Long.MAX_VALUE / rowBytes ? Long.MAX_VALUE : rows * rowBytes);
        }
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return new CustomMetric[] {new TileMetrics.Evaluated(), new TileMetrics.Pruned()};
    }
}
