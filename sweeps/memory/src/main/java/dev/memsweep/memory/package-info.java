/**
 * The shipped memory model: formula sets and tables as data files, and the code that finds them.
 *
 * <p>Open {@link dev.memsweep.memory.MemoryModel}; the model itself is in the resources {@code formulas/*.formulas} and
 * {@code catalog/*.csv} beside it.
 */
@NullMarked
package dev.memsweep.memory;

import org.jspecify.annotations.NullMarked;
