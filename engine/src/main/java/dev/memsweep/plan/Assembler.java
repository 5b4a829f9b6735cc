package dev.memsweep.plan;

import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lays out nodes as instructions by level, demand first: only nodes that a column or condition needs get one. Within a
 * level the loads come first.
 */
final class Assembler {

    /** Describes an output column. */
    interface ColumnFactory {
        Column column(int index, Node value);
    }

    private final Tiling tiling;
    private final List<Node> nodes;
    private final List<Node> conditions;
    private final List<Node> values;
    private final Set<Node> needed = new HashSet<>();
    private final List<Instruction> once = new ArrayList<>();
    private final List<List<Instruction>> byLevel = new ArrayList<>();
    private final List<Instruction> onDemand = new ArrayList<>();
    private final Guards guards;
    private int checks;

    Assembler(Tiling tiling, List<Node> nodes, List<Node> conditions, List<Node> values) {
        this.tiling = tiling;
        this.nodes = nodes;
        this.conditions = conditions;
        this.values = values;
        conditions.forEach(this::need);
        values.forEach(this::need);
        this.guards = Guards.of(tiling, nodes, needed, conditions, values);
    }

    Plan plan(Sweep sweep, ColumnFactory columnFactory) {
        for (int level = 0; level < tiling.levels(); level++) {
            byLevel.add(new ArrayList<>());
        }
        Set<Node> deferred = deferred();
        List<Node> computed = nodes.stream()
                .filter(node -> needed.contains(node) && !node.isConstant())
                .toList();
        for (boolean load : new boolean[] {true, false}) {
            for (Node node : computed) {
                if ((node.operation() == Operation.LOAD) == load) {
                    int level = tiling.level(node.axes());
                    List<Instruction> place = level < 0 ? once : byLevel.get(level);
                    (deferred.contains(node) ? onDemand : place).add(instruction(node));
                }
            }
        }
        List<List<Integer>> scalarConditions = new ArrayList<>();
        for (int level = -1; level < tiling.levels(); level++) {
            scalarConditions.add(new ArrayList<>());
        }
        List<Integer> laneConditions = new ArrayList<>();
        for (Node condition : conditions) {
            if (tiling.shape(condition.axes()).scalar()) {
                scalarConditions.get(tiling.level(condition.axes()) + 1).add(condition.id());
            } else {
                laneConditions.add(condition.id());
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            columns.add(columnFactory.column(i, values.get(i)));
        }
        return new Plan(
                sweep,
                tiling,
                nodes.stream().map(this::slot).toList(),
                once,
                byLevel,
                onDemand,
                scalarConditions,
                laneConditions,
                checks,
                columns);
    }

    /**
     * The nodes that differ in every tile and whose values only columns, conditions or other such nodes want. A node that
     * may have no value is not among them, since a fault must be found whether or not somebody looks.
     */
    private Set<Node> deferred() {
        Set<Node> deferred = new HashSet<>();
        Set<Node> wantedAtOnce = new HashSet<>();
        int innermost = tiling.levels() - 1;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (!needed.contains(node)) {
                continue;
            }
            boolean everyTile = innermost >= 0 && isVector(node) && tiling.level(node.axes()) == innermost;
            if (everyTile && !node.checked() && !wantedAtOnce.contains(node) && node.operation() != Operation.LOAD) {
                deferred.add(node);
            } else {
                wantedAtOnce.addAll(node.operands());
            }
        }
        return deferred;
    }

    private void need(Node node) {
        if (needed.add(node)) {
            node.operands().forEach(this::need);
        }
    }

    private boolean isVector(Node node) {
        return !tiling.shape(node.axes()).scalar();
    }

    private Plan.Slot slot(Node node) {
        Plan.SlotKind kind = switch (node.kind()) {
            case LONG -> Plan.SlotKind.LONG;
            case REAL -> Plan.SlotKind.REAL;
            case FLAG -> Plan.SlotKind.FLAG;
        };
        Node.Constant constant = node.isConstant() ? node.constant() : new Node.Constant(0, 0, false);
        boolean vector = isVector(node) && needed.contains(node);
        return new Plan.Slot(kind, vector, constant.whole(), constant.real(), constant.flag());
    }

    private Instruction instruction(Node node) {
        List<Node> operands = node.operands();
        boolean vector = isVector(node);
        int check = node.checked() ? checks++ : -1;
        List<Instruction.Guard> wanted = node.checked() ? guards.of(node) : List.of();
        if (node.operation() == Operation.LOAD) {
            return new Instruction(
                    node.operation(),
                    Instruction.Operands.BOTH,
                    -1,
                    -1,
                    -1,
                    node.id(),
                    vector,
                    node.axisColumn(),
                    check,
                    wanted);
        }
        if (operands.size() == 1) {
            return new Instruction(
                    node.operation(),
                    Instruction.Operands.BOTH,
                    operands.get(0).id(),
                    -1,
                    -1,
                    node.id(),
                    vector,
                    null,
                    check,
                    wanted);
        }
        boolean select = operands.size() == 3;
        Node left = operands.get(operands.size() - 2);
        Node right = operands.get(operands.size() - 1);
        if (node.operation().commutative() && vector && !isVector(left)) {
            Node swap = left;
            left = right;
            right = swap;
        }
        return new Instruction(
                node.operation(),
                operands(vector, left, right),
                select ? operands.get(0).id() : left.id(),
                select ? left.id() : right.id(),
                select ? right.id() : -1,
                node.id(),
                vector,
                null,
                check,
                wanted);
    }

    private Instruction.Operands operands(boolean vector, Node left, Node right) {
        if (!vector || (isVector(left) && isVector(right))) {
            return Instruction.Operands.BOTH;
        }
        if (isVector(left)) {
            return Instruction.Operands.FIRST;
        }
        return isVector(right) ? Instruction.Operands.SECOND : Instruction.Operands.NEITHER;
    }
}
