package dev.memsweep.plan;

import dev.memsweep.formula.Arithmetic;
import dev.memsweep.formula.BinaryOperator;
import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.UnaryOperator;
import dev.memsweep.formula.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds the expression graph: folds constants, makes equal nodes one, regroups sums of whole numbers, and bounds every
 * node.
 */
final class Graph {
    private record Key(
            Operation operation,
            Node.Kind kind,
            List<Node> operands,
            @Nullable Object payload) {}

    /** Positions of the longest axis that is tabulated. */
    private static final int LONGEST_TABLE = 4096;

    private final Map<Key, Node> shared = new HashMap<>();
    private final Map<Table, AxisColumn> tables = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Tiling tiling;
    private final Comparisons comparisons;

    Graph(Tiling tiling) {
        this.tiling = tiling;
        this.comparisons = new Comparisons(this, tiling);
    }

    /** All nodes, each after its operands. */
    List<Node> nodes() {
        return nodes;
    }

    Node constant(long value) {
        return node(
                Operation.CONSTANT,
                Node.Kind.LONG,
                List.of(),
                new Node.Constant(value, 0, false),
                Bounds.of(new long[] {value}));
    }

    Node constant(double value) {
        return node(
                Operation.CONSTANT,
                Node.Kind.REAL,
                List.of(),
                new Node.Constant(0, value, false),
                new Bounds(value, value));
    }

    Node constant(boolean value) {
        return node(Operation.CONSTANT, Node.Kind.FLAG, List.of(), new Node.Constant(0, 0, value), Bounds.ANY);
    }

    Node load(AxisColumn column) {
        long[] longs = column.longs();
        if (longs != null) {
            return node(Operation.LOAD, Node.Kind.LONG, List.of(), column, Bounds.of(longs));
        }
        double[] reals = column.reals();
        if (reals != null) {
            return node(Operation.LOAD, Node.Kind.REAL, List.of(), column, Bounds.of(reals));
        }
        return node(Operation.LOAD, Node.Kind.FLAG, List.of(), column, Bounds.ANY);
    }

    Node unary(UnaryOperator operator, Node argument) {
        if (argument.isConstant()) {
            Node folded = fold(() -> Arithmetic.apply(operator, value(argument)));
            if (folded != null) {
                return folded;
            }
        }
        Node tabulated = tabulate(List.of(argument), values -> Arithmetic.apply(operator, values.get(0)));
        if (tabulated != null) {
            return tabulated;
        }
        Node identity = identity(operator, argument);
        if (identity != null) {
            return identity;
        }
        Bounds x = argument.bounds();
        List<Node> operands = List.of(argument);
        if (argument.kind() == Node.Kind.LONG) {
            return switch (operator) {
                case NEGATE -> whole(Operation.LONG_NEGATE, operands, x.negated());
                case ABS -> whole(Operation.LONG_ABS, operands, x.magnitude());
                case TO_REAL -> node(Operation.LONG_TO_REAL, Node.Kind.REAL, operands, null, x);
                case FLOOR, CEIL, ROUND, NOT, SQRT, LOG2 -> throw new IllegalStateException(operator + " of a long");
            };
        }
        return switch (operator) {
            case NOT -> node(Operation.FLAG_NOT, Node.Kind.FLAG, operands, null, Bounds.ANY);
            case NEGATE -> node(Operation.REAL_NEGATE, Node.Kind.REAL, operands, null, x.negated());
            case ABS -> node(Operation.REAL_ABS, Node.Kind.REAL, operands, null, x.magnitude());
            case SQRT -> real(Operation.REAL_SQRT, operands, x.squareRoot());
            case LOG2 -> real(Operation.REAL_LOG2, operands, x.log2());
            case FLOOR -> whole(Operation.REAL_FLOOR, operands, x.floor());
            case CEIL -> whole(Operation.REAL_CEIL, operands, x.ceil());
            case ROUND -> whole(Operation.REAL_ROUND, operands, x.rounded());
            case TO_REAL -> throw new IllegalStateException("a real is no long");
        };
    }

    Node binary(BinaryOperator operator, Node left, Node right) {
        if (left.isConstant() && right.isConstant()) {
            Node folded = fold(() -> Arithmetic.apply(operator, value(left), value(right)));
            if (folded != null) {
                return folded;
            }
        }
        Node identity = identity(operator, left, right);
        if (identity != null) {
            return identity;
        }
        Node tabulated =
                tabulate(List.of(left, right), values -> Arithmetic.apply(operator, values.get(0), values.get(1)));
        if (tabulated != null) {
            return tabulated;
        }
        return switch (left.kind()) {
            case LONG -> longs(operator, left, right);
            case REAL -> reals(operator, left, right);
            case FLAG -> flags(operator, left, right);
        };
    }

