package dev.memsweep.bench.track;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the benchmarks of two builds in turn: A B, B A, A B ... class by class, one fork each.
 *
 * <p>What seems to have changed after the first rounds is then measured again, benchmark by benchmark, and judged by the new
 * figures alone: of hundreds of benchmarks a few always look changed by chance, and to judge them by the figures that made
 * them look so would tell of them.
 */
final class Contest {
    /** Rounds after which a benchmark that no longer looks changed is not measured further. */
    private static final int LEAST_CONFIRMATIONS = 3;

    /** Rounds before which nothing is concluded: the least that give an interval of 99 % which one outlier does not decide. */
    private static final int LEAST_JUDGED = 10;

    private final Forks now;
    private final @Nullable Forks before;
    private final PrintStream progress;
    private final Map<String, List<JmhResult>> forksNow = new LinkedHashMap<>();
    private final Map<String, List<JmhResult>> forksBefore = new LinkedHashMap<>();
    private final Map<String, Comparison> comparisons = new LinkedHashMap<>();

    /**
     * @param before the build to compare with; null to measure {@code now} alone
     */
    Contest(Forks now, @Nullable Forks before, PrintStream progress) {
        this.now = now;
        this.before = before;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param only which full names count
     * @param rounds forks of every benchmark
     * @param confirmations most forks of those that seem to have changed
     */
    void run(Predicate<String> only, int rounds, int confirmations) throws IOException, InterruptedException {
        Set<String> mine = chosen(now.benchmarks(), only);
        if (mine.isEmpty()) {
            throw new IllegalArgumentException(
                    "no benchmark matches; the names are:\n  " + String.join("\n  ", now.benchmarks()));
        }
        Set<String> others = before == null ? Set.of() : chosen(before.benchmarks(), only);
        for (int round = 0; round < rounds; round++) {
            for (String type : classes(mine)) {
                progress.printf(Locale.ROOT, "round %d of %d: %s%n", round + 1, rounds, type);
                runClass(type, mine, others, round % 2 == 0);
            }
        }
        for (String name : forksBefore.keySet()) {
            List<JmhResult> theirs = forksBefore.get(name);
            List<JmhResult> ours = forksNow.get(name);
            if (ours != null && theirs != null) {
                Comparison first = Comparison.of(theirs, ours);
                comparisons.put(name, first.suspect() ? confirmed(ours.get(0), confirmations) : first);
            }
        }
    }

    private static Set<String> chosen(Set<String> names, Predicate<String> only) {
        return names.stream().filter(only).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> classes(Set<String> names) {
        return names.stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void runClass(String type, Set<String> mine, Set<String> others, boolean nowFirst)
            throws IOException, InterruptedException {
        if (nowFirst) {
            fork(now, type, mine, forksNow);
        }
        if (before != null) {
            fork(before, type, others, forksBefore);
        }
        if (!nowFirst) {
            fork(now, type, mine, forksNow);
        }
    }

    private static void fork(Forks jar, String type, Set<String> names, Map<String, List<JmhResult>> forks)
            throws IOException, InterruptedException {
        String pattern = names.stream()
                .filter(name -> name.startsWith(type + "."))
                .map(name -> "^" + name.replace(".", "\\.") + "$")
                .collect(Collectors.joining("|"));
        if (!pattern.isEmpty()) {
            jar.fork(pattern)
                    .forEach(result -> forks.computeIfAbsent(result.name(), name -> new ArrayList<>())
                            .add(result));
        }
    }

    private Comparison confirmed(JmhResult like, int confirmations) throws IOException, InterruptedException {
        Forks other = Objects.requireNonNull(before);
        List<JmhResult> theirs = new ArrayList<>();
        List<JmhResult> ours = new ArrayList<>();
        Comparison comparison;
        do {
            boolean nowFirst = ours.size() % 2 == 0;
            if (nowFirst) {
                ours.add(now.fork(like));
            }
            theirs.add(other.fork(like));
            if (!nowFirst) {
                ours.add(now.fork(like));
            }
            comparison = Comparison.of(theirs, ours);
        } while (ours.size() < confirmations && isOpen(comparison, ours.size()));
        progress.printf(
                Locale.ROOT,
                "measured again, %d times: %s %s%n",
                ours.size(),
                like.name(),
                Comparison.text(comparison.ratio()));
        return ours.size() < Math.min(LEAST_JUDGED, confirmations) ? comparison.unchanged() : comparison;
    }

    /** Whether more rounds may tell whether a benchmark has changed. */
    private static boolean isOpen(Comparison comparison, int rounds) {
        if (rounds < LEAST_CONFIRMATIONS) {
            return true;
        }
        return comparison.suspect() && (rounds < LEAST_JUDGED || !comparison.changed());
    }

    /** All forks of each benchmark of the build at hand, merged. */
    List<JmhResult> results() {
        return forksNow.values().stream().map(JmhResult::merge).toList();
    }

    /** The comparison of a benchmark; null where the other build has none of that name. */
    @Nullable
    Comparison comparison(String name) {
        return comparisons.get(name);
    }

    /** All comparisons. */
    List<Comparison> comparisons() {
        return List.copyOf(comparisons.values());
    }
}
