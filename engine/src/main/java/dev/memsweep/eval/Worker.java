package dev.memsweep.eval;

import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.grid.Axis;
import dev.memsweep.plan.Instruction;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.Tiling;
import dev.memsweep.spec.Condition;
import dev.memsweep.spec.Sweep;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates ranges of tiles: walks the outer levels like an odometer and re-runs, when level d moves, the instructions of
 * d and of the levels below it.
 *
 * <p>Owns all arrays; one thread at a time; allocates nothing per tile.
 */
final class Worker {
    /** Positions that are not halved once more. */
    private static final int FEW_POSITIONS = 4;

    /** Tiles below which it costs more to ask the intervals than each tile, where only conditions can settle them. */
    private static final long FEWEST_TILES = 64;

    private final Plan plan;
    private final Tiling tiling;
    private final int[] levelSizes;
    private final long[] rowsBelow;
    private final Instruction[] once;
    private final Instruction[][] byLevel;
    private final int[][] scalarConditions;
    private final int[] laneConditions;
    private final Registers registers;
    private final int[] coordinates;
    private final int[] selection;
    private final long[] versions;
    private final Tile tile;
    private final boolean anySelected;
    private final @Nullable Intervals intervals;

    /** Ends the range that is evaluated. */
    private Cancellation cancellation = new Cancellation();

