/**
 * JMH benchmarks of whole stages: compiling a plan, evaluating a grid, writing it to Parquet.
 *
 * <p>Benchmarks of single kernels stand in the package of the kernels. Run all with {@code java -jar
 * bench/target/benchmarks.jar -prof gc}, one with its name as an argument.
 */
@NullMarked
package dev.memsweep.bench;

import org.jspecify.annotations.NullMarked;
