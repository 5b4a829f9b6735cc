package dev.memsweep.spark;

import dev.memsweep.formula.Value;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Columns and values as Spark knows them; the same types and comments as in the files. */
final class SparkTypes {
    private SparkTypes() {}

    static DataType of(ColumnType type) {
        return switch (type) {
            case INT32 -> DataTypes.IntegerType;
            case INT64 -> DataTypes.LongType;
            case REAL -> DataTypes.DoubleType;
            case FLAG -> DataTypes.BooleanType;
            case LABEL -> DataTypes.StringType;
        };
    }

    static StructType schema(List<Column> columns) {
        return new StructType(columns.stream().map(SparkTypes::field).toArray(StructField[]::new));
    }

    static org.apache.spark.sql.connector.catalog.Column[] catalogColumns(List<Column> columns) {
        return columns.stream()
                .map(SparkTypes::field)
                .map(field -> org.apache.spark.sql.connector.catalog.Column.create(
                        field.name(),
                        field.dataType(),
                        field.nullable(),
                        field.getComment().getOrElse(() -> ""),
                        field.metadata().json()))
                .toArray(org.apache.spark.sql.connector.catalog.Column[]::new);
    }

    private static StructField field(Column column) {
        MetadataBuilder metadata = new MetadataBuilder();
        String unit = column.unit().isEmpty() ? "" : " [" + column.unit() + "]";
        String comment = (column.description() + unit).strip();
        if (!comment.isEmpty()) {
            metadata.putString("comment", comment);
        }
        if (!column.unit().isEmpty()) {
            metadata.putString("unit", column.unit());
        }
        return new StructField(column.name(), of(column.type()), false, metadata.build());
    }

    /** A value of a column in the form in which rows hold it. */
    static Object internal(Value value, ColumnType type) {
        if (value instanceof Value.Int whole) {
            return whole(whole.value(), type);
        }
        if (value instanceof Value.Real real) {
            return real.value();
        }
        if (value instanceof Value.Bool flag) {
            return flag.value();
        }
        return UTF8String.fromString(value.toString());
    }

    /** A number or flag of a column, given as a Long, Double or Boolean, in the form in which rows hold it. */
    static Object internal(Object value, ColumnType type) {
        return value instanceof Long whole ? whole(whole, type) : value;
    }

    private static Object whole(long value, ColumnType type) {
        if (type == ColumnType.INT32) {
            return (int) value;
        }
        return type == ColumnType.REAL ? (Object) (double) value : (Object) value;
    }
}
