/** Benchmarks of the engine's kernels, in their package because kernels are not public. */
@NullMarked
package dev.memsweep.eval;

import org.jspecify.annotations.NullMarked;
