package dev.memsweep.eval;

import dev.memsweep.plan.Instruction;
import dev.memsweep.plan.Operation;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.Tiling;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a whole tile without looking at its lanes: decisions, ranges and patterns.
 *
 * <p>The range of a vector that stays the same over several tiles is found once; a sum of it and scalars moves with the
 * scalars. So a limit that a whole tile meets or misses costs a few operations a tile, not one a lane; and a choice by such
 * a limit is one of its operands.
 */
final class TileRanges {
    private final Registers registers;
    private final long[] versions;
    private final @Nullable Instruction[] producers;
    private final boolean[] scalar;
    private final boolean[] onDemand;
    private final boolean[] known;
    private final int[] level;
    private final long[] foundFor;
    private final long[] low;
    private final long[] high;
    private final int[] patternLevel;
    private final Decision[] decisions;
    private final long[] decidedFor;
    private long tile;

    TileRanges(Plan plan, Registers registers, long[] versions) {
        this.registers = registers;
        this.versions = versions;
        int slots = plan.slots().size();
        this.producers = new Instruction[slots];
        this.scalar = new boolean[slots];
        this.onDemand = new boolean[slots];
        this.known = new boolean[slots];
        this.level = new int[slots];
        this.foundFor = new long[slots];
        this.low = new long[slots];
        this.high = new long[slots];
        this.patternLevel = new int[slots];
        this.decisions = new Decision[slots];
        this.decidedFor = new long[slots];
        int innermost = plan.tiling().levels() - 1;
        for (int slot = 0; slot < slots; slot++) {
            Plan.Slot kind = plan.slots().get(slot);
            scalar[slot] = !kind.vector();
            known[slot] = scalar[slot] && kind.kind() == Plan.SlotKind.LONG;
            foundFor[slot] = -1;
            patternLevel[slot] = -1;
        }
        plan.once().forEach(instruction -> enter(plan, instruction, -1));
        for (int l = 0; l < plan.byLevel().size(); l++) {
            for (Instruction instruction : plan.byLevel().get(l)) {
                enter(plan, instruction, l);
            }
        }
        for (Instruction instruction : plan.onDemand()) {
            int slot = instruction.out();
            producers[slot] = instruction;
            onDemand[slot] = true;
            known[slot] = switch (instruction.operation()) {
                case LONG_ADD, LONG_SUBTRACT ->
                    known[instruction.first()]
                            && known[instruction.second()]
                            && !(onDemand[instruction.first()] && onDemand[instruction.second()]);
                case LONG_SELECT -> known[instruction.second()] && known[instruction.third()];
                default -> false;
            };
            patternLevel[slot] = innermost;
        }
    }

    /**
     * A vector that changes with every tile is not worth a look of its own; where tiles are blocks of unequal length, its
     * range over the longest one is not that of the others.
     */
    private void enter(Plan plan, Instruction instruction, int instructionLevel) {
        Tiling tiling = plan.tiling();
        int slot = instruction.out();
        producers[slot] = instruction;
        level[slot] = instructionLevel;
        patternLevel[slot] = scalar[slot] ? -1 : instructionLevel;
        boolean whole = plan.slots().get(slot).kind() == Plan.SlotKind.LONG;
        boolean lasting = scalar[slot] || (instructionLevel < tiling.levels() - 1 && !tiling.blocked());
        known[slot] = whole && lasting && instruction.check() < 0;
    }

    /**
     * Whether {@link #low} and {@link #high} of a slot are known without computing its lanes, and are values of lanes: the
     * range of a sum of two vectors, or of a choice that differs between lanes, is only a bound.
     */
    boolean isExact(int slot) {
        Instruction instruction = producers[slot];
        if (!known[slot] || scalar[slot] || instruction == null || !onDemand[slot]) {
            return known[slot];
        }
        int first = instruction.first();
        int second = instruction.second();
        return switch (instruction.operation()) {
            case LONG_ADD, LONG_SUBTRACT -> (scalar[first] || scalar[second]) && isExact(first) && isExact(second);
            case LONG_SELECT -> {
                int chosen = chosen(instruction);
                yield chosen >= 0 && isExact(chosen);
            }
            default -> false;
        };
    }

    /** Starts a tile: the decisions of the one before are forgotten. */
    void startTile() {
        tile++;
    }

    /** What is known of the flags of {@code slot} in the current tile. */
    Decision decision(int slot) {
        if (scalar[slot]) {
            return Decision.of(registers.flag(slot));
        }
        if (decidedFor[slot] != tile) {
            decidedFor[slot] = tile;
            decisions[slot] = decide(slot);
        }
        return decisions[slot];
    }

