package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.column.statistics.BooleanStatistics;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * An output column as the file knows it; immutable, shared by all row groups.
 *
 * <p>Encoders keep a value as 64 bits: a whole number, a label's code, the bits of a real, 0 or 1 for a flag. The
 * <em>rank</em> of a value is a number that orders as the file format orders the values, so that one pair of longs
 * holds the range of a page of any type.
 */
final class StoredColumn {
    private final Column column;
    private final PrimitiveType type;
    private final byte[][] labels;
    private final int[] rankByCode;
    private final int[] codeByRank;

    /** The column at {@code position} of the schema, counted from 0. */
    StoredColumn(Column column, int position) {
        this.column = column;
        this.type = primitiveType(column, position + 1);
        List<String> texts = column.dictionary();
        this.labels = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.codeByRank = IntStream.range(0, labels.length)
                .boxed()
                .sorted(Comparator.comparing((Integer code) -> labels[code], Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        this.rankByCode = new int[labels.length];
        for (int rank = 0; rank < codeByRank.length; rank++) {
            rankByCode[codeByRank[rank]] = rank;
        }
    }

    /** Columns in the order of the schema. */
    static List<StoredColumn> of(List<Column> columns) {
        List<StoredColumn> stored = new ArrayList<>();
        for (Column column : columns) {
            stored.add(new StoredColumn(column, stored.size()));
        }
        return stored;
    }

    Column column() {
        return column;
    }

    PrimitiveType type() {
        return type;
    }

    /** The value of a lane of the tile as 64 bits; lane 0 for scalar shapes. */
    long value(Tile tile, int position, int lane) {
        return switch (column.type()) {
            case INT32, INT64, LABEL -> tile.longs(position)[lane];
            case REAL -> Double.doubleToRawLongBits(tile.reals(position)[lane]);
            case FLAG -> tile.flags(position)[lane] ? 1 : 0;
        };
    }

    /** The rank of a value given as 64 bits. */
    long rank(long value) {
        return switch (column.type()) {
            case INT32, INT64, FLAG -> value;
            case REAL -> flipNegative(value);
            case LABEL -> rankByCode[(int) value];
        };
    }

    boolean isLabel() {
        return column.type() == ColumnType.LABEL;
    }

    /** UTF-8 bytes of a label; 0 for the other types. */
    int labelBytes(long value) {
        return column.dictionary().isEmpty() ? 0 : labels[(int) value].length;
    }

    /** Appends one value in PLAIN encoding; flags have none of their own. */
    void putPlain(long value, ByteBuilder out) {
        switch (column.type()) {
            case INT32 -> out.putInt(Math.toIntExact(value));
            case INT64, REAL -> out.putLong(value);
            case LABEL -> {
                byte[] label = labels[(int) value];
                out.putInt(label.length);
                out.putBytes(label, 0, label.length);
            }
            case FLAG -> throw new IllegalArgumentException("flags are packed, not put one by one");
        }
    }

    /**
     * The statistics of a page.
     *
     * @throws IllegalStateException when a real is not finite or a whole number does not fit the type, which the plan
     *     must have excluded
     */
    Statistics<?> statistics(PageRange range) {
        long low = range.lowRank();
        long high = range.highRank();
        Statistics<?> statistics = Statistics.createStats(type);
        switch (column.type()) {
            case INT32 -> ((IntStatistics) statistics).setMinMax(int32(low), int32(high));
            case INT64 -> ((LongStatistics) statistics).setMinMax(low, high);
            case REAL -> ((DoubleStatistics) statistics).setMinMax(lowReal(low), highReal(high));
            case LABEL -> {
                statistics.updateStats(label(low));
                statistics.updateStats(label(high));
            }
            case FLAG -> ((BooleanStatistics) statistics).setMinMax(low != 0, high != 0);
        }
        return statistics;
    }

    /** The size statistics of a page; null when the type has none. */
    @Nullable
    SizeStatistics sizes(PageRange range) {
        return column.dictionary().isEmpty()
                ? null
                : new SizeStatistics(type, range.labelBytes(), List.of(), List.of());
    }

    private int int32(long value) {
        if ((int) value != value) {
            throw new IllegalStateException("column " + column.name() + ": " + value + " does not fit 32 bits");
        }
        return (int) value;
    }

    /** The format asks for -0.0 as the lower and 0.0 as the upper bound of zeros. */
    private double lowReal(long rank) {
        double low = finite(rank);
        return low == 0 ? -0.0 : low;
    }

    private double highReal(long rank) {
        double high = finite(rank);
        return high == 0 ? 0.0 : high;
    }

    private double finite(long rank) {
        double value = Double.longBitsToDouble(flipNegative(rank));
        if (!Double.isFinite(value)) {
            throw new IllegalStateException("column " + column.name() + ": " + value + " cannot be stored");
        }
        return value;
    }

    private Binary label(long rank) {
        return Binary.fromConstantByteArray(labels[codeByRank[(int) rank]]);
    }

    /** Maps the bits of doubles to longs of the same order, -0.0 below 0.0 and NaN at the ends; its own inverse. */
    static long flipNegative(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static PrimitiveType primitiveType(Column column, int fieldId) {
        return switch (column.type()) {
            case INT32 -> Types.required(PrimitiveTypeName.INT32).id(fieldId).named(column.name());
            case INT64 -> Types.required(PrimitiveTypeName.INT64).id(fieldId).named(column.name());
            case REAL -> Types.required(PrimitiveTypeName.DOUBLE).id(fieldId).named(column.name());
            case FLAG -> Types.required(PrimitiveTypeName.BOOLEAN).id(fieldId).named(column.name());
            case LABEL ->
                Types.required(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .id(fieldId)
                        .named(column.name());
        };
    }
}
