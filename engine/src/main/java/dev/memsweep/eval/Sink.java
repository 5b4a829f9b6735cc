package dev.memsweep.eval;

import it.unimi.dsi.fastutil.ints.IntList;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What consumes the tiles of a sweep: a file, a summary, a count.
 *
 * <p>The evaluator cuts the grid into morsels (ranges of consecutive tiles). One task evaluates a morsel and feeds a
 * collector of its own; the parts that the collectors return are appended in row order by one thread at a time, so that
 * the result does not depend on the number of threads.
 *
 * @param <P> what is left of a morsel once its tiles have been seen
 */
public interface Sink<P> {
    /** Rows that a morsel should have, about; the evaluator rounds to whole tiles and to whole outer axes. */
    long morselRows();

    /** Makes the collector of one morsel; called by the task that will use it, possibly many at once. */
    Collector<P> collector();

    /** Takes the part of the next morsel, in row order; calls never overlap. */
    void append(P part) throws IOException;

    /**
     * Columns whose bounds over sub-grids its collectors want to see; null when they want every tile, and {@link
     * Collector#settles} is never called.
     */
    default @Nullable IntList bounded() {
        return null;
    }

    /** Whether the sink has what it wants, so that the rest of the grid need not be looked at; asked before each part. */
    default boolean done() {
        return false;
    }

    /**
     * Consumes the tiles of one morsel on one thread.
     *
     * @param <P> what {@link #finish} returns
     */
    interface Collector<P> {
        /** Takes the next tile; it and its arrays are valid only during the call and must not be written to. */
        void accept(Tile tile);

        /**
         * Whether nothing of a sub-grid needs to be looked at, because the collector has taken what it wants from the
         * bounds. It comes in row order between the tiles; when this returns false, its parts come next.
         */
        default boolean settles(SubGrid subGrid) {
            return false;
        }

        /** Returns the part of the morsel after its last tile. */
        P finish();

        /** Gives back what the collector holds when its morsel fails; neither of the others is called afterwards. */
        default void abandon() {}
    }
}
