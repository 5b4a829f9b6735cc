/**
 * The {@code memsweep} command.
 *
 * <p>Open {@link dev.memsweep.cli.Memsweep} first: it picks a {@code Command} by the first word and turns whatever goes
 * wrong into a message and an exit code. {@code Arguments} splits the words, {@code Question} makes a sweep of a spec
 * and flags, and there is one class for each command. Options for parameters are made from the parameter declarations
 * of the chosen formula set, so that nothing here knows what is being sized.
 *
 * <p>Results go to standard output, everything else to standard error.
 */
@NullMarked
package dev.memsweep.cli;

import org.jspecify.annotations.NullMarked;
