package dev.memsweep.serve;

import java.time.Duration;

/**
 * How much a server does for a request.
 *
 * @param deadline after which a request is given up, its waiting included
 * @param evaluations requests that are worked on at once
 * @param waiting requests that may wait for their turn
 * @param heldBytes of the heap that all answers under way may take together
 */
public record Limits(Duration deadline, int evaluations, int waiting, long heldBytes) {}
