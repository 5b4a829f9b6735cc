package dev.memsweep.formula;

import java.util.IdentityHashMap;
import java.util.Locale;

/**
 * Measures an expression where its functions, powers and memberships are written out, so that a short text cannot become
 * one that no walk ends on. Terms that stand in several places count in each.
 */
final class Growth {
    /** Most terms; the largest formula that memsweep ships has a few thousand. */
    private static final int MOST_TERMS = 100_000;

    /** Most terms within each other, which a walk takes one call each for. */
    private static final int DEEPEST = 1_000;

    private record Extent(long terms, int depth) {}

    private int made;
    private int within;
    private final IdentityHashMap<Expr, Extent> extents = new IdentityHashMap<>();

    /** What an expression that is refused is told. */
    static String message() {
        return String.format(
                Locale.ROOT,
                "the formula is too long where its functions and powers are written out; the limit is %,d terms, %,d deep",
                MOST_TERMS,
                DEEPEST);
    }

    /** Counts terms that are made; whether they are still few enough. */
    boolean add(int terms) {
        made += terms;
        return made <= MOST_TERMS;
    }

    /** Counts one more term within those that are being made; whether they are still few enough. */
    boolean enter() {
        within++;
        return within <= DEEPEST && add(1);
    }

    /** Ends the innermost term. */
    void leave() {
        within--;
    }

    /** Whether an expression is small enough. */
    boolean admits(Expr expr) {
        Extent extent = extent(expr);
        return extent.terms() <= MOST_TERMS && extent.depth() <= DEEPEST;
    }

    private Extent extent(Expr expr) {
        Extent known = extents.get(expr);
        if (known != null) {
            return known;
        }
        long terms = 1;
        int depth = 0;
        for (Expr child : Expressions.children(expr)) {
            Extent below = extent(child);
            terms = Math.min(MOST_TERMS + 1L, terms + below.terms());
            depth = Math.max(depth, below.depth());
        }
        Extent extent = new Extent(terms, depth + 1);
        extents.put(expr, extent);
        return extent;
    }
}
