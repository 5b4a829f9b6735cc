package dev.memsweep.eval;

import dev.memsweep.formula.Arithmetic;
import dev.memsweep.plan.AxisColumn;
import dev.memsweep.plan.Instruction;
import java.util.Objects;

/**
 * Runs instructions whose result is one value: the same operations as the kernels, without their loops, since most of
 * what moves with an outer axis is a handful of scalars a tile.
 */
final class ScalarUnit {
    private final long[][] longs;
    private final double[][] reals;
    private final boolean[][] flags;

    /** Works on the arrays of a worker, of which it uses element 0. */
    ScalarUnit(long[][] longs, double[][] reals, boolean[][] flags) {
        this.longs = longs;
        this.reals = reals;
        this.flags = flags;
    }

    void run(Instruction instruction, int[] coordinates) {
        int first = instruction.first();
        int second = instruction.second();
        int third = instruction.third();
        int out = instruction.out();
        switch (instruction.operation()) {
            case CONSTANT -> {}
            case LOAD -> load(Objects.requireNonNull(instruction.load()), out, coordinates);
            case LONG_ADD -> longs[out][0] = longs[first][0] + longs[second][0];
            case LONG_SUBTRACT -> longs[out][0] = longs[first][0] - longs[second][0];
            case LONG_MULTIPLY -> longs[out][0] = longs[first][0] * longs[second][0];
            case LONG_DIVIDE -> longs[out][0] = longs[second][0] == 0 ? 0 : longs[first][0] / longs[second][0];
            case LONG_REMAINDER -> longs[out][0] = longs[second][0] == 0 ? 0 : longs[first][0] % longs[second][0];
            case LONG_MIN -> longs[out][0] = Math.min(longs[first][0], longs[second][0]);
            case LONG_MAX -> longs[out][0] = Math.max(longs[first][0], longs[second][0]);
            case LONG_NEGATE -> longs[out][0] = -longs[first][0];
            case LONG_ABS -> longs[out][0] = Math.abs(longs[first][0]);
            case LONG_TO_REAL -> reals[out][0] = (double) longs[first][0];
            case LONG_EQUAL -> flags[out][0] = longs[first][0] == longs[second][0];
            case LONG_NOT_EQUAL -> flags[out][0] = longs[first][0] != longs[second][0];
            case LONG_LESS -> flags[out][0] = longs[first][0] < longs[second][0];
            case LONG_LESS_EQUAL -> flags[out][0] = longs[first][0] <= longs[second][0];
            case LONG_SELECT -> longs[out][0] = longs[flags[first][0] ? second : third][0];
            case REAL_ADD -> reals[out][0] = reals[first][0] + reals[second][0];
            case REAL_SUBTRACT -> reals[out][0] = reals[first][0] - reals[second][0];
            case REAL_MULTIPLY -> reals[out][0] = reals[first][0] * reals[second][0];
            case REAL_DIVIDE -> reals[out][0] = reals[first][0] / reals[second][0];
            case REAL_POWER -> reals[out][0] = StrictMath.pow(reals[first][0], reals[second][0]);
            case REAL_MIN -> reals[out][0] = Math.min(reals[first][0], reals[second][0]);
            case REAL_MAX -> reals[out][0] = Math.max(reals[first][0], reals[second][0]);
            case REAL_NEGATE -> reals[out][0] = -reals[first][0];
            case REAL_ABS -> reals[out][0] = Math.abs(reals[first][0]);
            case REAL_SQRT -> reals[out][0] = Math.sqrt(reals[first][0]);
            case REAL_LOG2 -> reals[out][0] = Arithmetic.log2(reals[first][0]);
            case REAL_FLOOR -> longs[out][0] = (long) Math.floor(reals[first][0]);
            case REAL_CEIL -> longs[out][0] = (long) Math.ceil(reals[first][0]);
            case REAL_ROUND -> longs[out][0] = (long) Arithmetic.round(reals[first][0]);
            case REAL_EQUAL -> flags[out][0] = reals[first][0] == reals[second][0];
            case REAL_NOT_EQUAL -> flags[out][0] = reals[first][0] != reals[second][0];
            case REAL_LESS -> flags[out][0] = reals[first][0] < reals[second][0];
            case REAL_LESS_EQUAL -> flags[out][0] = reals[first][0] <= reals[second][0];
            case REAL_SELECT -> reals[out][0] = reals[flags[first][0] ? second : third][0];
            case FLAG_AND -> flags[out][0] = flags[first][0] && flags[second][0];
            case FLAG_OR -> flags[out][0] = flags[first][0] || flags[second][0];
            case FLAG_NOT -> flags[out][0] = !flags[first][0];
            case FLAG_EQUAL -> flags[out][0] = flags[first][0] == flags[second][0];
            case FLAG_NOT_EQUAL -> flags[out][0] = flags[first][0] != flags[second][0];
            case FLAG_SELECT -> flags[out][0] = flags[flags[first][0] ? second : third][0];
        }
    }

    private void load(AxisColumn column, int out, int[] coordinates) {
        int position = coordinates[column.axis()];
        long[] fromLongs = column.longs();
        double[] fromReals = column.reals();
        boolean[] fromFlags = column.flags();
        if (fromLongs != null) {
            longs[out][0] = fromLongs[position];
        } else if (fromReals != null) {
            reals[out][0] = fromReals[position];
        } else if (fromFlags != null) {
            flags[out][0] = fromFlags[position];
        }
    }
}
