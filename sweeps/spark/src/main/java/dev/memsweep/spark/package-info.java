/**
 * memsweep inside Apache Spark: a table that is computed when it is read, and a job that writes part files.
 *
 * <p>For the table open {@code MemsweepSource} first. {@code SweepScanBuilder} takes over what a query asks: filters become
 * conditions of the sweep ({@code FilterText}), conditions shorten its axes ({@code PrunedSweep}), orders and aggregates
 * become questions ({@code ScanQuestion}). The grid is then cut into {@code GridSlice}s. An executor makes the sweep from
 * its text, compiles its slice, and gives a batch for each tile.
 *
 * <pre>
 *   driver: spec ──► sweep + conditions + columns ──► slices
 *                          │ as text                    │ one a task
 *   executor:              └──► sweep of the slice ◄────┘ ──► plan ──► tiles ──► batches
 * </pre>
 *
 * <p>For the job open {@code ClusterParts}: it has a task write each file, and shows those of which the tasks told it.
 *
 * <p>Only this module imports Spark. Its jar holds the other modules and their libraries under names of its own, apart from
 * those that Spark brings.
 */
@NullMarked
package dev.memsweep.spark;

import org.jspecify.annotations.NullMarked;
