package dev.memsweep.grid;

import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import java.util.List;

/**
 * One dimension of a grid: a small table with a column for each parameter that moves along it.
 *
 * @param name its name; that of its parameter unless several are linked
 * @param columns at least one, all of the same length
 */
public record Axis(String name, List<Values> columns) {

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
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("axis " + name + " has no column");
        }
        int size = columns.get(0).values().size();
        if (size == 0 || columns.stream().anyMatch(c -> c.values().size() != size)) {
            throw new IllegalArgumentException("the columns of axis " + name + " must have one length above 0");
        }
    }

    /** An axis of a single parameter, named after it. */
    public static Axis of(String parameter, Type type, List<Value> values) {
        return new Axis(parameter, List.of(new Values(parameter, type, values)));
    }

    /** Positions along the axis. */
    public int size() {
        return columns.get(0).values().size();
    }
}
