package dev.memsweep.plan;

import dev.memsweep.spec.Sweep;
import java.util.List;

/**
 * A compiled sweep: immutable, shared by all workers.
 *
 * @param sweep what was compiled
 * @param tiling how the grid is cut
 * @param slots what each slot holds
 * @param once instructions that run once a worker: constants aside, the vectors that are the same in every tile
 * @param byLevel instructions that run when an outer level moves, by level; those of deeper levels run after them
 * @param onDemand instructions that run for a tile only when a consumer asks for their lanes; each after its operands
 * @param scalarConditions slots of the conditions that hold or fail for whole tiles, by level; those of level -1, which
 *     never move, are at index 0, those of level l at index l + 1
 * @param laneConditions slots of the conditions that differ between the lanes of a tile
 * @param checks number of fault flags
 * @param columns the output columns
 */
public record Plan(
        Sweep sweep,
        Tiling tiling,
        List<Slot> slots,
        List<Instruction> once,
        List<List<Instruction>> byLevel,
        List<Instruction> onDemand,
        List<List<Integer>> scalarConditions,
        List<Integer> laneConditions,
        int checks,
        List<Column> columns) {

    /** Copies the lists. */
    public Plan {
        slots = List.copyOf(slots);
        once = List.copyOf(once);
        byLevel = List.copyOf(byLevel);
        onDemand = List.copyOf(onDemand);
        scalarConditions = List.copyOf(scalarConditions);
        laneConditions = List.copyOf(laneConditions);
        columns = List.copyOf(columns);
    }

    /** The kinds of slot. */
    public enum SlotKind {
        /** Whole numbers and label codes. */
        LONG,
        /** Doubles. */
        REAL,
        /** Truth values. */
        FLAG
    }

    /**
     * What a slot holds.
     *
     * @param kind the kind of its values
     * @param vector whether it is as long as a tile; else its length is 1
     * @param whole the value of a constant LONG slot
     * @param real the value of a constant REAL slot
     * @param flag the value of a constant FLAG slot
     */
    public record Slot(SlotKind kind, boolean vector, long whole, double real, boolean flag) {}
}
