package dev.memsweep.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a sum of whole numbers, each kind with those first that move least.
 *
 * @param scalars terms that are one value in a tile
 * @param vectors terms that differ between the lanes of a tile
 */
record Sum(List<Node> scalars, List<Node> vectors) {
    /** Terms of the longest sum that is taken apart. */
    private static final int MOST_TERMS = 64;

    Sum {
        scalars = List.copyOf(scalars);
        vectors = List.copyOf(vectors);
    }

    /** The sum of {@code summands}; null when it has too many terms, or when some order of adding them may overflow. */
    static @Nullable Sum of(List<Node> summands, Tiling tiling) {
        List<Node> terms = new ArrayList<>();
        for (Node summand : summands) {
            if (!addTerms(summand, terms)) {
                return null;
            }
        }
        if (!everyOrderFits(terms)) {
            return null;
        }
        Comparator<Node> leastMovedFirst = Comparator.comparing((Node term) -> tiling.shape(term.axes()))
                .thenComparingInt(term -> tiling.level(term.axes()));
        terms.sort(leastMovedFirst);
        List<Node> scalars = new ArrayList<>();
        List<Node> vectors = new ArrayList<>();
        for (Node term : terms) {
            (tiling.shape(term.axes()).scalar() ? scalars : vectors).add(term);
        }
        return new Sum(scalars, vectors);
    }

    /** Collects the terms of a sum; false when they are too many, as when a sum is added to itself again and again. */
    private static boolean addTerms(Node node, List<Node> terms) {
        if (terms.size() == MOST_TERMS) {
            return false;
        }
        if (node.operation() != Operation.LONG_ADD || node.checked()) {
            return terms.add(node);
        }
        return addTerms(node.operands().get(0), terms)
                && addTerms(node.operands().get(1), terms);
    }

    /** Whether the sum of any of the terms fits 64 bits: that of all that may be negative, that of all that may not. */
    private static boolean everyOrderFits(List<Node> terms) {
        Bounds extremes = new Bounds(0, 0);
        for (Node term : terms) {
            extremes = extremes.plus(term.bounds().union(new Bounds(0, 0))).whole();
        }
        return extremes.fitsLong();
    }
}
