package dev.memsweep.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the plan's expression graph; equal nodes are one object.
 *
 * @param id its number, greater than those of its operands; also its slot in a worker's arrays
 * @param operation what it computes
 * @param kind what it computes it as
 * @param operands its operands
 * @param payload the {@link Constant} of a constant, the {@link AxisColumn} of a load, else null
 * @param axes dependency set: bit i is set when its value depends on axis i
 * @param bounds what is known of its values over the whole grid
 * @param checked whether its operation may have no value at some point: overflow, division by zero, a result that is not
 *     finite
 * @param certain whether its value exists at every point: neither it nor what it is computed from is checked
 */
record Node(
        int id,
        Operation operation,
        Kind kind,
        List<Node> operands,
        @Nullable Object payload,
        long axes,
        Bounds bounds,
        boolean checked,
        boolean certain) {

    /** The arrays that hold the values of a node. */
    enum Kind {
        LONG,
        REAL,
        FLAG
    }

    /** A value known at compile time; only the field of the node's kind counts. */
    record Constant(long whole, double real, boolean flag) {}

    boolean isConstant() {
        return operation == Operation.CONSTANT;
    }

    /** Whether this is the constant {@code value}. */
    boolean isConstant(long value) {
        return isConstant() && kind == Kind.LONG && constant().whole() == value;
    }

    /** Whether this is the constant {@code value}; 0.0 and -0.0 differ. */
    boolean isConstant(double value) {
        return isConstant() && kind == Kind.REAL && Double.compare(constant().real(), value) == 0;
    }

    /** Whether it is a real that may be -0.0. */
    boolean mayBeNegativeZero() {
        return kind == Kind.REAL && bounds.contains(0) && operation != Operation.LONG_TO_REAL;
    }

    /** Whether its product with zero is zero at every point, of the same sign. */
    boolean timesZeroIsZero() {
        boolean sameSign = kind == Kind.LONG || (bounds.finite() && bounds.low() >= 0 && !mayBeNegativeZero());
        return certain && sameSign;
    }

    Constant constant() {
        if (payload instanceof Constant constant) {
            return constant;
        }
        throw new IllegalStateException("node " + id + " is no constant");
    }

    AxisColumn axisColumn() {
        if (payload instanceof AxisColumn column) {
            return column;
        }
        throw new IllegalStateException("node " + id + " is no load");
    }

    /** Nodes are shared, so identity is equality. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
