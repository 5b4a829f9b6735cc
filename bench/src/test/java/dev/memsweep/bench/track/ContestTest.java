package dev.memsweep.bench.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.util.NullOutputStream;

/** Builds with known speeds on a machine that drifts, stalls and differs from fork to fork. */
class ContestTest {
    private static final int BENCHMARKS = 150;
    private static final String SLOW = "dev.memsweep.T7.run7";

    /** A machine: its speed drifts slowly, so that what runs close together meets much the same. */
    private static final class NoisyMachine {
        private final Random random;
        private double drift = 1;

        NoisyMachine(long seed) {
            random = new Random(seed);
        }

        /** The iterations of a fork that would take {@code microseconds} on a quiet machine. */
        double[] fork(double microseconds) {
            drift = Math.min(2, Math.max(1, drift * Math.exp(random.nextGaussian() * 0.02)));
            double fork = Math.exp(random.nextGaussian() * 0.05) * (random.nextInt(20) == 0 ? 1.4 : 1);
            double[] iterations = new double[5];
            for (int i = 0; i < iterations.length; i++) {
                double stall = random.nextInt(4) == 0 ? 1 + random.nextDouble() : 1;
                iterations[i] = microseconds * drift * fork * stall;
            }
            return iterations;
        }
    }

    /** A build: benchmarks with times and allocations, which all are 100 but those of {@code different}. */
    private record Build(NoisyMachine machine, Map<String, Double> microseconds, Map<String, Double> bytes)
            implements Forks {
        @Override
        public Set<String> benchmarks() {
            Set<String> names = new TreeSet<>();
            for (int i = 0; i < BENCHMARKS; i++) {
                names.add("dev.memsweep.T" + i % 10 + ".run" + i);
            }
            return names;
        }

        @Override
        public List<JmhResult> fork(String pattern) {
            List<JmhResult> forks = new ArrayList<>();
            for (String name : benchmarks()) {
                if (name.matches(pattern)) {
                    forks.add(result(name));
                }
            }
            return forks;
        }

        @Override
        public JmhResult fork(JmhResult like) {
            return result(like.benchmark());
        }

        private JmhResult result(String name) {
            double noise = machine.random.nextDouble();
            return Results.fork(
                    name,
                    bytes.getOrDefault(name, 100.0) + noise,
                    machine.fork(microseconds.getOrDefault(name, 100.0)));
        }
    }

    private static Contest run(Build now, Build before) throws Exception {
        Contest contest =
                new Contest(now, before, new PrintStream(new NullOutputStream(), false, StandardCharsets.UTF_8));
        contest.run(name -> true, 3, 20);
        return contest;
    }

    private static List<String> worse(Contest contest) {
        return contest.comparisons().stream()
                .filter(Comparison::worse)
                .map(Comparison::name)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theSameBuildIsNotFlagged(long seed) throws Exception {
        NoisyMachine machine = new NoisyMachine(seed);
        Build build = new Build(machine, Map.of(), Map.of());
        assertThat(run(build, build).comparisons()).hasSize(BENCHMARKS).noneMatch(Comparison::changed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aBenchmarkThatTakesThirtyPercentMoreIsNamedAlone(long seed) throws Exception {
        NoisyMachine machine = new NoisyMachine(seed);
        Build before = new Build(machine, Map.of(), Map.of());
        Build now = new Build(machine, Map.of(SLOW, 130.0), Map.of());
        Contest contest = run(now, before);
        assertThat(worse(contest)).containsExactly("T7.run7 size=3");
        assertThat(Objects.requireNonNull(contest.comparison("T7.run7 size=3"))
                        .ratio()
                        .estimate())
                .isBetween(1.15, 1.45);
    }

    @Test
    void oneMoreAllocationIsNamedAlone() throws Exception {
        NoisyMachine machine = new NoisyMachine(1);
        Build before = new Build(machine, Map.of(), Map.of());
        Build now = new Build(machine, Map.of(), Map.of(SLOW, 116.0));
        assertThat(worse(run(now, before))).containsExactly("T7.run7 size=3");
    }

    @Test
    void whatGotFasterIsNoRegression() throws Exception {
        NoisyMachine machine = new NoisyMachine(1);
        Build before = new Build(machine, Map.of(SLOW, 150.0), Map.of());
        Contest contest = run(new Build(machine, Map.of(), Map.of()), before);
        assertThat(worse(contest)).isEmpty();
        assertThat(Objects.requireNonNull(contest.comparison("T7.run7 size=3")).time())
                .isEqualTo(Comparison.Change.BETTER);
    }

    @Test
    void aPatternWithoutBenchmarksIsToldWithTheNames() {
        Build build = new Build(new NoisyMachine(1), Map.of(), Map.of());
        Contest contest =
                new Contest(build, null, new PrintStream(new NullOutputStream(), false, StandardCharsets.UTF_8));
        assertThatThrownBy(() -> contest.run(name -> false, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(SLOW);
    }
}
