package dev.memsweep.spark;

import dev.memsweep.cli.PortableSweep;
import dev.memsweep.formula.InputException;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The virtual table of a sweep. */
final class SweepTable implements SupportsRead {
    private final SourceOptions options;
    private final Sweep sweep;
    private final List<Column> columns;

    private SweepTable(SourceOptions options, Sweep sweep, List<Column> columns) {
        this.options = options;
        this.sweep = sweep;
        this.columns = columns;
    }

    /**
     * The table that the options mean.
     *
     * @throws IllegalArgumentException with everything that is wrong with the spec
     */
    static SweepTable of(SourceOptions options) {
        try {
            Sweep sweep = bind(options, List.of());
            Plan plan = PlanCompiler.compile(sweep);
            return new SweepTable(options, sweep, plan.columns());
        } catch (InputException e) {
            String problems = e.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
            throw new IllegalArgumentException("memsweep: " + problems, e);
        }
    }

    /** The sweep with more conditions. */
    Sweep with(List<String> conditions) {
        return bind(options, conditions);
    }

    private static Sweep bind(SourceOptions options, List<String> conditions) {
        byte[] yaml = options.yaml().getBytes(StandardCharsets.UTF_8);
        return PortableSweep.bind(options.name(), yaml, conditions, note -> {});
    }

    Sweep sweep() {
        return sweep;
    }

    /** The columns of the whole table. */
    List<Column> sweepColumns() {
        return columns;
    }

    SourceOptions options() {
        return options;
    }

    @Override
    public String name() {
        return "memsweep " + (sweep.name().isEmpty() ? options.name() : sweep.name());
    }

    @Override
    public org.apache.spark.sql.connector.catalog.Column[] columns() {
        return SparkTypes.catalogColumns(columns);
    }

    /** Spark 3 does not derive it from the columns. */
    @Override
    @SuppressWarnings("deprecation")
    public StructType schema() {
        return SparkTypes.schema(columns);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ignored) {
        return new SweepScanBuilder(this);
    }
}