    /** What {@code operator} of {@code x} equals bit by bit without being computed; null when it has to be. */
    private static @Nullable Node identity(UnaryOperator operator, Node x) {
        return switch (operator) {
            case FLOOR, CEIL, ROUND -> {
                boolean whole = x.operation() == Operation.LONG_TO_REAL;
                yield whole && x.bounds().exactWhole() ? x.operands().get(0) : null;
            }
            default -> null;
        };
    }

    /** What {@code operator} of {@code x} and {@code y} equals bit by bit without being computed; null when it has to be. */
    private @Nullable Node identity(BinaryOperator operator, Node x, Node y) {
        return switch (operator) {
            case ADD -> {
                if (y.isConstant(0L) || (y.isConstant(0.0) && !x.mayBeNegativeZero())) {
                    yield x;
                }
                yield x.isConstant(0L) || (x.isConstant(0.0) && !y.mayBeNegativeZero()) ? y : null;
            }
            case SUBTRACT -> y.isConstant(0L) || y.isConstant(0.0) ? x : null;
            case MULTIPLY -> {
                if (y.isConstant(1L) || y.isConstant(1.0)) {
                    yield x;
                }
                if (x.isConstant(1L) || x.isConstant(1.0)) {
                    yield y;
                }
                if (y.isConstant(0L) || y.isConstant(0.0)) {
                    yield x.timesZeroIsZero() ? y : null;
                }
                yield (x.isConstant(0L) || x.isConstant(0.0)) && y.timesZeroIsZero() ? x : null;
            }
            case DIVIDE -> {
                if (y.isConstant(1.0)) {
                    yield x;
                }
                boolean one = x.equals(y)
                        && x.certain()
                        && x.bounds().finite()
                        && !x.bounds().contains(0);
                yield one ? constant(1.0) : null;
            }
            case INT_DIVIDE -> y.isConstant(1L) ? x : null;
            default -> null;
        };
    }

    private Node longs(BinaryOperator operator, Node left, Node right) {
        List<Node> operands = List.of(left, right);
        Bounds a = left.bounds();
        Bounds b = right.bounds();
        return switch (operator) {
            case ADD -> sum(left, right);
            case SUBTRACT -> whole(Operation.LONG_SUBTRACT, operands, a.minus(b));
            case MULTIPLY -> whole(Operation.LONG_MULTIPLY, operands, a.times(b));
            case INT_DIVIDE -> divided(Operation.LONG_DIVIDE, operands, a.truncatedOver(b));
            case REMAINDER -> divided(Operation.LONG_REMAINDER, operands, a.remainder(b));
            case MIN -> comparisons.least(left, right);
            case MAX -> comparisons.greatest(left, right);
            case EQUAL -> comparisons.equal(left, right);
            case NOT_EQUAL -> {
                Node equal = comparisons.equal(left, right);
                boolean plain = equal.operation() == Operation.LONG_EQUAL;
                yield plain ? flag(Operation.LONG_NOT_EQUAL, operands) : unary(UnaryOperator.NOT, equal);
            }
            case LESS -> comparisons.less(left, right);
            case LESS_EQUAL -> comparisons.lessEqual(left, right);
            case GREATER -> comparisons.less(right, left);
            case GREATER_EQUAL -> comparisons.lessEqual(right, left);
            case DIVIDE, POWER, AND, OR -> throw new IllegalStateException(operator + " of longs");
        };
    }

