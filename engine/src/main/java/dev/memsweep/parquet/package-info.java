/**
 * Writes tiles as Parquet pages.
 *
 * <p>Open {@link dev.memsweep.parquet.ParquetSink} first. A morsel becomes a row group: a {@code RowGroupBuilder} hands
 * each tile to one encoder a column, and the finished, compressed pages are appended to the file in row order through
 * parquet-java's page-level writer. {@link dev.memsweep.parquet.OutputTarget} makes the file visible only when it is
 * whole. {@link dev.memsweep.parquet.PartSink} writes part files to a {@link dev.memsweep.parquet.DatasetTarget}, a
 * directory with a {@link dev.memsweep.parquet.Manifest}; both targets publish through one {@code Publication} on any
 * {@link dev.memsweep.parquet.Storage}. Imports {@code eval} and {@code plan}.
 *
 * <pre>
 * shape            whole numbers        reals      labels       flags
 * CONSTANT, OUTER  a run a tile, dictionary                     bits
 * TILE             one encoded tile, copied; dictionary         bits
 * MIXED            differences          plain      dictionary   bits
 * MIXED, sparse    plain                plain      dictionary   bits
 * </pre>
 *
 * <p>Sparse is a page of which conditions took rows.
 *
 * <p>{@link dev.memsweep.parquet.StoredRow} reads one row back.
 *
 * <p>Pages are of version 1, since every reader knows them, and end where tiles end.
 */
@NullMarked
package dev.memsweep.parquet;

import org.jspecify.annotations.NullMarked;
