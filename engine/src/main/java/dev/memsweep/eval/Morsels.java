package dev.memsweep.eval;

import dev.memsweep.plan.Plan;
import dev.memsweep.plan.Tiling;

/**
 * How a grid is cut into morsels: ranges of positions of the flattened outer levels {@code [0, depth)}.
 *
 * @param depth levels that a morsel's range is over; the deeper ones are walked whole
 * @param prefixes number of positions of the flattened levels
 * @param step positions of a morsel; the last may have fewer
 * @param rowsOfPrefix rows below one position
 */
public record Morsels(int depth, long prefixes, long step, long rowsOfPrefix) {

    /**
     * Cuts {@code plan} into morsels of about {@code rows} rows. A morsel holds whole positions of a level wherever that
     * is near enough, so that what repeats along outer axes starts at the same place in every morsel.
     */
    public static Morsels of(Plan plan, long rows) {
        Tiling tiling = plan.tiling();
        int[] sizes = tiling.levelSizes();
        long[] rowsBelow = Worker.rowsBelow(tiling);
        long all = plan.sweep().grid().rows();
        int depth = 0;
        long prefixes = 1;
        long rowsOfPrefix = all;
        while (depth < sizes.length && rowsOfPrefix > rows) {
            prefixes = Math.multiplyExact(prefixes, sizes[depth]);
            rowsOfPrefix = rowsBelow[depth];
            depth++;
        }
        long step = depth == 0 ? 1 : step(Math.max(1, rows / rowsOfPrefix), sizes[depth - 1]);
        return new Morsels(depth, prefixes, step, rowsOfPrefix);
    }

    /** At most {@code most} positions: those of a whole level, else a divisor of its size if one is near. */
    private static long step(long most, int levelSize) {
        if (most >= levelSize) {
            return levelSize;
        }
        for (long divisor = most; divisor > most / 2; divisor--) {
            if (levelSize % divisor == 0) {
                return divisor;
            }
        }
        return most;
    }

    /** Number of morsels. */
    public long count() {
        return prefixes / step + (prefixes % step == 0 ? 0 : 1);
    }

    /** First position of a morsel. */
    public long from(long morsel) {
        return morsel * step;
    }

    /** End of the positions of a morsel, exclusive. */
    public long to(long morsel) {
        return Math.min(prefixes, (morsel + 1) * step);
    }
}