    private Node reals(BinaryOperator operator, Node left, Node right) {
        List<Node> operands = List.of(left, right);
        Bounds a = left.bounds();
        Bounds b = right.bounds();
        return switch (operator) {
            case ADD -> real(Operation.REAL_ADD, operands, a.plus(b));
            case SUBTRACT -> real(Operation.REAL_SUBTRACT, operands, a.minus(b));
            case MULTIPLY -> real(Operation.REAL_MULTIPLY, operands, a.times(b));
            case DIVIDE -> real(Operation.REAL_DIVIDE, operands, a.over(b));
            case POWER -> real(Operation.REAL_POWER, operands, a.power(b));
            case MIN -> node(Operation.REAL_MIN, Node.Kind.REAL, operands, null, a.min(b));
            case MAX -> node(Operation.REAL_MAX, Node.Kind.REAL, operands, null, a.max(b));
            case EQUAL -> flag(Operation.REAL_EQUAL, operands);
            case NOT_EQUAL -> flag(Operation.REAL_NOT_EQUAL, operands);
            case LESS -> flag(Operation.REAL_LESS, operands);
            case LESS_EQUAL -> flag(Operation.REAL_LESS_EQUAL, operands);
            case GREATER -> flag(Operation.REAL_LESS, List.of(right, left));
            case GREATER_EQUAL -> flag(Operation.REAL_LESS_EQUAL, List.of(right, left));
            case INT_DIVIDE, REMAINDER, AND, OR -> throw new IllegalStateException(operator + " of reals");
        };
    }

    private Node flags(BinaryOperator operator, Node left, Node right) {
        List<Node> operands = List.of(left, right);
        return switch (operator) {
            case AND -> conjunction(Operation.FLAG_AND, left, right);
            case OR -> conjunction(Operation.FLAG_OR, left, right);
            case EQUAL -> flag(Operation.FLAG_EQUAL, operands);
            case NOT_EQUAL -> flag(Operation.FLAG_NOT_EQUAL, operands);
            default -> throw new IllegalStateException(operator + " of flags");
        };
    }

    /** AND, which a constant false decides, or OR, which a constant true decides; the other constant leaves the operand. */
    private Node conjunction(Operation operation, Node left, Node right) {
        boolean deciding = operation == Operation.FLAG_OR;
        if (left.isConstant()) {
            return left.constant().flag() == deciding ? left : right;
        }
        if (!right.isConstant()) {
            return flag(operation, List.of(left, right));
        }
        if (right.constant().flag() != deciding) {
            return left;
        }
        return left.certain() ? right : flag(operation, List.of(left, right));
    }

    Node select(Node condition, Node then, Node otherwise) {
        if (condition.isConstant()) {
            return condition.constant().flag() ? then : otherwise;
        }
        if (then.equals(otherwise) && condition.certain()) {
            return then;
        }
        List<Node> operands = List.of(condition, then, otherwise);
        Node tabulated = tabulate(operands, values -> values.get(((Value.Bool) values.get(0)).value() ? 1 : 2));
        if (tabulated != null) {
            return tabulated;
        }
        if (then.kind() == Node.Kind.FLAG && then.isConstant()) {
            return then.constant().flag()
                    ? binary(BinaryOperator.OR, condition, otherwise)
                    : binary(BinaryOperator.AND, unary(UnaryOperator.NOT, condition), otherwise);
        }
        if (then.kind() == Node.Kind.FLAG && otherwise.isConstant()) {
            return otherwise.constant().flag()
                    ? binary(BinaryOperator.OR, unary(UnaryOperator.NOT, condition), then)
                    : binary(BinaryOperator.AND, condition, then);
        }
        Bounds bounds = then.bounds().union(otherwise.bounds());
        return switch (then.kind()) {
            case LONG -> node(Operation.LONG_SELECT, Node.Kind.LONG, operands, null, bounds);
            case REAL -> node(Operation.REAL_SELECT, Node.Kind.REAL, operands, null, bounds);
            case FLAG -> node(Operation.FLAG_SELECT, Node.Kind.FLAG, operands, null, bounds);
        };
    }

    /**
     * A sum of whole numbers, regrouped so that scalars are added to each other, vectors to each other, those that move
     * least first, and one to the other at last: {@code (weights + activations) + optimizer} costs one vector addition a
     * tile in whatever order it was written. Only where it is proved that neither order overflows: else an overflow would
     * depend on the shape of the grid.
     */
    private Node sum(Node left, Node right) {
        Bounds written = left.bounds().plus(right.bounds());
        Sum sum = Sum.of(List.of(left, right), tiling);
        if (sum == null || !written.fitsLong()) {
            return plain(left, right);
        }
        Node scalars = added(sum.scalars());
        Node vectors = added(sum.vectors());
        if (scalars == null || vectors == null) {
            return scalars != null ? scalars : Objects.requireNonNull(vectors);
        }
        return scalars.isConstant(0L) ? vectors : plain(vectors, scalars);
    }

