package dev.memsweep.eval;

import dev.memsweep.plan.AxisColumn;
import dev.memsweep.plan.Instruction;
import dev.memsweep.plan.Operation;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.Tiling;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a worker by slot, and the instructions run on them. A scalar is an array of length 1.
 *
 * <p>Instructions on demand run when the lanes of their slot are asked for, at most once a tile. Where a whole tile takes
 * one side of a choice, the choice's slot shows the array of that side and nothing runs for the other.
 *
 * <p>Tracks which checked instructions have, as last run, a lane without a value.
 */
final class Registers implements TileValues {
    private static final long[] NO_LONGS = {};
    private static final double[] NO_REALS = {};
    private static final boolean[] NO_FLAGS = {};

    private final Tiling tiling;
    private final long[][] longs;
    private final double[][] reals;
    private final boolean[][] flags;
    private final long[][] ownLongs;
    private final double[][] ownReals;
    private final boolean[][] ownFlags;
    private final boolean[] faults;
    private final @Nullable Instruction[] onDemand;
    private final long[] computedFor;
    private final ScalarUnit scalars;
    private final TileRanges ranges;
    private int[] coordinates = {};
    private int rows;
    private long tile;
    private int faulty;

    /**
     * @param versions a number by level plus one that changes when the level or one above it moves
     */
    Registers(Plan plan, long[] versions) {
        this.tiling = plan.tiling();
        List<Plan.Slot> slots = plan.slots();
        this.longs = new long[slots.size()][];
        this.reals = new double[slots.size()][];
        this.flags = new boolean[slots.size()][];
        this.faults = new boolean[plan.checks()];
        this.onDemand = new Instruction[slots.size()];
        this.computedFor = new long[slots.size()];
        plan.onDemand().forEach(instruction -> onDemand[instruction.out()] = instruction);
        this.scalars = new ScalarUnit(longs, reals, flags);
        this.ranges = new TileRanges(plan, this, versions);
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
        this.ownLongs = longs.clone();
        this.ownReals = reals.clone();
        this.ownFlags = flags.clone();
    }

    /** Starts a tile of {@code rows} rows: what is computed on demand is forgotten. */
    void startTile(int[] coordinates, int rows) {
        this.coordinates = coordinates;
        this.rows = rows;
        tile++;
        ranges.startTile();
    }

    /** Whether some instruction has a lane without a value. */
    boolean faulty() {
        return faulty > 0;
    }

    /** The flag of a scalar slot. */
    boolean flag(int slot) {
        return flags[slot][0];
    }

    @Override
    public long[] longs(int slot) {
        compute(slot);
        return longs[slot];
    }

    @Override
    public double[] reals(int slot) {
        compute(slot);
        return reals[slot];
    }

    @Override
    public boolean[] flags(int slot) {
        compute(slot);
        return flags[slot];
    }

    @Override
    public long firstLong(int slot) {
        Instruction instruction = onDemand[slot];
        if (instruction != null && computedFor[slot] != tile) {
            if (instruction.operation() == Operation.LONG_ADD
                    && (onDemand[instruction.first()] == null || onDemand[instruction.second()] == null)) {
                return firstLong(instruction.first()) + firstLong(instruction.second());
            }
            int chosen = instruction.operation() == Operation.LONG_SELECT ? ranges.chosen(instruction) : -1;
            if (chosen >= 0) {
                return firstLong(chosen);
            }
        }
        return longs(slot)[0];
    }

    @Override
    public Decision decision(int slot) {
        return ranges.decision(slot);
    }

    @Override
    public long pattern(int slot) {
        return ranges.pattern(slot);
    }

    @Override
    public boolean hasRange(int slot) {
        return ranges.isExact(slot);
    }

    @Override
    public long low(int slot) {
        return ranges.low(slot);
    }

    @Override
    public long high(int slot) {
        return ranges.high(slot);
    }

    /** The whole numbers of a slot as they are. */
    long[] present(int slot) {
        return longs[slot];
    }

