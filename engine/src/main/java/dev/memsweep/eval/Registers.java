package dev.memsweep.eval;

import dev.memsweep.plan.AxisColumn;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Instruction;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.Tiling;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The arrays of a worker by slot, and the instructions run on them. A scalar is an array of length 1.
 *
 * <p>Tracks which checked instructions have, as last run, a lane without a value.
 */
final class Registers {
    private static final long[] NO_LONGS = {};
    private static final double[] NO_REALS = {};
    private static final boolean[] NO_FLAGS = {};

    private final Tiling tiling;
    private final long[][] longs;
    private final double[][] reals;
    private final boolean[][] flags;
    private final boolean[] faults;
    private int faulty;

    Registers(Plan plan) {
        this.tiling = plan.tiling();
        List<Plan.Slot> slots = plan.slots();
        this.longs = new long[slots.size()][];
        this.reals = new double[slots.size()][];
        this.flags = new boolean[slots.size()][];
        this.faults = new boolean[plan.checks()];
        for (int i = 0; i < slots.size(); i++) {
            Plan.Slot slot = slots.get(i);
            int length = slot.vector() ? tiling.tileRows() : 1;
            longs[i] = NO_LONGS;
            reals[i] = NO_REALS;
            flags[i] = NO_FLAGS;
            switch (slot.kind()) {
                case LONG -> {
                    longs[i] = new long[length];
                    longs[i][0] = slot.whole();
                }
                case REAL -> {
                    reals[i] = new double[length];
                    reals[i][0] = slot.real();
                }
                case FLAG -> {
                    flags[i] = new boolean[length];
                    flags[i][0] = slot.flag();
                }
            }
        }
    }

    /** A view of these arrays for collectors. */
    Tile tile(List<Column> columns, int[] selection) {
        return new Tile(columns, longs, reals, flags, selection);
    }

    /** Whether some instruction has a lane without a value. */
    boolean faulty() {
        return faulty > 0;
    }

    boolean flag(int slot) {
        return flags[slot][0];
    }

    boolean[] flags(int slot) {
        return flags[slot];
    }

    /** Runs an instruction over {@code rows} lanes, or over one if its result is a scalar. */
    void run(Instruction instruction, int[] coordinates, int rows) {
        int count = instruction.vector() ? rows : 1;
        boolean fault = switch (instruction.operation()) {
            case CONSTANT -> false;
            case LOAD -> load(instruction, coordinates, count);
            case LONG_ADD,
                    LONG_SUBTRACT,
                    LONG_MULTIPLY,
                    LONG_DIVIDE,
                    LONG_REMAINDER,
                    LONG_MIN,
                    LONG_MAX,
                    LONG_NEGATE,
                    LONG_ABS -> longs(instruction, count);
            case LONG_EQUAL, LONG_NOT_EQUAL, LONG_LESS, LONG_LESS_EQUAL -> compareLongs(instruction, count);
            case REAL_ADD,
                    REAL_SUBTRACT,
                    REAL_MULTIPLY,
                    REAL_DIVIDE,
                    REAL_POWER,
                    REAL_MIN,
                    REAL_MAX,
                    REAL_NEGATE,
                    REAL_ABS,
                    REAL_SQRT,
                    REAL_LOG2 -> reals(instruction, count);
            case REAL_EQUAL, REAL_NOT_EQUAL, REAL_LESS, REAL_LESS_EQUAL -> compareReals(instruction, count);
            case LONG_TO_REAL, REAL_FLOOR, REAL_CEIL, REAL_ROUND -> convert(instruction, count);
            case FLAG_AND, FLAG_OR, FLAG_NOT, FLAG_EQUAL, FLAG_NOT_EQUAL -> flags(instruction, count);
            case LONG_SELECT, REAL_SELECT, FLAG_SELECT -> select(instruction, count);
        };
        if (instruction.check() >= 0) {
            record(instruction.check(), fault);
        }
    }

    private void record(int check, boolean fault) {
        if (faults[check] != fault) {
            faults[check] = fault;
            faulty += fault ? 1 : -1;
        }
    }

    private boolean load(Instruction instruction, int[] coordinates, int count) {
        AxisColumn column = Objects.requireNonNull(instruction.load());
        int axis = column.axis();
        int block = tiling.blocked() ? coordinates[coordinates.length - 1] : 0;
        boolean scalar = !instruction.vector();
        int out = instruction.out();
        long[] fromLongs = column.longs();
        double[] fromReals = column.reals();
        boolean[] fromFlags = column.flags();
        for (int lane = 0; lane < count; lane++) {
            int position = scalar ? coordinates[axis] : tiling.position(axis, lane, block);
            if (fromLongs != null) {
                longs[out][lane] = fromLongs[position];
            } else if (fromReals != null) {
                reals[out][lane] = fromReals[position];
            } else if (fromFlags != null) {
                flags[out][lane] = fromFlags[position];
            }
        }
        return false;
    }

