package dev.memsweep.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan: reads slots, writes a slot.
 *
 * <p>A scalar is a vector of length 1, so an instruction runs over 1 lane or over all lanes of the tile; {@code operands}
 * says which operands then stay at element 0.
 *
 * @param operation what is computed
 * @param operands which operands are vectors
 * @param first slot of the first operand, the flag of a select; -1 when there is none
 * @param second slot of the second operand; -1 when there is none
 * @param third slot of the third operand; -1 when there is none
 * @param out slot that is written
 * @param vector whether it runs over all lanes of the tile
 * @param load the values of a load, else null
 * @param check number of its fault flag, or -1 when it was proved that its value always exists
 * @param guards flags without which nobody wants its value, so that it does not matter whether it exists
 */
public record Instruction(
        Operation operation,
        Operands operands,
        int first,
        int second,
        int third,
        int out,
        boolean vector,
        @Nullable AxisColumn load,
        int check,
        List<Guard> guards) {

    /** Copies the list. */
    public Instruction {
        guards = List.copyOf(guards);
    }

    /**
     * A scalar flag that is computed before the instruction that it guards.
     *
     * @param slot slot of the flag
     * @param value what it has to be for the instruction's value to be wanted
     */
    public record Guard(int slot, boolean value) {}

    /** Which of the two value operands are as long as the result; the others are scalars. */
    public enum Operands {
        /** Both, or the only one. */
        BOTH,
        /** The first alone. */
        FIRST,
        /** The second alone. */
        SECOND,
        /** Neither. */
        NEITHER
    }
}
