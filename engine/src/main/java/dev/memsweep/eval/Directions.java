package dev.memsweep.eval;

import dev.memsweep.plan.AxisColumn;
import dev.memsweep.plan.Instruction;
import dev.memsweep.plan.Interval;
import dev.memsweep.plan.Plan;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.Arrays;

/**
 * Monotonicity, where it can be proved: how each column moves along each axis while the others stand still, wherever its
 * value exists. Flags count as 0 and 1.
 *
 * <p>Each operation keeps the order of its operands or turns it round, as the signs of their bounds tell; rounding keeps it.
 */
public final class Directions {
    private static final Direction[] NOWHERE = {};

    private final Plan plan;
    private final Intervals.Program program;

    /** By slot and axis; empty where it moves along none. */
    private final Direction[][] directions;

    private Directions(Plan plan) {
        IntSet slots = new IntOpenHashSet();
        plan.columns().forEach(column -> slots.add(column.slot()));
        this.plan = plan;
        this.program = new Intervals.Program(plan, slots, false);
        this.directions = new Direction[plan.slots().size()][];
        Arrays.fill(directions, NOWHERE);
        int axes = plan.sweep().grid().axes().size();
        for (Instruction instruction : program.instructions()) {
            Direction[] along = new Direction[axes];
            for (int axis = 0; axis < axes; axis++) {
                along[axis] = direction(instruction, axis);
            }
            directions[instruction.out()] = along;
        }
    }

    /** The directions of a plan's columns. */
    public static Directions of(Plan plan) {
        return new Directions(plan);
    }

    /** How a column moves along an axis. */
    public Direction of(int column, int axis) {
        return along(plan.columns().get(column).slot(), axis);
    }

    private Direction along(int slot, int axis) {
        return slot < 0 || directions[slot].length == 0 ? Direction.NONE : directions[slot][axis];
    }

    private Direction direction(Instruction instruction, int axis) {
        AxisColumn load = instruction.load();
        if (load != null) {
            return load.axis() == axis ? program.ranges(load).direction() : Direction.NONE;
        }
        Direction a = along(instruction.first(), axis);
        Direction b = along(instruction.second(), axis);
        Direction c = along(instruction.third(), axis);
        if (a == Direction.NONE && b == Direction.NONE && c == Direction.NONE) {
            return Direction.NONE;
        }
        return switch (instruction.operation()) {
            case LONG_ADD, REAL_ADD, LONG_MIN, REAL_MIN, LONG_MAX, REAL_MAX, FLAG_AND, FLAG_OR -> a.and(b);
            case LONG_SUBTRACT, REAL_SUBTRACT -> a.and(b.reversed());
            case LONG_MULTIPLY, REAL_MULTIPLY -> product(instruction, a, b);
            case LONG_DIVIDE, REAL_DIVIDE -> quotient(instruction, a, b);
            case LONG_NEGATE, REAL_NEGATE, FLAG_NOT -> a.reversed();
            case LONG_ABS, REAL_ABS -> times(a, instruction.first());
            case LONG_TO_REAL, REAL_SQRT, REAL_LOG2, REAL_FLOOR, REAL_CEIL, REAL_ROUND -> a;
            case LONG_LESS, REAL_LESS, LONG_LESS_EQUAL, REAL_LESS_EQUAL -> b.and(a.reversed());
            case LONG_SELECT, REAL_SELECT, FLAG_SELECT -> a == Direction.NONE ? b.and(c) : Direction.UNKNOWN;
            default -> Direction.UNKNOWN;
        };
    }

    private Direction product(Instruction instruction, Direction a, Direction b) {
        return times(a, instruction.second()).and(times(b, instruction.first()));
    }

    /** A divisor that may be zero may change its sign. */
    private Direction quotient(Instruction instruction, Direction a, Direction b) {
        Interval divisor = program.whole(instruction.second());
        boolean oneSign = divisor.low() > 0 || divisor.high() < 0;
        if (b != Direction.NONE && !oneSign) {
            return Direction.UNKNOWN;
        }
        return times(a, instruction.second()).and(times(b.reversed(), instruction.first()));
    }

    /** A direction as a factor leaves it; a factor of which nothing is known has bounds that are not numbers. */
    private Direction times(Direction direction, int factor) {
        Interval bounds = program.whole(factor);
        return direction.times(bounds.low(), bounds.high());
    }
}