    /** The sum of {@code terms} in their order; null when there are none. */
    @Nullable
    Node added(List<Node> terms) {
        Node sum = null;
        for (Node term : terms) {
            sum = sum == null ? term : sum.isConstant(0L) ? term : plain(sum, term);
        }
        return sum;
    }

    private Node plain(Node left, Node right) {
        Node folded = left.isConstant() && right.isConstant()
                ? fold(() -> Arithmetic.apply(BinaryOperator.ADD, value(left), value(right)))
                : null;
        return folded != null
                ? folded
                : whole(Operation.LONG_ADD, List.of(left, right), left.bounds().plus(right.bounds()));
    }

    private Node whole(Operation operation, List<Node> operands, Bounds bounds) {
        boolean checked = !bounds.fitsLong();
        return node(operation, Node.Kind.LONG, operands, null, bounds.whole(), checked);
    }

    private Node divided(Operation operation, List<Node> operands, Bounds bounds) {
        boolean checked = operands.get(1).bounds().contains(0) || !bounds.fitsLong();
        return node(operation, Node.Kind.LONG, operands, null, bounds.whole(), checked);
    }

    private Node real(Operation operation, List<Node> operands, Bounds bounds) {
        return node(operation, Node.Kind.REAL, operands, null, bounds, !bounds.finite());
    }

    Node flag(Operation operation, List<Node> operands) {
        return node(operation, Node.Kind.FLAG, operands, null, Bounds.ANY);
    }

    Node node(Operation operation, Node.Kind kind, List<Node> operands, @Nullable Object payload, Bounds bounds) {
        return node(operation, kind, operands, payload, bounds, false);
    }

    private Node node(
            Operation operation,
            Node.Kind kind,
            List<Node> operands,
            @Nullable Object payload,
            Bounds bounds,
            boolean checked) {
        Key key = new Key(operation, kind, operands, payload);
        Node known = shared.get(key);
        if (known != null) {
            return known;
        }
        long axes = payload instanceof AxisColumn column ? 1L << column.axis() : 0;
        boolean certain = !checked;
        for (Node operand : operands) {
            axes |= operand.axes();
            certain &= operand.certain();
        }
        Node node = new Node(nodes.size(), operation, kind, operands, payload, axes, bounds, checked, certain);
        shared.put(key, node);
        nodes.add(node);
        return node;
    }

    private interface Folding {
        Value compute();
    }

    /** The folded node, or null when the value does not exist: then only a row that needs it is at fault. */
    private @Nullable Node fold(Folding folding) {
        try {
            Value value = folding.compute();
            if (value instanceof Value.Int i) {
                return constant(i.value());
            }
            return value instanceof Value.Real r ? constant(r.value()) : constant(((Value.Bool) value).value());
        } catch (EvaluationException e) {
            return null;
        }
    }

    /**
     * A function of one axis as a column of it: computed once a position now, not each time the axis moves. Null when the
     * operands are not all on one axis or constant, when the axis is long, or when some value does not exist.
     */
    private @Nullable Node tabulate(List<Node> operands, Function<List<Value>, Value> function) {
        AxisColumn axis = null;
        for (Node operand : operands) {
            if (operand.operation() == Operation.LOAD) {
                AxisColumn column = operand.axisColumn();
                if (axis != null && axis.axis() != column.axis()) {
                    return null;
                }
                axis = column;
            } else if (!operand.isConstant()) {
                return null;
            }
        }
        if (axis == null || axis.size() > LONGEST_TABLE) {
            return null;
        }
        List<Value> results = new ArrayList<>();
        try {
            for (int i = 0; i < axis.size(); i++) {
                int position = i;
                results.add(function.apply(operands.stream()
                        .map(operand -> valueAt(operand, position))
                        .toList()));
            }
        } catch (EvaluationException e) {
            return null;
        }
        return load(tables.computeIfAbsent(new Table(axis.axis(), results), Table::column));
    }

    /** The values of a column; equal ones are one, so that nodes over them are shared. */
    private record Table(int axis, List<Value> values) {
        AxisColumn column() {
            return AxisColumn.of(axis, values);
        }
    }

    private static Value valueAt(Node node, int position) {
        return node.operation() == Operation.LOAD ? node.axisColumn().value(position) : value(node);
    }

    private static Value value(Node node) {
        Node.Constant constant = node.constant();
        return switch (node.kind()) {
            case LONG -> new Value.Int(constant.whole());
            case REAL -> new Value.Real(constant.real());
            case FLAG -> new Value.Bool(constant.flag());
        };
    }
}
