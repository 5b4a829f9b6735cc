package dev.memsweep.plan;

import dev.memsweep.formula.BinaryOperator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of whole numbers, written so that as little as possible moves with every tile.
 *
 * <pre>
 *   v + a &lt;= w + b       becomes  v - w &lt;= b - a          v, w vectors that many tiles share, a, b scalars
 *   max(x, y) &lt;= z       becomes  x &lt;= z and y &lt;= z
 *   max(x, y)            becomes  if y &lt;= x then x else y
 *   (if s then x else y) &lt;= z   becomes  if s then x &lt;= z else y &lt;= z         s a scalar
 * </pre>
 *
 * The left side of {@code v - w <= b - a} has a range that is found once, so most tiles are decided by one comparison of
 * scalars, and what a decided choice leaves out is never computed. Only where no difference overflows; no operation that
 * may have no value is left out.
 */
final class Comparisons {
    /** Choices that one comparison is carried into, one within the other. */
    private static final int DEEPEST = 6;

    private record Extreme(boolean greatest, Node x, Node y) {
        /** Whether both parts have values everywhere. */
        boolean certain() {
            return x.certain() && y.certain();
        }
    }

    private final Graph graph;
    private final Tiling tiling;
    private final Map<Node, Extreme> extremes = new HashMap<>();

    Comparisons(Graph graph, Tiling tiling) {
        this.graph = graph;
        this.tiling = tiling;
    }

    Node lessEqual(Node a, Node b) {
        return compare(Operation.LONG_LESS_EQUAL, a, b, DEEPEST);
    }

    Node less(Node a, Node b) {
        return compare(Operation.LONG_LESS, a, b, DEEPEST);
    }

    Node greatest(Node x, Node y) {
        Node plain = graph.node(
                Operation.LONG_MAX,
                Node.Kind.LONG,
                List.of(x, y),
                null,
                x.bounds().max(y.bounds()));
        return extreme(plain, new Extreme(true, x, y));
    }

    Node least(Node x, Node y) {
        Node plain = graph.node(
                Operation.LONG_MIN,
                Node.Kind.LONG,
                List.of(x, y),
                null,
                x.bounds().min(y.bounds()));
        return extreme(plain, new Extreme(false, x, y));
    }

    /** The extreme as a choice by a comparison, if that moves less than {@code plain}. */
    private Node extreme(Node plain, Extreme extreme) {
        if (tiling.shape(plain.axes()) != Shape.MIXED) {
            return plain;
        }
        Node first = extreme.greatest ? lessEqual(extreme.y, extreme.x) : lessEqual(extreme.x, extreme.y);
        if (first.isConstant()) {
            return first.constant().flag() ? extreme.x : extreme.y;
        }
        if (!movesLess(first, level(plain))) {
            return plain;
        }
        List<Node> operands = List.of(first, extreme.x, extreme.y);
        Node choice = graph.node(Operation.LONG_SELECT, Node.Kind.LONG, operands, null, plain.bounds());
        extremes.putIfAbsent(choice, extreme);
        return choice;
    }

    /** Whether no comparison within a flag has a vector that moves with {@code level}. */
    private boolean movesLess(Node flag, int level) {
        if (tiling.shape(flag.axes()).scalar() || level(flag) < level) {
            return true;
        }
        return switch (flag.operation()) {
            case FLAG_AND, FLAG_OR, FLAG_NOT, FLAG_SELECT ->
                flag.operands().stream().allMatch(operand -> movesLess(operand, level));
            case LONG_LESS_EQUAL, LONG_LESS -> {
                Node vector = flag.operands().get(0);
                yield level(vector) < level
                        && tiling.shape(flag.operands().get(1).axes()).scalar();
            }
            default -> false;
        };
    }

    /** Equality; with a constant, a choice among constants becomes its condition. */
    Node equal(Node a, Node b) {
        if (a.isConstant() && !b.isConstant()) {
            return equal(b, a);
        }
        if (b.isConstant() && a.operation() == Operation.LONG_SELECT) {
            Node condition = a.operands().get(0);
            Node then = a.operands().get(1);
            Node otherwise = a.operands().get(2);
            if (then.isConstant() || otherwise.isConstant()) {
                return graph.select(condition, equal(then, b), equal(otherwise, b));
            }
        }
        if (a.isConstant() && b.isConstant()) {
            return graph.constant(a.constant().whole() == b.constant().whole());
        }
        return graph.flag(Operation.LONG_EQUAL, List.of(a, b));
    }

