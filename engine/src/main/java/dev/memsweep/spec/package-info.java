/**
 * From what the user wrote, a YAML file or flags, to a {@link dev.memsweep.spec.Sweep}: one question asked of a grid.
 *
 * <p>Open {@link dev.memsweep.spec.SweepSpec} first: it is the spec as written, with the place of every part. {@link
 * dev.memsweep.spec.SpecReader} makes one from YAML, the command line makes one from flags, and {@link
 * dev.memsweep.spec.Binder} turns either into a {@link dev.memsweep.spec.Sweep} or says everything that is wrong with it.
 */
@NullMarked
package dev.memsweep.spec;

import org.jspecify.annotations.NullMarked;
