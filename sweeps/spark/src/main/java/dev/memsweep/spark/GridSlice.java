package dev.memsweep.spark;

import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import dev.memsweep.spec.Sweep;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Consecutive rows of a grid that are a grid themselves: one position on each of the outermost axes, a range of positions
 * on the next, and all positions on the others.
 *
 * @param fixed position on each of the outermost axes
 * @param from first position on the next
 * @param to end of the positions there, exclusive
 */
record GridSlice(List<Integer> fixed, int from, int to) implements InputPartition {
    /** Rows below which a task of its own costs more than it does. */
    private static final long FEWEST_ROWS = 1 << 20;

    /** Rows of the longest slice: a few seconds of work. */
    private static final long MOST_ROWS = 1L << 30;

    /** More would burden the scheduler. */
    private static final long MOST_SLICES = 20_000;

    /** Slices for each core, so that none waits long for the last. */
    private static final int SLICES_PER_CORE = 3;

    /** How many slices suit a grid that so many cores read. */
    static int suitable(Grid grid, int cores) {
        long rows = grid.rows();
        long most = rows / FEWEST_ROWS + 1;
        long wanted = Math.max(rows / MOST_ROWS, (long) SLICES_PER_CORE * cores);
        return (int) Math.min(Math.min(most, wanted), MOST_SLICES);
    }

    /** Cuts a grid into about {@code wanted} slices, in row order. */
    static List<GridSlice> cut(Grid grid, int wanted) {
        List<Axis> axes = grid.axes();
        if (axes.isEmpty()) {
            return List.of(new GridSlice(List.of(), 0, 1));
        }
        int depth = 0;
        long prefixes = 1;
        while (depth < axes.size() - 1 && prefixes * axes.get(depth).size() < wanted) {
            prefixes *= axes.get(depth).size();
            depth++;
        }
        Grid outer = new Grid(axes.subList(0, depth));
        int size = axes.get(depth).size();
        int ranges = (int) Math.min(size, (wanted + prefixes - 1) / prefixes);
        List<GridSlice> slices = new ArrayList<>();
        for (long prefix = 0; prefix < prefixes; prefix++) {
            List<Integer> fixed =
                    IntStream.of(outer.coordinates(prefix)).boxed().toList();
            for (int range = 0; range < ranges; range++) {
                int from = (int) ((long) size * range / ranges);
                int to = (int) ((long) size * (range + 1) / ranges);
                slices.add(new GridSlice(fixed, from, to));
            }
        }
        return slices;
    }

    /** The sweep of this slice of the grid of {@code whole}. */
    Sweep of(Sweep whole) {
        Sweep slice = whole;
        for (int axis = 0; axis < fixed.size(); axis++) {
            slice = PrunedSweep.at(slice, axis, IntList.of(fixed.get(axis)));
        }
        if (whole.grid().axes().isEmpty()) {
            return slice;
        }
        return PrunedSweep.at(
                slice, fixed.size(), IntList.of(IntStream.range(from, to).toArray()));
    }

    /** Rows of this slice, before conditions. */
    long rows(Grid grid) {
        long rows = (long) to - from;
        for (int axis = fixed.size() + 1; axis < grid.axes().size(); axis++) {
            rows *= grid.axes().get(axis).size();
        }
        return rows;
    }
}
