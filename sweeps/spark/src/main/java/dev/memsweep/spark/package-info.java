/**
 * memsweep and Apache Spark.
 *
 * <p>So far only tests: Spark's vectorized reader, in a process that has none of memsweep's own jars, reads files that the
 * packaged command wrote. Whatever needs Spark on its class path belongs into this module, so that the command starts
 * without it.
 */
@NullMarked
package dev.memsweep.spark;

import org.jspecify.annotations.NullMarked;
