package dev.memsweep.eval;

import dev.memsweep.plan.AxisColumn;
import dev.memsweep.plan.Bounds;
import dev.memsweep.plan.Instruction;
import dev.memsweep.plan.Interval;
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
 * <p>A value has an interval for each level it depends on, so that moving within a level costs the instructions that
 * depend on it, and one for the whole grid. A value that may not exist somewhere in the sub-grid is uncertain, and so is
 * what is computed from it: nothing is concluded from such a value, so that a fault is found by the rows that have it.
 *
 * <p>Allocates nothing once it is made.
 */
final class Intervals {
    private final boolean settling;
    private final SubGrid subGrid;

    /** By level: what is computed anew when it moves. */
    private final IntervalStep[][] steps;

    /** By level from -1: each slot's interval within the positions that the level is narrowed to. */
    private final Interval[][] views;

    /** By level from -1: the intervals of the conditions. */
    private final Interval[][] conditions;

    /**
     * @param program of the plan and the slots whose bounds are asked for
     */
    Intervals(Plan plan, Program program) {
        int levels = plan.tiling().levels();
        this.settling = program.settling;
        this.subGrid = new SubGrid(plan.columns(), this);
        this.steps = new IntervalStep[levels][];
        this.views = new Interval[levels + 1][];
        this.conditions = new Interval[levels + 1][];
        views[0] = program.whole;
        for (int level = 0; level <= levels; level++) {
            if (level > 0) {
                narrowed(level - 1, program);
            }
            conditions[level] = new Interval[program.conditions.length];
            for (int i = 0; i < program.conditions.length; i++) {
                conditions[level][i] = views[level][program.conditions[i]];
            }
        }
    }

    private void narrowed(int level, Program program) {
        Interval[] view = views[level].clone();
        List<IntervalStep> moved = new ArrayList<>();
        for (Instruction instruction : program.byLevel.get(level)) {
            Interval out = new Interval();
            view[instruction.out()] = out;
            AxisColumn load = instruction.load();
            moved.add(
                    load == null
                            ? new IntervalStep.Computed(instruction, view)
                            : new IntervalStep.Loaded(program.ranges(load), program.tiling, level, out));
        }
        views[level + 1] = view;
        steps[level] = moved.toArray(IntervalStep[]::new);
    }

    /** What all workers share. */
    static final class Program {
        private final Tiling tiling;
        private final int[] conditions;
        private final List<List<Instruction>> byLevel = new ArrayList<>();
        private final IdentityHashMap<AxisColumn, AxisRanges> ranges = new IdentityHashMap<>();
        private final List<Instruction> instructions;
        private final Interval[] whole;
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
            long[] axes = new long[plan.slots().size()];
            for (int level = 0; level < tiling.levels(); level++) {
                byLevel.add(new ArrayList<>());
            }
            this.whole = new Interval[plan.slots().size()];
            for (int slot = 0; slot < whole.length; slot++) {
                whole[slot] = constant(plan.slots().get(slot));
            }
            this.instructions = needed(plan, slots);
            for (Instruction instruction : instructions) {
                int out = instruction.out();
                AxisColumn load = instruction.load();
                if (load != null) {
                    ranges.computeIfAbsent(load, AxisRanges::new);
                    axes[out] = 1L << load.axis();
                    ranges(load).over(0, load.size(), whole[out]);
                } else {
                    new IntervalStep.Computed(instruction, whole).narrow(0, 0);
                }
                for (int operand : new int[] {instruction.first(), instruction.second(), instruction.third()}) {
                    axes[out] |= operand < 0 ? 0 : axes[operand];
                }
                for (int level = 0; level < tiling.levels(); level++) {
                    if ((axes[out] & (1L << level)) != 0) {
                        byLevel.get(level).add(instruction);
                    }
                }
            }
        }

        /** What is computed, each after its operands. */
        List<Instruction> instructions() {
            return instructions;
        }

        /** Bounds of a slot over the whole grid. */
        Interval whole(int slot) {
            return whole[slot];
        }

        AxisRanges ranges(AxisColumn column) {
            return Objects.requireNonNull(ranges.get(column));
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

        private static Interval constant(Plan.Slot slot) {
            return switch (slot.kind()) {
                case LONG -> new Interval().setWhole((double) slot.whole(), (double) slot.whole());
                case REAL -> new Interval().set(slot.real(), slot.real());
                case FLAG -> new Interval().set(slot.flag() ? 1 : 0, slot.flag() ? 1 : 0);
            };
        }
    }

    /** Whether collectors may settle sub-grids; else only the conditions may. */
    boolean settling() {
        return settling;
    }

    /** Narrows a level to the positions {@code [from, to)}, within the positions of the levels above it. */
    void narrow(int level, int from, int to) {
        for (IntervalStep step : steps[level]) {
            step.narrow(from, to);
        }
    }

    /** What the conditions say of the rows within the given level's positions; all rows for level -1. */
    Decision conditions(int level) {
        boolean all = true;
        boolean none = false;
        for (Interval holds : conditions[level + 1]) {
            if (!holds.certain()) {
                return Decision.UNDECIDED;
            }
            all &= holds.low() == 1;
            none |= holds.high() == 0;
        }
        return none ? Decision.ALL_FALSE : all ? Decision.ALL_TRUE : Decision.UNDECIDED;
    }

    /** Whether every condition has a value for every row within the given level's positions. */
    boolean certain(int level) {
        for (Interval holds : conditions[level + 1]) {
            if (!holds.certain()) {
                return false;
            }
        }
        return true;
    }

    /** The view of the rows within the given level's positions; one object, moved by each call. */
    SubGrid subGrid(int level, long firstRow, long rows, boolean selected) {
        subGrid.moveTo(level, firstRow, rows, selected);
        return subGrid;
    }

    /** Bounds of a slot within the given level's positions. */
    Bounds bounds(int level, int slot) {
        return views[level + 1][slot].bounds();
    }
}
