package dev.memsweep.formula;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one most likely means. */
public final class NearestName {
    private NearestName() {}

    /** Shorter beginnings could mean anything. */
    private static final int SHORTEST_BEGINNING = 3;

    /** Names of so few letters are all two edits from each other. */
    private static final int ONE_EDIT_LETTERS = 3;

    /**
     * The nearest of {@code known}: the same but for {@code _} and {@code -}, else one that is a single edit away, else the
     * first that begins with the name, else the shortest that has it as its last words, else the nearest by
     * Damerau-Levenshtein distance, if it is near enough: at most two edits, one for a name of up to three letters, or a
     * quarter of the name's length when that is more. The last words come before an edit where the name has several words.
     */
    public static Optional<String> of(String name, Collection<String> known) {
        String wanted = folded(name);
        int limit = wanted.length() <= ONE_EDIT_LETTERS ? 1 : Math.max(2, wanted.length() / 4);
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(wanted, folded(candidate));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        Optional<String> ending = wanted.length() < SHORTEST_BEGINNING
                ? Optional.empty()
                : known.stream()
                        .filter(candidate -> folded(candidate).endsWith("-" + wanted))
                        .min(Comparator.comparingInt(String::length));
        if (bestDistance > 0 && ending.isPresent() && wanted.contains("-")) {
            return ending;
        }
        if (bestDistance > 1 && wanted.length() >= SHORTEST_BEGINNING) {
            Optional<String> longer = known.stream()
                    .filter(candidate -> folded(candidate).startsWith(wanted))
                    .findFirst()
                    .or(() -> ending);
            if (longer.isPresent()) {
                return longer;
            }
        }
        boolean near = bestDistance <= limit && bestDistance < wanted.length();
        return near ? Optional.ofNullable(best) : Optional.empty();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code "; did you mean 'x'?"}, or, when nothing is near, {@code "; known: a, b, c"} of at most twelve names. */
    public static String hint(String name, Collection<String> known) {
        Optional<String> nearest = of(name, known);
        if (nearest.isPresent()) {
            return "; did you mean '" + nearest.get() + "'?";
        }
        if (known.isEmpty()) {
            return "";
        }
        String list = String.join(", ", known.stream().limit(LISTED).toList());
        return "; known: " + list + (known.size() > LISTED ? ", ..." : "");
    }

    private static final int LISTED = 12;

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                d[i][j] = swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
            }
        }
        return d[a.length()][b.length()];
    }
}
