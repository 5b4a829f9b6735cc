package dev.memsweep.query;

import dev.memsweep.eval.Sink;
import dev.memsweep.plan.Plan;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.List;

/**
 * A sink that answers a question: it looks at the bounds of some columns, and takes long morsels.
 *
 * @param <P> what is left of a morsel
 */
abstract class QuerySink<P> implements Sink<P> {
    /** Enough for all threads to have work to the end, few enough that morsels which are settled at once cost nothing. */
    private static final long MOST_MORSELS = 2048;

    /** Rows below which starting a morsel shows. */
    private static final long FEWEST_ROWS = 1 << 18;

    private final long morselRows;
    private final IntList bounded = new IntArrayList();

    /**
     * @param keys the columns whose bounds are looked at
     */
    QuerySink(Plan plan, List<Key> keys) {
        morselRows = Math.max(FEWEST_ROWS, plan.sweep().grid().rows() / MOST_MORSELS);
        keys.forEach(key -> bounded.add(key.column()));
    }

    @Override
    public final long morselRows() {
        return morselRows;
    }

    @Override
    public final IntList bounded() {
        return bounded;
    }
}
