package dev.memsweep.eval;

import dev.memsweep.plan.AxisColumn;
import dev.memsweep.plan.Bounds;
import dev.memsweep.plan.Instruction;
import dev.memsweep.plan.Operation;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.Tiling;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * The interval reading of a plan: bounds of its values over a sub-grid, in which the outer levels stand at one position
 * each, one level goes over a range of positions, and the levels below it over all.
 *
 * <p>The bounds of each level are kept, so that moving within a level costs the instructions that depend on it. A value
 * that may not exist somewhere in the sub-grid is {@link Bounds#UNCERTAIN}, and so is what is computed from it: nothing is
 * concluded from such a value, so that a fault is found by the rows that have it.
 */
final class Intervals {
    private final Tiling tiling;
    private final IdentityHashMap<AxisColumn, AxisRanges> ranges;
    private final Instruction[][] byLevel;
    private final int[] conditions;
    private final boolean settling;
    private final SubGrid subGrid;

    /** Bounds by slot: those of the whole grid, then those within the levels narrowed so far. */
    private final Bounds[][] frames;

    /**
     * @param program of the plan and the slots whose bounds are asked for
     */
    Intervals(Plan plan, Program program) {
        this.subGrid = new SubGrid(plan.columns(), this);
        this.tiling = program.tiling;
        this.ranges = program.ranges;
        this.byLevel = program.byLevel;
        this.conditions = program.conditions;
        this.settling = program.settling;
        this.frames = new Bounds[tiling.levels() + 1][];
        frames[0] = program.whole;
        for (int level = 0; level < tiling.levels(); level++) {
            frames[level + 1] = program.whole.clone();
        }
    }

    /** What all workers share. */
    static final class Program {
        private final Tiling tiling;
        private final int[] conditions;
        private final Instruction[][] byLevel;
        private final IdentityHashMap<AxisColumn, AxisRanges> ranges = new IdentityHashMap<>();
        private final Bounds[] whole;
        private final boolean settling;

        /**
         * The instructions that the conditions and {@code slots} need.
         *
         * @param slots whose bounds are asked for besides
         * @param settling whether collectors may settle sub-grids
         */
        Program(Plan plan, IntSet slots, boolean settling) {
            this.settling = settling;
            this.tiling = plan.tiling();
            List<Integer> all = new ArrayList<>(plan.laneConditions());
            plan.scalarConditions().forEach(all::addAll);
            this.conditions = all.stream().mapToInt(Integer::intValue).toArray();
            List<Instruction> instructions = needed(plan, slots);
            long[] axes = new long[plan.slots().size()];
            List<List<Instruction>> levels = new ArrayList<>();
            for (int level = 0; level < tiling.levels(); level++) {
                levels.add(new ArrayList<>());
            }
            this.whole = new Bounds[plan.slots().size()];
            for (int slot = 0; slot < whole.length; slot++) {
                whole[slot] = constant(plan.slots().get(slot));
            }
            for (Instruction instruction : instructions) {
                AxisColumn load = instruction.load();
                if (load != null) {
                    ranges.computeIfAbsent(load, AxisRanges::new);
                    axes[instruction.out()] = 1L << load.axis();
                }
                for (int operand : new int[] {instruction.first(), instruction.second(), instruction.third()}) {
                    axes[instruction.out()] |= operand < 0 ? 0 : axes[operand];
                }
                for (int level = 0; level < tiling.levels(); level++) {
                    if ((axes[instruction.out()] & (1L << level)) != 0) {
                        levels.get(level).add(instruction);
                    }
                }
                whole[instruction.out()] = load != null
                        ? Objects.requireNonNull(ranges.get(load)).over(0, load.size())
                        : bounds(instruction, whole);
            }
            this.byLevel =
                    levels.stream().map(l -> l.toArray(Instruction[]::new)).toArray(Instruction[][]::new);
        }

        private List<Instruction> needed(Plan plan, IntSet slots) {
            List<Instruction> all = new ArrayList<>(plan.once());
            plan.byLevel().forEach(all::addAll);
            all.addAll(plan.onDemand());
            all.sort(Comparator.comparingInt(Instruction::out));
            IntSet wanted = new IntOpenHashSet(slots);
            for (int condition : conditions) {
                wanted.add(condition);
            }
            List<Instruction> needed = new ArrayList<>();
            for (int i = all.size() - 1; i >= 0; i--) {
                Instruction instruction = all.get(i);
                if (wanted.contains(instruction.out())) {
                    needed.add(0, instruction);
                    wanted.add(instruction.first());
                    wanted.add(instruction.second());
                    wanted.add(instruction.third());
                }
            }
            return needed;
        }

        private static Bounds constant(Plan.Slot slot) {
            return switch (slot.kind()) {
                case LONG -> Bounds.whole((double) slot.whole(), (double) slot.whole());
                case REAL -> new Bounds(slot.real(), slot.real());
                case FLAG -> slot.flag() ? Bounds.TRUE : Bounds.FALSE;
            };
        }
    }

    /** Whether collectors may settle sub-grids; else only the conditions may. */
    boolean settling() {
        return settling;
    }

    /** Narrows a level to the positions {@code [from, to)}, within the positions of the levels above it. */
    void narrow(int level, int from, int to) {
        Bounds[] frame = frames[level + 1];
        for (Instruction instruction : byLevel[level]) {
            AxisColumn load = instruction.load();
            frame[instruction.out()] = load == null ? bounds(instruction, frame) : over(load, level, from, to);
        }
    }

    /** Starts a level at all its positions: takes over the bounds of the level above it. */
    void enter(int level) {
        System.arraycopy(frames[level], 0, frames[level + 1], 0, frames[level].length);
    }

    private Bounds over(AxisColumn load, int level, int from, int to) {
        AxisRanges range = Objects.requireNonNull(ranges.get(load));
        if (level < tiling.tileAxis()) {
            return range.over(from, to);
        }
        int positions = tiling.blockPositions();
        return range.over(from * positions, Math.min(to * positions, load.size()));
    }

    /** What the conditions say of the rows within the given level's positions. */
    Decision conditions(int level) {
        Bounds[] frame = frames[level + 1];
        boolean all = true;
        boolean none = false;
        for (int condition : conditions) {
            Bounds holds = frame[condition];
            if (!holds.certain()) {
                return Decision.UNDECIDED;
            }
            all &= holds.low() == 1;
            none |= holds.high() == 0;
        }
        return none ? Decision.ALL_FALSE : all ? Decision.ALL_TRUE : Decision.UNDECIDED;
    }

    /** The view of the rows within the given level's positions; one object, moved by each call. */
    SubGrid subGrid(int level, long firstRow, long rows, boolean selected) {
        subGrid.moveTo(level, firstRow, rows, selected);
        return subGrid;
    }

    /** Bounds of a slot within the given level's positions. */
    Bounds bounds(int level, int slot) {
        return frames[level + 1][slot];
    }

    private static Bounds bounds(Instruction instruction, Bounds[] slots) {
        Bounds a = slots[instruction.first()];
        Bounds b = instruction.second() < 0 ? a : slots[instruction.second()];
        if (!a.certain()) {
            return Bounds.UNCERTAIN;
        }
        Operation operation = instruction.operation();
        switch (operation) {
            case LONG_SELECT, REAL_SELECT, FLAG_SELECT -> {
                return select(a, b, slots[instruction.third()]);
            }
            case FLAG_AND -> {
                return a.high() == 0 ? a : both(a, b);
            }
            case FLAG_OR -> {
                return a.low() == 1 ? a : not(both(not(a), not(b)));
            }
            default -> {
                return b.certain() ? bounds(instruction, operation, a, b) : b;
            }
        }
    }

    private static Bounds select(Bounds flag, Bounds then, Bounds otherwise) {
        if (flag.low() == 1) {
            return then;
        }
        if (flag.high() == 0) {
            return otherwise;
        }
        return then.certain() && otherwise.certain() ? then.union(otherwise) : Bounds.UNCERTAIN;
    }

    private static Bounds bounds(Instruction instruction, Operation operation, Bounds a, Bounds b) {
        return switch (operation) {
            case LONG_ADD -> whole(instruction, a.plus(b));
            case LONG_SUBTRACT -> whole(instruction, a.minus(b));
            case LONG_MULTIPLY -> whole(instruction, a.times(b));
            case LONG_DIVIDE -> b.contains(0) ? Bounds.UNCERTAIN : whole(instruction, a.truncatedOver(b));
            case LONG_REMAINDER -> b.contains(0) ? Bounds.UNCERTAIN : whole(instruction, a.remainder(b));
            case LONG_MIN, REAL_MIN -> a.min(b);
            case LONG_MAX, REAL_MAX -> a.max(b);
            case LONG_NEGATE -> whole(instruction, a.negated());
            case LONG_ABS -> whole(instruction, a.magnitude());
            case LONG_TO_REAL -> a;
            case REAL_ADD -> real(instruction, a.plus(b));
            case REAL_SUBTRACT -> real(instruction, a.minus(b));
            case REAL_MULTIPLY -> real(instruction, a.times(b));
            case REAL_DIVIDE -> real(instruction, a.over(b));
            case REAL_POWER -> real(instruction, a.power(b));
            case REAL_NEGATE -> a.negated();
            case REAL_ABS -> a.magnitude();
            case REAL_SQRT -> real(instruction, a.squareRoot());
            case REAL_LOG2 -> real(instruction, a.log2());
            case REAL_FLOOR -> whole(instruction, a.floor());
            case REAL_CEIL -> whole(instruction, a.ceil());
            case REAL_ROUND -> whole(instruction, a.rounded());
            case LONG_EQUAL, REAL_EQUAL, FLAG_EQUAL -> equal(a, b);
            case LONG_NOT_EQUAL, REAL_NOT_EQUAL, FLAG_NOT_EQUAL -> not(equal(a, b));
            case LONG_LESS, REAL_LESS -> not(lessEqual(b, a));
            case LONG_LESS_EQUAL, REAL_LESS_EQUAL -> lessEqual(a, b);
            case FLAG_NOT -> not(a);
            case CONSTANT, LOAD, LONG_SELECT, REAL_SELECT, FLAG_SELECT, FLAG_AND, FLAG_OR ->
                throw new IllegalStateException(instruction.toString());
        };
    }

    private static Bounds whole(Instruction instruction, Bounds bounds) {
        return instruction.check() >= 0 && !bounds.fitsLong()
                ? Bounds.UNCERTAIN
                : bounds.cutToLong().whole();
    }

    private static Bounds real(Instruction instruction, Bounds bounds) {
        return instruction.check() >= 0 && !bounds.finite() ? Bounds.UNCERTAIN : bounds;
    }

    private static Bounds equal(Bounds a, Bounds b) {
        if (a.high() < b.low() || b.high() < a.low()) {
            return Bounds.FALSE;
        }
        return a.point() && b.point() && a.exactWhole() ? Bounds.TRUE : Bounds.EITHER;
    }

    private static Bounds lessEqual(Bounds a, Bounds b) {
        if (a.high() <= b.low()) {
            return Bounds.TRUE;
        }
        return a.low() > b.high() ? Bounds.FALSE : Bounds.EITHER;
    }

    private static Bounds both(Bounds a, Bounds b) {
        return b.certain() ? a.min(b) : b;
    }

    private static Bounds not(Bounds flag) {
        return flag.certain() ? new Bounds(1 - flag.high(), 1 - flag.low()) : flag;
    }
}
