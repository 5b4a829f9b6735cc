/**
 * What a user would run instead, side by side: the same grid through memsweep, DuckDB, Polars, parquet-java and plain loops.
 *
 * <p>Open {@link dev.memsweep.bench.compare.Compare} first. Each contender is a process of its own, started anew in every
 * round, A B C A B C, so that what else the machine does meets all of them. It prints a line a run; the first one is cold.
 * Before any figure is told, all answers are held against each other ({@link dev.memsweep.bench.compare.Answer}).
 *
 * <p>All take the axes from memsweep's own spec. Those in Java stand in {@code Peer}s, the others in {@code
 * resources/peers}.
 */
@NullMarked
package dev.memsweep.bench.compare;

import org.jspecify.annotations.NullMarked;
