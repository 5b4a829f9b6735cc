package dev.memsweep.parquet;

import dev.memsweep.eval.Morsels;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import org.jspecify.annotations.Nullable;

/** Numbers the tiles of a row group by the coordinates that determine a column: tiles of one place hold the same values. */
final class TilePlaces {
    /** Values of a dictionary, so that an index takes two bytes. */
    private static final int MOST_VALUES = 1 << 16;

    /** Tiles of a row group for each place, below which its values hardly recur. */
    private static final int LEAST_TILES = 4;

    /** The levels within a row group that the column depends on, outermost first. */
    private final int[] levels;

    /** Positions of each of them. */
    private final int[] sizes;

    private final int count;

    private TilePlaces(int[] levels, int[] sizes, int count) {
        this.levels = levels;
        this.sizes = sizes;
        this.count = count;
    }

    /**
     * The places of the tiles of a plan for a column that depends on {@code axes}; null where few tiles of a row group
     * recur, their values are too many for a dictionary, or row groups do not hold whole parts of a level.
     */
    static @Nullable TilePlaces of(Plan plan, Morsels morsels, long axes) {
        int[] positions = plan.tiling().levelSizes();
        int divided = morsels.depth() - 1;
        if (divided >= 0 && positions[divided] % morsels.step() != 0) {
            return null;
        }
        for (int level = 0; level <= divided; level++) {
            positions[level] = level < divided ? 1 : (int) morsels.step();
        }
        long tiles = 1;
        long places = 1;
        IntArrayList levels = new IntArrayList();
        IntArrayList sizes = new IntArrayList();
        for (int level = 0; level < positions.length; level++) {
            tiles *= positions[level];
            if ((axes & (1L << level)) != 0) {
                places *= positions[level];
                levels.add(level);
                sizes.add(positions[level]);
            }
        }
        boolean worth = tiles >= LEAST_TILES * places && places * plan.tiling().tileRows() <= MOST_VALUES;
        return worth ? new TilePlaces(levels.toIntArray(), sizes.toIntArray(), (int) places) : null;
    }

    /** Number of places. */
    int count() {
        return count;
    }

    /** The place of a tile, from 0 to {@link #count} exclusive. */
    int place(Tile tile) {
        int place = 0;
        for (int i = 0; i < levels.length; i++) {
            place = place * sizes[i] + tile.coordinate(levels[i]) % sizes[i];
        }
        return place;
    }
}
