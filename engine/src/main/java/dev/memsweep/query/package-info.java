/**
 * Answers about a grid that need not be written: how many points, the first by some order, the frontier, aggregates by
 * axis, the furthest value of an axis.
 *
 * <p>All are {@link dev.memsweep.eval.Sink sinks}: exact, the same for every number of threads, ties broken by row order. They
 * look at the bounds of sub-grids first and at tiles only where the bounds leave something open, so that their cost grows
 * with what is undecided and not with the grid.
 */
@NullMarked
package dev.memsweep.query;

import org.jspecify.annotations.NullMarked;