    private Node compare(Operation order, Node a, Node b, int depth) {
        Node known = known(order, a, b);
        if (known != null) {
            return known;
        }
        if (tiling.shape(a.axes() | b.axes()) == Shape.MIXED) {
            Node choice = depth == 0 ? null : choice(order, a, b, depth - 1);
            if (choice != null && movesLess(choice, tiling.level(a.axes() | b.axes()))) {
                return choice;
            }
            Node apart = apart(order, a, b);
            if (apart != null) {
                return apart;
            }
        }
        return graph.flag(order, List.of(a, b));
    }

    /** The answer where bounds alone give it; not where a value may not exist, which must not go unnoticed. */
    private @Nullable Node known(Operation order, Node a, Node b) {
        if (!a.certain() || !b.certain()) {
            return null;
        }
        Bounds x = a.bounds();
        Bounds y = b.bounds();
        if (order == Operation.LONG_LESS) {
            return x.high() < y.low() ? graph.constant(true) : x.low() >= y.high() ? graph.constant(false) : null;
        }
        return x.high() <= y.low() ? graph.constant(true) : x.low() > y.high() ? graph.constant(false) : null;
    }

    /** The comparison carried into a choice on either side; null where neither is one. */
    private @Nullable Node choice(Operation order, Node a, Node b, int depth) {
        Extreme extreme = extremes.get(a);
        if (extreme != null) {
            if (!extreme.certain()) {
                return null; // a decided part would leave the other out, which the extreme computes
            }
            Node x = compare(order, extreme.x, b, depth);
            Node y = compare(order, extreme.y, b, depth);
            return graph.binary(extreme.greatest ? BinaryOperator.AND : BinaryOperator.OR, x, y);
        }
        extreme = extremes.get(b);
        if (extreme != null) {
            if (!extreme.certain()) {
                return null;
            }
            Node x = compare(order, a, extreme.x, depth);
            Node y = compare(order, a, extreme.y, depth);
            return graph.binary(extreme.greatest ? BinaryOperator.OR : BinaryOperator.AND, x, y);
        }
        if (isChoice(a)) {
            List<Node> parts = a.operands();
            return graph.select(
                    parts.get(0), compare(order, parts.get(1), b, depth), compare(order, parts.get(2), b, depth));
        }
        if (isChoice(b)) {
            List<Node> parts = b.operands();
            return graph.select(
                    parts.get(0), compare(order, a, parts.get(1), depth), compare(order, a, parts.get(2), depth));
        }
        return null;
    }

    /** Whether a node is a choice by a scalar. */
    private boolean isChoice(Node node) {
        return node.operation() == Operation.LONG_SELECT
                && tiling.shape(node.axes()) == Shape.MIXED
                && tiling.shape(node.operands().get(0).axes()).scalar();
    }

    /** Vectors on one side, scalars on the other, if vectors alone move less; else null. */
    private @Nullable Node apart(Operation order, Node a, Node b) {
        Sum left = Sum.of(List.of(a), tiling);
        Sum right = Sum.of(List.of(b), tiling);
        if (left == null || right == null) {
            return null;
        }
        Node vector = difference(left.vectors(), right.vectors());
        Node scalar = difference(right.scalars(), left.scalars());
        boolean gains =
                vector.certain() && scalar.certain() && tiling.level(vector.axes()) < tiling.level(a.axes() | b.axes());
        if (!gains) {
            return null;
        }
        Node known = known(order, vector, scalar);
        return known != null ? known : graph.flag(order, List.of(vector, scalar));
    }

    private Node difference(List<Node> plus, List<Node> minus) {
        Node zero = graph.constant(0);
        Node first = graph.added(plus);
        Node second = graph.added(minus);
        return graph.binary(BinaryOperator.SUBTRACT, first == null ? zero : first, second == null ? zero : second);
    }

    private int level(Node node) {
        return tiling.level(node.axes());
    }
}