    /** 1 for an operand that is as long as the result, 0 for one that stays at its element 0. */
    private static int firstStep(Instruction instruction) {
        return switch (instruction.operands()) {
            case BOTH, FIRST -> 1;
            case SECOND, NEITHER -> 0;
        };
    }

    private static int secondStep(Instruction instruction) {
        return switch (instruction.operands()) {
            case BOTH, SECOND -> 1;
            case FIRST, NEITHER -> 0;
        };
    }

    private boolean longs(Instruction instruction, int count) {
        long[] a = longs[instruction.first()];
        long[] b = instruction.second() < 0 ? NO_LONGS : longs[instruction.second()];
        long[] out = longs[instruction.out()];
        int aStep = firstStep(instruction);
        int bStep = secondStep(instruction);
        boolean checked = instruction.check() >= 0;
        switch (instruction.operation()) {
            case LONG_ADD -> {
                if (bStep == 1) {
                    LongKernels.add(a, b, out, count);
                } else {
                    LongKernels.add(a, b[0], out, count);
                }
                return checked && FaultChecks.add(a, aStep, b, bStep, out, count);
            }
            case LONG_SUBTRACT -> {
                if (aStep == 0) {
                    LongKernels.subtract(a[0], b, out, count);
                } else if (bStep == 1) {
                    LongKernels.subtract(a, b, out, count);
                } else {
                    LongKernels.subtract(a, b[0], out, count);
                }
                return checked && FaultChecks.subtract(a, aStep, b, bStep, out, count);
            }
            case LONG_MULTIPLY -> {
                if (bStep == 1) {
                    LongKernels.multiply(a, b, out, count);
                } else {
                    LongKernels.multiply(a, b[0], out, count);
                }
                return checked && FaultChecks.multiply(a, aStep, b, bStep, out, count);
            }
            case LONG_DIVIDE -> {
                LongKernels.divide(a, aStep, b, bStep, out, count);
                return checked && FaultChecks.divide(a, aStep, b, bStep, count);
            }
            case LONG_REMAINDER -> {
                LongKernels.remainder(a, aStep, b, bStep, out, count);
                return checked && FaultChecks.divide(a, aStep, b, bStep, count);
            }
            case LONG_MIN -> {
                if (bStep == 1) {
                    LongKernels.min(a, b, out, count);
                } else {
                    LongKernels.min(a, b[0], out, count);
                }
            }
            case LONG_MAX -> {
                if (bStep == 1) {
                    LongKernels.max(a, b, out, count);
                } else {
                    LongKernels.max(a, b[0], out, count);
                }
            }
            case LONG_NEGATE -> {
                LongKernels.negate(a, out, count);
                return checked && FaultChecks.negate(a, count);
            }
            case LONG_ABS -> {
                LongKernels.abs(a, out, count);
                return checked && FaultChecks.negate(a, count);
            }
            default -> throw new IllegalStateException(instruction.toString());
        }
        return false;
    }

    private boolean compareLongs(Instruction instruction, int count) {
        long[] a = longs[instruction.first()];
        long[] b = longs[instruction.second()];
        boolean[] out = flags[instruction.out()];
        int aStep = firstStep(instruction);
        int bStep = secondStep(instruction);
        switch (instruction.operation()) {
            case LONG_EQUAL -> {
                if (bStep == 1) {
                    LongKernels.equal(a, b, out, count);
                } else {
                    LongKernels.equal(a, b[0], out, count);
                }
            }
            case LONG_NOT_EQUAL -> {
                if (bStep == 1) {
                    LongKernels.notEqual(a, b, out, count);
                } else {
                    LongKernels.notEqual(a, b[0], out, count);
                }
            }
            case LONG_LESS -> {
                if (aStep == 0) {
                    LongKernels.less(a[0], b, out, count);
                } else if (bStep == 1) {
                    LongKernels.less(a, b, out, count);
                } else {
                    LongKernels.less(a, b[0], out, count);
                }
            }
            case LONG_LESS_EQUAL -> {
                if (aStep == 0) {
                    LongKernels.lessEqual(a[0], b, out, count);
                } else if (bStep == 1) {
                    LongKernels.lessEqual(a, b, out, count);
                } else {
                    LongKernels.lessEqual(a, b[0], out, count);
                }
            }
            default -> throw new IllegalStateException(instruction.toString());
        }
        return false;
    }

