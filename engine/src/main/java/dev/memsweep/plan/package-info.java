/**
 * Compiles a {@link dev.memsweep.spec.Sweep} into a {@link dev.memsweep.plan.Plan}: a list of steps over slots, ordered
 * by how often they have to run.
 *
 * <p>Open {@link dev.memsweep.plan.PlanCompiler} first. Formulas become {@link dev.memsweep.plan.Node}s, shared where
 * they are equal and folded where they are constant; every node knows its dependency set, and that decides its {@link
 * dev.memsweep.plan.Shape}: a scalar that is recomputed when one of its outer axes moves, a vector made once for the
 * sweep, or a vector per tile. {@link dev.memsweep.plan.Bounds} proves what it can about overflow before the first row.
 */
@NullMarked
package dev.memsweep.plan;

import org.jspecify.annotations.NullMarked;
