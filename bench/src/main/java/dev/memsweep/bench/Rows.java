package dev.memsweep.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts rows, so that a throughput is reported as rows a second too. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Rows {
    /** Rows done in this iteration. */
    public long rows;
}
