/**
 * A local web server: files of a page, and an {@link dev.memsweep.serve.Api} that it asks. It answers only to this
 * machine, bounds the work and the memory of each request, and lets a newer request of a view end the older one. It knows
 * nothing of what is asked.
 *
 * <p>Start with {@link dev.memsweep.serve.ExplorerServer}.
 */
@NullMarked
package dev.memsweep.serve;

import org.jspecify.annotations.NullMarked;
