package dev.memsweep.eval;

/** How a value moves along an axis, in the order of its positions. */
public enum Direction {
    /** It does not depend on the axis. */
    NONE,
    /** It never falls. */
    RISES,
    /** It never rises. */
    FALLS,
    /** Neither was proved. */
    UNKNOWN;

    /** How a value moves that rises with one that moves like this and with another. */
    Direction and(Direction other) {
        if (this == NONE || this == other) {
            return other;
        }
        return other == NONE ? this : UNKNOWN;
    }

    /** How a value moves that falls where this one rises. */
    public Direction reversed() {
        return switch (this) {
            case RISES -> FALLS;
            case FALLS -> RISES;
            case NONE, UNKNOWN -> this;
        };
    }

    /** How a value moves that rises with this one where a factor is not negative, falls where it is not positive. */
    Direction times(double low, double high) {
        return low >= 0 ? this : high <= 0 ? reversed() : this == NONE ? NONE : UNKNOWN;
    }
}