    private void compute(int slot) {
        Instruction instruction = onDemand[slot];
        if (instruction == null || computedFor[slot] == tile) {
            return;
        }
        computedFor[slot] = tile;
        switch (instruction.operation()) {
            case LONG_SELECT, REAL_SELECT, FLAG_SELECT -> {
                int chosen = ranges.chosen(instruction);
                if (chosen >= 0) {
                    compute(chosen);
                    show(chosen, slot);
                    return;
                }
            }
            case LONG_LESS, LONG_LESS_EQUAL, FLAG_AND, FLAG_OR, FLAG_NOT -> {
                Decision decision = ranges.decision(slot);
                if (decision != Decision.UNDECIDED) {
                    Arrays.fill(flags[slot], 0, rows, decision == Decision.ALL_TRUE);
                    return;
                }
            }
            default -> {}
        }
        compute(instruction.first());
        if (instruction.second() >= 0) {
            compute(instruction.second());
        }
        if (instruction.third() >= 0) {
            compute(instruction.third());
        }
        showOwn(slot);
        run(instruction, coordinates, rows);
    }

    /** Has a choice's slot show the values of the operand that the whole tile takes. */
    private void show(int chosen, int slot) {
        if (longs[chosen].length == 1) {
            showOwn(slot);
            Arrays.fill(longs[slot], 0, rows, longs[chosen][0]);
        } else if (reals[chosen].length == 1) {
            showOwn(slot);
            Arrays.fill(reals[slot], 0, rows, reals[chosen][0]);
        } else if (flags[chosen].length == 1) {
            showOwn(slot);
            Arrays.fill(flags[slot], 0, rows, flags[chosen][0]);
        } else {
            longs[slot] = longs[chosen];
            reals[slot] = reals[chosen];
            flags[slot] = flags[chosen];
        }
    }

    private void showOwn(int slot) {
        longs[slot] = ownLongs[slot];
        reals[slot] = ownReals[slot];
        flags[slot] = ownFlags[slot];
    }

    /** Runs an instruction over {@code rows} lanes, or over one if its result is a scalar. */
    void run(Instruction instruction, int[] coordinates, int rows) {
        int count = instruction.vector() ? rows : 1;
        if (instruction.vector()) {
            runOverLanes(instruction, coordinates, rows);
        } else {
            scalars.run(instruction, coordinates);
        }
        if (instruction.check() >= 0) {
            record(instruction.check(), hasFault(instruction, count) && isWanted(instruction));
        }
    }

    private void runOverLanes(Instruction instruction, int[] coordinates, int count) {
        switch (instruction.operation()) {
            case CONSTANT -> {}
            case LOAD -> load(instruction, coordinates, count);
            case LONG_SELECT, REAL_SELECT, FLAG_SELECT -> select(instruction, count);
            case LONG_ADD,
                    LONG_SUBTRACT,
                    LONG_MULTIPLY,
                    LONG_DIVIDE,
                    LONG_REMAINDER,
                    LONG_MIN,
                    LONG_MAX,
                    LONG_NEGATE,
                    LONG_ABS,
                    LONG_TO_REAL,
                    LONG_EQUAL,
                    LONG_NOT_EQUAL,
                    LONG_LESS,
                    LONG_LESS_EQUAL -> longs(instruction, count);
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
                    REAL_LOG2,
                    REAL_FLOOR,
                    REAL_CEIL,
                    REAL_ROUND,
                    REAL_EQUAL,
                    REAL_NOT_EQUAL,
                    REAL_LESS,
                    REAL_LESS_EQUAL -> reals(instruction, count);
            case FLAG_AND, FLAG_OR, FLAG_NOT, FLAG_EQUAL, FLAG_NOT_EQUAL -> flags(instruction, count);
        }
    }

    /** Whether the value of an instruction is wanted in the current tile, as far as its guards tell. */
    private boolean isWanted(Instruction instruction) {
        for (Instruction.Guard guard : instruction.guards()) {
            if (flags[guard.slot()][0] != guard.value()) {
                return false;
            }
        }
        return true;
    }

