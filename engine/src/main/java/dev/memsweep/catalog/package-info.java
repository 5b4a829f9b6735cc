/**
 * Named tables with typed, documented columns and a source for every row: models, devices, data types, optimizers.
 *
 * <p>Open {@link dev.memsweep.catalog.Catalog} first. A formula set declares a table's columns; the catalog finds its
 * rows in CSV files, the user's own after the shipped ones, so that a row of the same name replaces a shipped one.
 */
@NullMarked
package dev.memsweep.catalog;

import org.jspecify.annotations.NullMarked;
