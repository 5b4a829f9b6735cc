package dev.memsweep.query;

import dev.memsweep.plan.Plan;

/** How long the morsels of a query are. */
final class QueryMorsels {
    /** Enough for all threads to have work to the end, few enough that morsels which are settled at once cost nothing. */
    private static final long MOST_MORSELS = 2048;

    /** Rows below which starting a morsel shows. */
    private static final long FEWEST_ROWS = 1 << 18;

    private QueryMorsels() {}

    static long rows(Plan plan) {
        return Math.max(FEWEST_ROWS, plan.sweep().grid().rows() / MOST_MORSELS);
    }
}
