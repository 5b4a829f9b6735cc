package dev.memsweep.eval;

/** What is known of a flag in the lanes of a tile without looking at them one by one. */
public enum Decision {
    /** It is true in every lane. */
    ALL_TRUE,
    /** It is false in every lane. */
    ALL_FALSE,
    /** It may differ from lane to lane. */
    UNDECIDED;

    static Decision of(boolean flag) {
        return flag ? ALL_TRUE : ALL_FALSE;
    }

    Decision and(Decision other) {
        if (this == ALL_FALSE || other == ALL_FALSE) {
            return ALL_FALSE;
        }
        return this == ALL_TRUE ? other : this;
    }

    Decision negated() {
        return switch (this) {
            case ALL_TRUE -> ALL_FALSE;
            case ALL_FALSE -> ALL_TRUE;
            case UNDECIDED -> UNDECIDED;
        };
    }
}
