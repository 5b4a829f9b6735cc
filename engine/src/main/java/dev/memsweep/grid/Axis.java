package dev.memsweep.grid;

import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.LongList;
import it.unimi.dsi.fastutil.longs.LongLists;
import java.util.ArrayList;
import java.util.List;

/**
 * One dimension of a grid: a small table with a column for each parameter that moves along it.
 *
 * @param name its name; that of its parameter unless several are linked
 * @param columns at least one, all of the same length
 * @param places where its positions are among the {@code span} of the axes that it was joined from; empty when it is as
 *     it was written
 * @param span positions of the axes that it was joined from together; its own size when it is as it was written
 */
public record Axis(String name, List<Values> columns, LongList places, long span) {

    /**
     * The values that one parameter takes along an axis.
     *
     * @param parameter the parameter's name
     * @param type the parameter's type
     * @param values its value at each position
     */
    public record Values(String parameter, Type type, List<Value> values) {
        /** Copies the values, unless they are a {@link WholeRange}. */
        public Values {
            values = values instanceof WholeRange ? values : List.copyOf(values);
        }
    }

    /** Checks that the columns have one length. */
    public Axis {
        columns = List.copyOf(columns);
        places = LongLists.unmodifiable(places);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("axis " + name + " has no column");
        }
        int size = columns.get(0).values().size();
        if (size == 0 || columns.stream().anyMatch(c -> c.values().size() != size)) {
            throw new IllegalArgumentException("the columns of axis " + name + " must have one length above 0");
        }
    }

    /** An axis as it was written. */
    public Axis(String name, List<Values> columns) {
        this(
                name,
                columns,
                LongLists.emptyList(),
                columns.isEmpty() ? 0 : columns.get(0).values().size());
    }

    /** An axis of a single parameter, named after it. */
    public static Axis of(String parameter, Type type, List<Value> values) {
        return new Axis(parameter, List.of(new Values(parameter, type, values)));
    }

    /** The axis of some of its positions, in the given order. */
    public Axis at(IntList positions) {
        List<Values> some = new ArrayList<>();
        for (Values column : columns) {
            some.add(new Values(column.parameter(), column.type(), valuesAt(column.values(), positions)));
        }
        return new Axis(name, some);
    }

    private static List<Value> valuesAt(List<Value> values, IntList positions) {
        if (values instanceof WholeRange range && WholeRange.isEvenlySpaced(positions)) {
            return range.at(positions);
        }
        List<Value> some = new ArrayList<>();
        positions.forEach(position -> some.add(values.get(position)));
        return some;
    }

    /** Positions along the axis. */
    public int size() {
        return columns.get(0).values().size();
    }

    /** Where a position is among the {@link #span}. */
    long place(int position) {
        return places.isEmpty() ? position : places.getLong(position);
    }
}