    private boolean reals(Instruction instruction, int count) {
        double[] a = reals[instruction.first()];
        double[] b = instruction.second() < 0 ? NO_REALS : reals[instruction.second()];
        double[] out = reals[instruction.out()];
        int aStep = firstStep(instruction);
        int bStep = secondStep(instruction);
        switch (instruction.operation()) {
            case REAL_ADD -> {
                if (bStep == 1) {
                    RealKernels.add(a, b, out, count);
                } else {
                    RealKernels.add(a, b[0], out, count);
                }
            }
            case REAL_SUBTRACT -> {
                if (aStep == 0) {
                    RealKernels.subtract(a[0], b, out, count);
                } else if (bStep == 1) {
                    RealKernels.subtract(a, b, out, count);
                } else {
                    RealKernels.subtract(a, b[0], out, count);
                }
            }
            case REAL_MULTIPLY -> {
                if (bStep == 1) {
                    RealKernels.multiply(a, b, out, count);
                } else {
                    RealKernels.multiply(a, b[0], out, count);
                }
            }
            case REAL_DIVIDE -> {
                if (aStep == 0) {
                    RealKernels.divide(a[0], b, out, count);
                } else if (bStep == 1) {
                    RealKernels.divide(a, b, out, count);
                } else {
                    RealKernels.divide(a, b[0], out, count);
                }
            }
            case REAL_POWER -> RealKernels.power(a, aStep, b, bStep, out, count);
            case REAL_MIN -> {
                if (bStep == 1) {
                    RealKernels.min(a, b, out, count);
                } else {
                    RealKernels.min(a, b[0], out, count);
                }
            }
            case REAL_MAX -> {
                if (bStep == 1) {
                    RealKernels.max(a, b, out, count);
                } else {
                    RealKernels.max(a, b[0], out, count);
                }
            }
            case REAL_NEGATE -> RealKernels.negate(a, out, count);
            case REAL_ABS -> RealKernels.abs(a, out, count);
            case REAL_SQRT -> RealKernels.sqrt(a, out, count);
            case REAL_LOG2 -> RealKernels.log2(a, out, count);
            default -> throw new IllegalStateException(instruction.toString());
        }
        return instruction.check() >= 0 && FaultChecks.notFinite(out, count);
    }

    private boolean compareReals(Instruction instruction, int count) {
        double[] a = reals[instruction.first()];
        double[] b = reals[instruction.second()];
        boolean[] out = flags[instruction.out()];
        int aStep = firstStep(instruction);
        int bStep = secondStep(instruction);
        switch (instruction.operation()) {
            case REAL_EQUAL -> {
                if (bStep == 1) {
                    RealKernels.equal(a, b, out, count);
                } else {
                    RealKernels.equal(a, b[0], out, count);
                }
            }
            case REAL_NOT_EQUAL -> {
                if (bStep == 1) {
                    RealKernels.notEqual(a, b, out, count);
                } else {
                    RealKernels.notEqual(a, b[0], out, count);
                }
            }
            case REAL_LESS -> {
                if (aStep == 0) {
                    RealKernels.less(a[0], b, out, count);
                } else if (bStep == 1) {
                    RealKernels.less(a, b, out, count);
                } else {
                    RealKernels.less(a, b[0], out, count);
                }
            }
            case REAL_LESS_EQUAL -> {
                if (aStep == 0) {
                    RealKernels.lessEqual(a[0], b, out, count);
                } else if (bStep == 1) {
                    RealKernels.lessEqual(a, b, out, count);
                } else {
                    RealKernels.lessEqual(a, b[0], out, count);
                }
            }
            default -> throw new IllegalStateException(instruction.toString());
        }
        return false;
    }

    private boolean convert(Instruction instruction, int count) {
        if (instruction.operation() == dev.memsweep.plan.Operation.LONG_TO_REAL) {
            LongKernels.toReal(longs[instruction.first()], reals[instruction.out()], count);
            return false;
        }
        double[] a = reals[instruction.first()];
        long[] out = longs[instruction.out()];
        switch (instruction.operation()) {
            case REAL_FLOOR -> RealKernels.floor(a, out, count);
            case REAL_CEIL -> RealKernels.ceil(a, out, count);
            case REAL_ROUND -> RealKernels.round(a, out, count);
            default -> throw new IllegalStateException(instruction.toString());
        }
        return instruction.check() >= 0 && FaultChecks.notWhole(a, count);
    }