    private void record(int check, boolean fault) {
        if (faults[check] != fault) {
            faults[check] = fault;
            faulty += fault ? 1 : -1;
        }
    }

    private void load(Instruction instruction, int[] coordinates, int count) {
        AxisColumn column = Objects.requireNonNull(instruction.load());
        int axis = column.axis();
        int block = tiling.blocked() ? coordinates[coordinates.length - 1] : 0;
        int out = instruction.out();
        long[] fromLongs = column.longs();
        double[] fromReals = column.reals();
        boolean[] fromFlags = column.flags();
        for (int lane = 0; lane < count; lane++) {
            int position = tiling.position(axis, lane, block);
            if (fromLongs != null) {
                longs[out][lane] = fromLongs[position];
            } else if (fromReals != null) {
                reals[out][lane] = fromReals[position];
            } else if (fromFlags != null) {
                flags[out][lane] = fromFlags[position];
            }
        }
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

    private void longs(Instruction instruction, int count) {
        long[] a = longs[instruction.first()];
        long[] b = instruction.second() < 0 ? NO_LONGS : longs[instruction.second()];
        int aStep = firstStep(instruction);
        int bStep = secondStep(instruction);
        long[] out = longs[instruction.out()];
        boolean[] flag = flags[instruction.out()];
        switch (instruction.operation()) {
            case LONG_ADD -> LongKernels.add(a, b, bStep, out, count);
            case LONG_SUBTRACT -> LongKernels.subtract(a, aStep, b, bStep, out, count);
            case LONG_MULTIPLY -> LongKernels.multiply(a, b, bStep, out, count);
            case LONG_DIVIDE -> LongKernels.divide(a, aStep, b, bStep, out, count);
            case LONG_REMAINDER -> LongKernels.remainder(a, aStep, b, bStep, out, count);
            case LONG_MIN -> LongKernels.min(a, b, bStep, out, count);
            case LONG_MAX -> LongKernels.max(a, b, bStep, out, count);
            case LONG_NEGATE -> LongKernels.negate(a, out, count);
            case LONG_ABS -> LongKernels.abs(a, out, count);
            case LONG_TO_REAL -> LongKernels.toReal(a, reals[instruction.out()], count);
            case LONG_EQUAL -> LongKernels.equal(a, b, bStep, flag, count);
            case LONG_NOT_EQUAL -> LongKernels.notEqual(a, b, bStep, flag, count);
            case LONG_LESS -> LongKernels.less(a, aStep, b, bStep, flag, count);
            case LONG_LESS_EQUAL -> LongKernels.lessEqual(a, aStep, b, bStep, flag, count);
            default -> throw new IllegalStateException(instruction.toString());
        }
    }

    private void reals(Instruction instruction, int count) {
        double[] a = reals[instruction.first()];
        double[] b = instruction.second() < 0 ? NO_REALS : reals[instruction.second()];
        int aStep = firstStep(instruction);
        int bStep = secondStep(instruction);
        double[] out = reals[instruction.out()];
        long[] whole = longs[instruction.out()];
        boolean[] flag = flags[instruction.out()];
        switch (instruction.operation()) {
            case REAL_ADD -> RealKernels.add(a, b, bStep, out, count);
            case REAL_SUBTRACT -> RealKernels.subtract(a, aStep, b, bStep, out, count);
            case REAL_MULTIPLY -> RealKernels.multiply(a, b, bStep, out, count);
            case REAL_DIVIDE -> RealKernels.divide(a, aStep, b, bStep, out, count);
            case REAL_POWER -> RealKernels.power(a, aStep, b, bStep, out, count);
            case REAL_MIN -> RealKernels.min(a, b, bStep, out, count);
            case REAL_MAX -> RealKernels.max(a, b, bStep, out, count);
            case REAL_NEGATE -> RealKernels.negate(a, out, count);
            case REAL_ABS -> RealKernels.abs(a, out, count);
            case REAL_SQRT -> RealKernels.sqrt(a, out, count);
            case REAL_LOG2 -> RealKernels.log2(a, out, count);
            case REAL_FLOOR -> RealKernels.floor(a, whole, count);
            case REAL_CEIL -> RealKernels.ceil(a, whole, count);
            case REAL_ROUND -> RealKernels.round(a, whole, count);
            case REAL_EQUAL -> RealKernels.equal(a, b, bStep, flag, count);
            case REAL_NOT_EQUAL -> RealKernels.notEqual(a, b, bStep, flag, count);
            case REAL_LESS -> RealKernels.less(a, aStep, b, bStep, flag, count);
            case REAL_LESS_EQUAL -> RealKernels.lessEqual(a, aStep, b, bStep, flag, count);
            default -> throw new IllegalStateException(instruction.toString());
        }
    }

    private void flags(Instruction instruction, int count) {
        boolean[] a = flags[instruction.first()];
        boolean[] b = instruction.second() < 0 ? NO_FLAGS : flags[instruction.second()];
        int bStep = secondStep(instruction);
        boolean[] out = flags[instruction.out()];
        switch (instruction.operation()) {
            case FLAG_AND -> FlagKernels.and(a, b, bStep, out, count);
            case FLAG_OR -> FlagKernels.or(a, b, bStep, out, count);
            case FLAG_EQUAL -> FlagKernels.equal(a, b, bStep, out, count);
            case FLAG_NOT_EQUAL -> FlagKernels.notEqual(a, b, bStep, out, count);
            case FLAG_NOT -> FlagKernels.not(a, out, count);
            default -> throw new IllegalStateException(instruction.toString());
        }
    }

    private void select(Instruction instruction, int count) {
        boolean[] flag = flags[instruction.first()];
        int flagStep = flag.length > 1 ? 1 : 0;
        int then = instruction.second();
        int thenStep = firstStep(instruction);
        int otherwise = instruction.third();
        int otherStep = secondStep(instruction);
        int out = instruction.out();
        switch (instruction.operation()) {
            case LONG_SELECT ->
                LongKernels.select(
                        flag, flagStep, longs[then], thenStep, longs[otherwise], otherStep, longs[out], count);
            case REAL_SELECT ->
                RealKernels.select(
                        flag, flagStep, reals[then], thenStep, reals[otherwise], otherStep, reals[out], count);
            case FLAG_SELECT ->
                FlagKernels.select(
                        flag, flagStep, flags[then], thenStep, flags[otherwise], otherStep, flags[out], count);
            default -> throw new IllegalStateException(instruction.toString());
        }
    }

    /** Whether a lane of the result does not exist. */
    private boolean hasFault(Instruction instruction, int count) {
        int first = instruction.first();
        int second = instruction.second();
        int aStep = firstStep(instruction);
        int bStep = secondStep(instruction);
        long[] out = longs[instruction.out()];
        return switch (instruction.operation()) {
            case LONG_ADD -> FaultChecks.add(longs[first], aStep, longs[second], bStep, out, count);
            case LONG_SUBTRACT -> FaultChecks.subtract(longs[first], aStep, longs[second], bStep, out, count);
            case LONG_MULTIPLY -> FaultChecks.multiply(longs[first], aStep, longs[second], bStep, out, count);
            case LONG_DIVIDE, LONG_REMAINDER -> FaultChecks.divide(longs[first], aStep, longs[second], bStep, count);
            case LONG_NEGATE, LONG_ABS -> FaultChecks.negate(longs[first], count);
            case REAL_FLOOR, REAL_CEIL, REAL_ROUND -> FaultChecks.notWhole(reals[first], count);
            case REAL_ADD, REAL_SUBTRACT, REAL_MULTIPLY, REAL_DIVIDE, REAL_POWER, REAL_SQRT, REAL_LOG2 ->
                FaultChecks.notFinite(reals[instruction.out()], count);
            default -> throw new IllegalStateException(instruction + " cannot have a fault");
        };
    }
}
