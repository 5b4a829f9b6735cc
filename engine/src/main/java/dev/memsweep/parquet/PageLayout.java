package dev.memsweep.parquet;

import dev.memsweep.eval.Morsels;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.Tiling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where pages are cut, and which of them recur; shared by all row groups of a file.
 *
 * <p>In a dense grid a page holds whole positions of an outer level, so that its content is determined by the coordinates
 * at its start. A column that does not depend on all of them has the same page wherever the others alone move.
 */
final class PageLayout {
    private final Cut vector;
    private final Cut dictionary;
    private final PageCache cache = new PageCache();
    private final List<Column> columns;
    private final int[] levelSizes;

    /** By column; empty in a dense grid, whose pages recur as wholes. */
    private final Map<Integer, TilePlaces> places = new HashMap<>();

    private PageLayout(Cut vector, Cut dictionary, List<Column> columns, int[] levelSizes) {
        this.vector = vector;
        this.dictionary = dictionary;
        this.columns = columns;
        this.levelSizes = levelSizes;
    }

    /**
     * The pages of one kind of column.
     *
     * @param rows rows after which a page is cut, at the next tile end
     * @param level the outermost level that moves within a page, or -1 when pages do not follow the levels
     * @param positions positions of that level in a page
     */
    record Cut(int rows, int level, int positions) {
        private static final int UNALIGNED = -1;

        /** Pages of {@code plan} that have about {@code rows} rows, at most twice as many unless one tile has more. */
        static Cut of(Plan plan, Morsels morsels, int rows) {
            Tiling tiling = plan.tiling();
            boolean dense = plan.sweep().conditions().isEmpty();
            int[] sizes = tiling.levelSizes();
            long unit = tiling.tileRows();
            int level = sizes.length - 1;
            if (tiling.blocked()) {
                // the last block may be shorter: all blocks of a position of the axes outside them, or none
                unit = tiling.rowsBelowAxes();
                level--;
                dense &= unit <= rows;
            }
            while (level >= 0 && unit * sizes[level] <= rows) {
                unit *= sizes[level];
                level--;
            }
            if (!dense || level < 0) {
                return new Cut(rows, UNALIGNED, 0);
            }
            int positions = positions(sizes[level], unit, rows);
            boolean withinMorsel =
                    level >= morsels.depth() || (level == morsels.depth() - 1 && morsels.step() % positions == 0);
            return withinMorsel ? new Cut((int) (unit * positions), level, positions) : new Cut(rows, UNALIGNED, 0);
        }

        /** A divisor of the level's size: the least that makes a page of up to twice the rows, else the next lower one. */
        private static int positions(int size, long unit, int rows) {
            int fitting = (int) Math.max(1, rows / unit);
            for (int positions = fitting; unit * positions <= 2L * rows && positions <= size; positions++) {
                if (size % positions == 0 && unit * positions >= rows) {
                    return positions;
                }
            }
            int positions = fitting;
            while (size % positions != 0) {
                positions--;
            }
            return positions;
        }

        boolean aligned() {
            return level != UNALIGNED;
        }
    }

    /** The layout of a plan's file. */
    static PageLayout of(Plan plan, ParquetOptions options) {
        Morsels morsels = Morsels.of(plan, options.rowGroupRows());
        List<Column> columns = plan.columns();
        PageLayout layout = new PageLayout(
                Cut.of(plan, morsels, options.vectorPageRows()),
                Cut.of(plan, morsels, options.dictionaryPageRows()),
                columns,
                plan.tiling().levelSizes());
        if (!plan.sweep().conditions().isEmpty()) {
            for (int column = 0; column < columns.size(); column++) {
                TilePlaces places =
                        TilePlaces.of(plan, morsels, columns.get(column).axes());
                if (places != null) {
                    layout.places.put(column, places);
                }
            }
        }
        return layout;
    }

    /** A layout that knows of no levels. */
    static PageLayout of(ParquetOptions options) {
        return new PageLayout(
                new Cut(options.vectorPageRows(), Cut.UNALIGNED, 0),
                new Cut(options.dictionaryPageRows(), Cut.UNALIGNED, 0),
                List.of(),
                new int[0]);
    }

    /** Rows after which a page of delta or plain encoded numbers is cut. */
    int vectorPageRows() {
        return vector.rows();
    }

    /** Rows after which a page of dictionary indices or flags is cut. */
    int dictionaryPageRows() {
        return dictionary.rows();
    }

    /** Where the tiles of a column recur; null when few do, or whole pages recur. */
    @Nullable
    TilePlaces tilePlaces(int column) {
        return places.get(column);
    }

    /** Reuse of the delta or plain pages of a column; null when none recurs. */
    @Nullable
    PageReuse vectorReuse(int column) {
        return reuse(vector, column);
    }

    /** Reuse of the pages of a flag column; null when none recurs. */
    @Nullable
    PageReuse dictionaryReuse(int column) {
        return reuse(dictionary, column);
    }

    private @Nullable PageReuse reuse(Cut cut, int column) {
        if (!cut.aligned()) {
            return null;
        }
        long axes = columns.get(column).axes();
        boolean recurs = false;
        for (int level = 0; level < cut.level(); level++) {
            recurs |= levelSizes[level] > 1 && (axes & (1L << level)) == 0;
        }
        return recurs ? new PageReuse(cache, column, axes, cut, levelSizes) : null;
    }
}
