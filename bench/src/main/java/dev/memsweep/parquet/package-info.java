/** Benchmarks of the page encoders, in their package because encoders are not public. */
@NullMarked
package dev.memsweep.parquet;

import org.jspecify.annotations.NullMarked;
