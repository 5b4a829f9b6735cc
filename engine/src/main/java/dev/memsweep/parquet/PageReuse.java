package dev.memsweep.parquet;

import dev.memsweep.eval.Tile;
import org.jspecify.annotations.Nullable;

/** Finds pages of one column that were made before, by the coordinates that determine them. */
final class PageReuse {
    /** The place of a page that recurs nowhere. */
    static final long NOWHERE = -1;

    private final PageCache cache;
    private final int column;
    private final long axes;
    private final PageLayout.Cut cut;
    private final int[] levelSizes;

    PageReuse(PageCache cache, int column, long axes, PageLayout.Cut cut, int[] levelSizes) {
        this.cache = cache;
        this.column = column;
        this.axes = axes;
        this.cut = cut;
        this.levelSizes = levelSizes;
    }

    /**
     * The place of the page that starts with {@code tile}: the coordinates that the column depends on, as a mixed-radix
     * number, or {@link #NOWHERE} when it does not start where pages start.
     */
    long place(Tile tile) {
        for (int level = cut.level() + 1; level < levelSizes.length; level++) {
            if (tile.coordinate(level) != 0) {
                return NOWHERE;
            }
        }
        if (tile.coordinate(cut.level()) % cut.positions() != 0) {
            return NOWHERE;
        }
        long place = 0;
        for (int level = 0; level <= cut.level(); level++) {
            if ((axes & (1L << level)) != 0) {
                place = place * levelSizes[level] + tile.coordinate(level);
            }
        }
        return place;
    }

    /** The page at a place, if it is known. */
    @Nullable
    Page find(long place) {
        return place == NOWHERE ? null : cache.find(column, place);
    }

    /** Keeps a page for its place, unless it is shorter than the pages there. */
    void keep(long place, Page page) {
        if (place != NOWHERE && page.rows() == cut.rows()) {
            cache.keep(column, place, page);
        }
    }
}
