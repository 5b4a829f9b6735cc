/**
 * Speed over time: measures a build beside its predecessor, keeps the results, and tells what became slower.
 *
 * <p>Open {@link dev.memsweep.bench.track.Track} first.
 *
 * <pre>
 *   two jars ──► JmhFork: A B, B A, A B ... ──► Comparison ──► History, one line a benchmark
 *                                                                  │
 *                                             table, page, data.js ◄── Report
 * </pre>
 *
 * <p>Between hours, one machine differs from itself by more than most changes of code do. So times are compared fork by fork
 * within one run only, and what seems to have changed is measured again before it is told ({@link
 * dev.memsweep.bench.track.Contest}). Over many commits, the ratios are multiplied ({@link
 * dev.memsweep.bench.track.Trend}). Bytes allocated are compared as they are.
 */
@NullMarked
package dev.memsweep.bench.track;

import org.jspecify.annotations.NullMarked;