    private Decision decide(int slot) {
        Instruction instruction = producers[slot];
        if (instruction == null) {
            return Decision.UNDECIDED;
        }
        int first = instruction.first();
        int second = instruction.second();
        return switch (instruction.operation()) {
            case FLAG_AND -> decision(first).and(decision(second));
            case FLAG_OR ->
                decision(first).negated().and(decision(second).negated()).negated();
            case FLAG_NOT -> decision(first).negated();
            case FLAG_SELECT -> {
                int chosen = chosen(instruction);
                yield chosen < 0 ? Decision.UNDECIDED : decision(chosen);
            }
            case LONG_LESS_EQUAL -> lessEqual(first, second);
            case LONG_LESS -> lessEqual(second, first).negated();
            default -> Decision.UNDECIDED;
        };
    }

    /** The slot that a choice takes in every lane of the current tile, or -1 when lanes may differ. */
    int chosen(Instruction choice) {
        return switch (decision(choice.first())) {
            case ALL_TRUE -> choice.second();
            case ALL_FALSE -> choice.third();
            case UNDECIDED -> -1;
        };
    }

    /**
     * A number that is the same for two tiles only if the differences between the lanes of {@code slot} are: all lanes may
     * move by one amount. It names the vector that the differences are those of, and when that last changed.
     */
    long pattern(int slot) {
        int vector = patternOf(slot);
        long version = vector < 0 ? 0 : versions[patternLevel[vector] + 1];
        return version * (scalar.length + 1) + vector + 1;
    }

    /** The slot of the vector whose differences {@code slot} has in the current tile; -1 when all lanes are equal. */
    private int patternOf(int slot) {
        if (scalar[slot]) {
            return -1;
        }
        Instruction instruction = producers[slot];
        if (instruction == null || !onDemand[slot]) {
            return slot;
        }
        return switch (instruction.operation()) {
            case LONG_ADD -> {
                int first = patternOf(instruction.first());
                int second = patternOf(instruction.second());
                yield first < 0 ? second : second < 0 ? first : slot;
            }
            case LONG_SUBTRACT -> patternOf(instruction.second()) < 0 ? patternOf(instruction.first()) : slot;
            case LONG_SELECT -> {
                int chosen = chosen(instruction);
                yield chosen < 0 ? slot : patternOf(chosen);
            }
            default -> slot;
        };
    }

    private Decision lessEqual(int a, int b) {
        if (!known[a] || !known[b]) {
            return Decision.UNDECIDED;
        }
        if (high(a) <= low(b)) {
            return Decision.ALL_TRUE;
        }
        return low(a) > high(b) ? Decision.ALL_FALSE : Decision.UNDECIDED;
    }

    /** A lower bound of a slot, which is known, over the lanes of the current tile; the least value if exact. */
    long low(int slot) {
        if (scalar[slot]) {
            return registers.present(slot)[0];
        }
        Instruction instruction = producers[slot];
        if (instruction != null && onDemand[slot]) {
            if (instruction.operation() == Operation.LONG_SELECT) {
                int chosen = chosen(instruction);
                return chosen >= 0 ? low(chosen) : Math.min(low(instruction.second()), low(instruction.third()));
            }
            // cannot overflow: the plan proved it for all values within the bounds of the operands
            boolean sum = instruction.operation() == Operation.LONG_ADD;
            return low(instruction.first()) + (sum ? low(instruction.second()) : -high(instruction.second()));
        }
        find(slot);
        return low[slot];
    }

    /** An upper bound of a slot, which is known, over the lanes of the current tile; the greatest value if exact. */
    long high(int slot) {
        if (scalar[slot]) {
            return registers.present(slot)[0];
        }
        Instruction instruction = producers[slot];
        if (instruction != null && onDemand[slot]) {
            if (instruction.operation() == Operation.LONG_SELECT) {
                int chosen = chosen(instruction);
                return chosen >= 0 ? high(chosen) : Math.max(high(instruction.second()), high(instruction.third()));
            }
            boolean sum = instruction.operation() == Operation.LONG_ADD;
            return high(instruction.first()) + (sum ? high(instruction.second()) : -low(instruction.second()));
        }
        find(slot);
        return high[slot];
    }

    /** Finds the range of a vector unless it is that of the last time. */
    private void find(int slot) {
        long version = versions[level[slot] + 1];
        if (foundFor[slot] == version) {
            return;
        }
        foundFor[slot] = version;
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (long value : registers.present(slot)) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        low[slot] = least;
        high[slot] = greatest;
    }
}
