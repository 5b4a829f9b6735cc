package dev.memsweep.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Under which conditions a node's value is wanted: those of all choices between it and every consumer.
 *
 * <p>A plan computes all branches of a choice. Where {@code if n > 0 then x // n else 0} meets n = 0, the quotient has no
 * value and nobody wants it; the guard {@code n > 0} says so. Only flags that are one value in a tile, and are computed
 * before the node, become guards; without them a fault has to be looked at row by row, which is right but slow.
 */
final class Guards {
    private record Literal(Node flag, boolean value) {}

    private final Tiling tiling;
    private final Map<Node, Set<Literal>> literals = new HashMap<>();

    private Guards(Tiling tiling) {
        this.tiling = tiling;
    }

    /**
     * The guards of the needed ones among {@code nodes}, each of which comes after its operands. A condition is wanted
     * where those before it hold, an output column where all do.
     */
    static Guards of(Tiling tiling, List<Node> nodes, Set<Node> needed, List<Node> conditions, List<Node> columns) {
        Guards guards = new Guards(tiling);
        if (needed.stream().noneMatch(Node::checked)) {
            return guards;
        }
        Set<Literal> wanted = Set.of();
        for (Node condition : conditions) {
            guards.want(condition, wanted);
            wanted = guards.with(wanted, condition, true);
        }
        for (Node column : columns) {
            guards.want(column, wanted);
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (needed.contains(nodes.get(i))) {
                guards.pass(nodes.get(i));
            }
        }
        return guards;
    }

    /** Tells the operands of a consumer when they are wanted. */
    private void pass(Node consumer) {
        Set<Literal> wanted = literals.getOrDefault(consumer, Set.of());
        List<Node> operands = consumer.operands();
        switch (consumer.operation()) {
            case LONG_SELECT, REAL_SELECT, FLAG_SELECT -> {
                Node condition = operands.get(0);
                want(condition, wanted);
                want(operands.get(1), with(wanted, condition, true));
                want(operands.get(2), with(wanted, condition, false));
            }
            case FLAG_AND, FLAG_OR -> {
                Node first = operands.get(0);
                want(first, wanted);
                want(operands.get(1), with(wanted, first, consumer.operation() == Operation.FLAG_AND));
            }
            default -> operands.forEach(operand -> want(operand, wanted));
        }
    }

    private void want(Node node, Set<Literal> wanted) {
        literals.merge(node, wanted, (before, more) -> {
            Set<Literal> both = new HashSet<>(before);
            both.retainAll(more);
            return both;
        });
    }

    private Set<Literal> with(Set<Literal> wanted, Node flag, boolean value) {
        Set<Literal> more = new HashSet<>(wanted);
        add(flag, value, more);
        return more;
    }

    /** Adds what {@code flag == value} implies of the flags that it is made of, and itself. */
    private void add(Node flag, boolean value, Set<Literal> more) {
        boolean implies = switch (flag.operation()) {
            case FLAG_AND -> value;
            case FLAG_OR -> !value;
            case FLAG_NOT -> true;
            default -> false;
        };
        if (tiling.shape(flag.axes()).scalar()) {
            more.add(new Literal(flag, value));
        }
        if (implies) {
            boolean part = (flag.operation() == Operation.FLAG_NOT) != value;
            flag.operands().forEach(operand -> add(operand, part, more));
        }
    }

    /** The guards that are computed before {@code node} in every tile. */
    List<Instruction.Guard> of(Node node) {
        List<Instruction.Guard> guards = new ArrayList<>();
        int level = tiling.level(node.axes());
        for (Literal literal : literals.getOrDefault(node, Set.of())) {
            Node flag = literal.flag();
            int flagLevel = tiling.level(flag.axes());
            boolean earlier = flag.operation() == Operation.LOAD || flag.id() < node.id();
            boolean before = flagLevel < level || (flagLevel == level && earlier);
            if (before) {
                guards.add(new Instruction.Guard(flag.id(), literal.value()));
            }
        }
        return guards;
    }
}
