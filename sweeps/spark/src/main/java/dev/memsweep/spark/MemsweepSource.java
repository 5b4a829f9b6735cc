package dev.memsweep.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * The data source {@code memsweep}: the rows of a sweep as a table that is computed when it is read.
 *
 * <pre>{@code
 * spark.read().format("memsweep").option("spec", "hdfs://host/grid.yaml").load()
 * }</pre>
 *
 * <p>Options: {@code spec}, the path or the text of a sweep spec; {@code partitions}, about how many tasks read it.
 */
public final class MemsweepSource implements TableProvider, DataSourceRegister {
    private @Nullable SweepTable table;

    @Override
    public String shortName() {
        return "memsweep";
    }

    /**
     * The columns of the sweep.
     *
     * @throws IllegalArgumentException with everything that is wrong with the options or the spec
     */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        SweepTable bound = SweepTable.of(SourceOptions.of(options.asCaseSensitiveMap()));
        table = bound;
        return SparkTypes.schema(bound.sweepColumns());
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return table != null ? table : SweepTable.of(SourceOptions.of(properties));
    }
}
