/**
 * Evaluates a compiled {@link dev.memsweep.plan.Plan} over its grid, tile by tile, in fork-join tasks.
 *
 * <p>Open {@link dev.memsweep.eval.Evaluator} first: it splits the grid into morsels, runs a {@link
 * dev.memsweep.eval.Worker} over each, and hands what the worker's {@link dev.memsweep.eval.Sink.Collector} made of it
 * to the {@link dev.memsweep.eval.Sink}, in row order.
 *
 * <pre>
 *   plan ──► morsels ──► worker: tile, tile, tile ... ──► collector ──► part
 *                        (one thread, its own arrays)                     │ in row order
 *                                                                    sink.append
 * </pre>
 */
@NullMarked
package dev.memsweep.eval;

import org.jspecify.annotations.NullMarked;
