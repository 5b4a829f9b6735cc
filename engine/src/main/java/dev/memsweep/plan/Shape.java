package dev.memsweep.plan;

/** How the values of a node vary, seen from a tile. */
public enum Shape {
    /** One value for the whole sweep. */
    CONSTANT,
    /** One value for all rows of a tile; it changes only when an outer axis moves. */
    OUTER,
    /** A vector that is the same in every tile. */
    TILE,
    /** A vector that differs from tile to tile. */
    MIXED;

    /** Whether all rows of a tile share one value. */
    public boolean scalar() {
        return this == CONSTANT || this == OUTER;
    }
}
