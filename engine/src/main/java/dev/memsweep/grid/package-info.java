/**
 * The grid of a sweep: axes, and the arithmetic between row numbers and coordinates.
 *
 * <p>Open {@link dev.memsweep.grid.Grid} first. An {@link dev.memsweep.grid.Axis} is a small table of parameter values;
 * the grid is the cross product of its axes, numbered in axis order with the last axis fastest.
 */
@NullMarked
package dev.memsweep.grid;

import org.jspecify.annotations.NullMarked;