    /**
     * @param program the interval reading; null when every tile has to be looked at
     */
    Worker(Plan plan, Intervals.@Nullable Program program) {
        this.plan = plan;
        this.intervals = program == null ? null : new Intervals(plan, program);
        this.tiling = plan.tiling();
        this.levelSizes = tiling.levelSizes();
        this.rowsBelow = rowsBelow(tiling);
        this.once = plan.once().toArray(Instruction[]::new);
        this.byLevel = plan.byLevel().stream()
                .map(level -> level.toArray(Instruction[]::new))
                .toArray(Instruction[][]::new);
        this.scalarConditions =
                plan.scalarConditions().stream().map(Worker::ints).toArray(int[][]::new);
        this.laneConditions = ints(plan.laneConditions());
        this.versions = new long[levelSizes.length + 1];
        this.registers = new Registers(plan, versions);
        this.coordinates = new int[levelSizes.length];
        this.selection = new int[tiling.tileRows()];
        this.tile = new Tile(plan.columns(), registers, selection, coordinates);
        for (Instruction instruction : once) {
            registers.run(instruction, coordinates, tiling.tileRows());
        }
        this.anySelected = holds(0);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Rows of one position of each level; of the block level, rows of a full block. */
    static long[] rowsBelow(Tiling tiling) {
        int[] sizes = tiling.levelSizes();
        long[] rows = new long[sizes.length];
        long below = tiling.tileRows();
        for (int level = sizes.length - 1; level >= 0; level--) {
            rows[level] = below;
            boolean block = tiling.blocked() && level == sizes.length - 1;
            below = block ? tiling.rowsBelowAxes() : below * sizes[level];
        }
        return rows;
    }

    /**
     * Feeds the tiles below the positions {@code [from, to)} of the flattened levels {@code [0, depth)} to {@code
     * collector}, in row order.
     *
     * @throws PointFaultException at the first row that has no value
     * @throws CancellationException when {@code ending} is cancelled
     */
    void evaluate(int depth, long from, long to, Sink.Collector<?> collector, Cancellation ending) {
        cancellation = ending;
        if (!anySelected) {
            return;
        }
        for (long prefix = from; prefix < to; prefix++) {
            cancellation.throwIfCancelled();
            int moved = 0;
            if (prefix == from) {
                decode(prefix, depth);
            } else {
                moved = advance(depth);
            }
            narrow(moved, depth);
            if (enter(moved, depth) && !isSettled(depth, collector)) {
                descend(depth, collector);
            }
        }
    }

    /** Narrows the intervals to a prefix whose levels from {@code moved} on have moved. */
    private void narrow(int moved, int depth) {
        if (intervals != null) {
            for (int level = moved; level < depth; level++) {
                intervals.narrow(level, coordinates[level], coordinates[level] + 1);
            }
        }
    }

    /** Whether a prefix to which the intervals are narrowed is settled. */
    private boolean isSettled(int depth, Sink.Collector<?> collector) {
        if (intervals == null) {
            return false;
        }
        if (depth == 0) {
            return settles(intervals, -1, 0, plan.sweep().grid().rows(), collector);
        }
        int last = coordinates[depth - 1];
        return settles(intervals, depth - 1, firstRow(depth - 1, last), rows(depth - 1, last, last + 1), collector);
    }

    private void decode(long prefix, int depth) {
        long rest = prefix;
        for (int level = depth - 1; level >= 0; level--) {
            coordinates[level] = (int) (rest % levelSizes[level]);
            rest /= levelSizes[level];
        }
    }

    /** Moves the prefix on by one and returns the outermost level that moved. */
    private int advance(int depth) {
        int level = depth - 1;
        while (++coordinates[level] == levelSizes[level]) {
            coordinates[level] = 0;
            level--;
        }
        return level;
    }

    /** Runs the levels {@code [from, to)}; returns whether the conditions of all levels before {@code to} hold. */
    private boolean enter(int from, int to) {
        for (int level = from; level < to; level++) {
            run(level);
        }
        for (int level = 0; level < to; level++) {
            if (!holds(level + 1)) {
                return false;
            }
        }
        return true;
    }

    private void descend(int level, Sink.Collector<?> collector) {
        if (level == levelSizes.length) {
            emit(collector);
            return;
        }
        if (intervals == null) {
            for (int position = 0; position < levelSizes[level]; position++) {
                visit(level, position, collector);
            }
        } else {
            split(intervals, level, 0, levelSizes[level], collector);
        }
    }

    private void visit(int level, int position, Sink.Collector<?> collector) {
        cancellation.throwIfCancelled();
        coordinates[level] = position;
        run(level);
        if (holds(level + 1)) {
            descend(level + 1, collector);
        }
    }

    /**
     * Goes through positions of a level that are not settled as a whole, halving them down to a few, and leaves out what the
     * intervals settle. Where the first half is settled, the second hardly ever is.
     */
    private void split(Intervals bounds, int level, int from, int to, Sink.Collector<?> collector) {
        if (to - from > FEW_POSITIONS) {
            int middle = (from + to) >>> 1;
            boolean settled = isSettled(bounds, level, from, middle, collector);
            if (!settled) {
                split(bounds, level, from, middle, collector);
            }
            if (settled || !isSettled(bounds, level, middle, to, collector)) {
                split(bounds, level, middle, to, collector);
            }
            return;
        }
        for (int position = from; position < to; position++) {
            if (!isSettled(bounds, level, position, position + 1, collector)) {
                visit(level, position, collector);
            }
        }
    }

    /** Narrows the intervals to some positions of a level; whether that settles them. */
    private boolean isSettled(Intervals bounds, int level, int from, int to, Sink.Collector<?> collector) {
        long rows = rows(level, from, to);
        if (!bounds.settling() && rows < FEWEST_TILES * tiling.tileRows()) {
            return false;
        }
        cancellation.throwIfCancelled();
        bounds.narrow(level, from, to);
        return settles(bounds, level, firstRow(level, from), rows, collector);
    }

    private static boolean settles(Intervals bounds, int level, long firstRow, long rows, Sink.Collector<?> collector) {
        Decision decision = bounds.conditions(level);
        if (decision == Decision.ALL_FALSE) {
            return true;
        }
        return bounds.settling()
                && collector.settles(bounds.subGrid(level, firstRow, rows, decision == Decision.ALL_TRUE));
    }

    /** Row number of the first row at a position of a level, within the positions of the levels above it. */
    private long firstRow(int level, int position) {
        long row = position * rowsBelow[level];
        for (int above = 0; above < level; above++) {
            row += coordinates[above] * rowsBelow[above];
        }
        return row;
    }

    /** Rows of some positions of a level. */
    private long rows(int level, int from, int to) {
        long rows = (to - from) * rowsBelow[level];
        boolean lastBlock = tiling.blocked() && level == levelSizes.length - 1 && to == levelSizes[level];
        return lastBlock ? rows - rowsBelow[level] + tiling.rowsOfBlock(to - 1) : rows;
    }

    private void run(int level) {
        versions[level + 1]++;
        int rows = level == levelSizes.length - 1 ? rowsOfTile() : tiling.tileRows();
        for (Instruction instruction : byLevel[level]) {
            registers.run(instruction, coordinates, rows);
        }
    }

    private int rowsOfTile() {
        return tiling.rowsOfBlock(tiling.blocked() ? coordinates[coordinates.length - 1] : 0);
    }

    /** Whether the conditions of a level hold, or cannot be told because of a fault; then the rows are looked at. */
    private boolean holds(int conditionsOfLevel) {
        for (int slot : scalarConditions[conditionsOfLevel]) {
            if (!registers.flag(slot)) {
                return registers.faulty();
            }
        }
        return true;
    }

    private void emit(Sink.Collector<?> collector) {
        int rows = rowsOfTile();
        int innermost = coordinates.length - 1;
        long firstRow = innermost < 0 ? 0 : firstRow(innermost, coordinates[innermost]);
        registers.startTile(coordinates, rows);
        int selected = registers.faulty() ? selectOneByOne(firstRow, rows) : selectByConditions(rows);
        if (selected > 0) {
            tile.moveTo(firstRow, rows, selected);
            collector.accept(tile);
        }
    }

    /**
     * Selects by all conditions. Those of the outer levels were let pass while some instruction had a fault, which may
     * have been left by the tiles before and be gone by now.
     */
    private int selectByConditions(int rows) {
        for (int[] conditions : scalarConditions) {
            for (int slot : conditions) {
                if (!registers.flag(slot)) {
                    return 0;
                }
            }
        }
        return select(rows);
    }

    /** Fills the selection with the lanes that every lane condition accepts and returns their number. */
    private int select(int rows) {
        int selected = rows;
        boolean dense = true;
        for (int condition : laneConditions) {
            Decision decision = registers.decision(condition);
            if (decision == Decision.ALL_FALSE) {
                return 0;
            }
            if (decision == Decision.UNDECIDED) {
                boolean[] holds = registers.flags(condition);
                selected = dense ? selectAmongAll(holds, rows) : selectAmongSelected(holds, selected);
                dense = false;
            }
        }
        return selected;
    }

    private int selectAmongAll(boolean[] holds, int rows) {
        int kept = 0;
        for (int lane = 0; lane < rows; lane++) {
            selection[kept] = lane;
            kept += holds[lane] ? 1 : 0;
        }
        return kept;
    }

    private int selectAmongSelected(boolean[] holds, int selected) {
        int kept = 0;
        for (int i = 0; i < selected; i++) {
            int lane = selection[i];
            selection[kept] = lane;
            kept += holds[lane] ? 1 : 0;
        }
        return kept;
    }

    /**
     * Looks at each row of a tile in which an operation had no value somewhere: perhaps only in a branch that the row
     * does not take, or in a row that a condition leaves out.
     */
    private int selectOneByOne(long firstRow, int rows) {
        Sweep sweep = plan.sweep();
        int selected = 0;
        for (int lane = 0; lane < rows; lane++) {
            int[] positions = sweep.grid().coordinates(firstRow + lane);
            NumberReading reading = new NumberReading(sweep.formulas(), sweep.inputsAt(positions));
            String column = "";
            try {
                boolean kept = true;
                for (Condition condition : sweep.conditions()) {
                    column = "the condition " + condition.text();
                    kept = kept && reading.truth(condition.expr());
                }
                if (kept) {
                    for (String name : sweep.columns()) {
                        column = "column '" + name + "'";
                        reading.value(name);
                    }
                    selection[selected++] = lane;
                }
            } catch (EvaluationException e) {
                throw new PointFaultException(message(e, column, positions));
            }
        }
        return selected;
    }

    private String message(EvaluationException fault, String column, int[] positions) {
        StringBuilder message = new StringBuilder(String.valueOf(fault.getMessage()));
        if (!column.equals("column '" + fault.formula() + "'")) {
            message.append(", needed by ").append(column);
        }
        message.append(", at row ").append(plan.sweep().grid().writtenRow(positions));
        List<Axis> axes = plan.sweep().grid().axes();
        String separator = " (";
        for (int i = 0; i < positions.length; i++) {
            for (Axis.Values values : axes.get(i).columns()) {
                message.append(separator).append(values.parameter()).append('=');
                message.append(values.values().get(positions[i]));
                separator = ", ";
            }
        }
        return message.append(positions.length == 0 ? "" : ")").toString();
    }
}