    private boolean flags(Instruction instruction, int count) {
        boolean[] a = flags[instruction.first()];
        boolean[] b = instruction.second() < 0 ? NO_FLAGS : flags[instruction.second()];
        boolean[] out = flags[instruction.out()];
        boolean both = secondStep(instruction) == 1;
        switch (instruction.operation()) {
            case FLAG_AND -> {
                if (both) {
                    FlagKernels.and(a, b, out, count);
                } else {
                    FlagKernels.and(a, b[0], out, count);
                }
            }
            case FLAG_OR -> {
                if (both) {
                    FlagKernels.or(a, b, out, count);
                } else {
                    FlagKernels.or(a, b[0], out, count);
                }
            }
            case FLAG_EQUAL -> {
                if (both) {
                    FlagKernels.equal(a, b, out, count);
                } else {
                    FlagKernels.equal(a, b[0], out, count);
                }
            }
            case FLAG_NOT_EQUAL -> {
                if (both) {
                    FlagKernels.notEqual(a, b, out, count);
                } else {
                    FlagKernels.notEqual(a, b[0], out, count);
                }
            }
            case FLAG_NOT -> FlagKernels.not(a, out, count);
            default -> throw new IllegalStateException(instruction.toString());
        }
        return false;
    }

    private boolean select(Instruction instruction, int count) {
        boolean[] condition = flags[instruction.first()];
        int then = instruction.second();
        int otherwise = instruction.third();
        boolean scalarCondition = condition.length == 1;
        int chosen = condition[0] ? then : otherwise;
        int out = instruction.out();
        switch (instruction.operation()) {
            case LONG_SELECT -> {
                if (scalarCondition) {
                    copy(longs[chosen], longs[out], count);
                } else {
                    selectLongs(condition, longs[then], longs[otherwise], longs[out], count);
                }
            }
            case REAL_SELECT -> {
                if (scalarCondition) {
                    copy(reals[chosen], reals[out], count);
                } else {
                    selectReals(condition, reals[then], reals[otherwise], reals[out], count);
                }
            }
            case FLAG_SELECT -> {
                if (scalarCondition) {
                    copy(flags[chosen], flags[out], count);
                } else {
                    selectFlags(condition, flags[then], flags[otherwise], flags[out], count);
                }
            }
            default -> throw new IllegalStateException(instruction.toString());
        }
        return false;
    }

    private static void selectLongs(boolean[] flag, long[] then, long[] otherwise, long[] out, int count) {
        if (then.length > 1 && otherwise.length > 1) {
            LongKernels.select(flag, then, otherwise, out, count);
        } else if (then.length > 1) {
            LongKernels.select(flag, then, otherwise[0], out, count);
        } else if (otherwise.length > 1) {
            LongKernels.select(flag, then[0], otherwise, out, count);
        } else {
            LongKernels.select(flag, then[0], otherwise[0], out, count);
        }
    }

    private static void selectReals(boolean[] flag, double[] then, double[] otherwise, double[] out, int count) {
        if (then.length > 1 && otherwise.length > 1) {
            RealKernels.select(flag, then, otherwise, out, count);
        } else if (then.length > 1) {
            RealKernels.select(flag, then, otherwise[0], out, count);
        } else if (otherwise.length > 1) {
            RealKernels.select(flag, then[0], otherwise, out, count);
        } else {
            RealKernels.select(flag, then[0], otherwise[0], out, count);
        }
    }

    private static void selectFlags(boolean[] flag, boolean[] then, boolean[] otherwise, boolean[] out, int count) {
        if (then.length > 1 && otherwise.length > 1) {
            FlagKernels.select(flag, then, otherwise, out, count);
        } else if (then.length > 1) {
            FlagKernels.select(flag, then, otherwise[0], out, count);
        } else if (otherwise.length > 1) {
            FlagKernels.select(flag, then[0], otherwise, out, count);
        } else {
            FlagKernels.select(flag, then[0], otherwise[0], out, count);
        }
    }

    private static void copy(long[] from, long[] to, int count) {
        if (from.length > 1) {
            System.arraycopy(from, 0, to, 0, count);
        } else {
            Arrays.fill(to, 0, count, from[0]);
        }
    }

    private static void copy(double[] from, double[] to, int count) {
        if (from.length > 1) {
            System.arraycopy(from, 0, to, 0, count);
        } else {
            Arrays.fill(to, 0, count, from[0]);
        }
    }

    private static void copy(boolean[] from, boolean[] to, int count) {
        if (from.length > 1) {
            System.arraycopy(from, 0, to, 0, count);
        } else {
            Arrays.fill(to, 0, count, from[0]);
        }
    }
}
