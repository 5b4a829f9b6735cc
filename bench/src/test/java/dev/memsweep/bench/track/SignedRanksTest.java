package dev.memsweep.bench.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRanksTest {
    private static final int TRIES = 4000;

    /** The first three: half of the chances that every sign is alike. The others from tables of the signed rank test. */
    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0.75", "5, 0.9375", "8, 0.9921875", "10, 0.990234375"})
    void statesTheConfidenceThatSoFewDifferencesGive(int count, double confidence) {
        double[] differences = new Random(count).doubles(count).toArray();
        assertThat(SignedRanks.of(differences, 0.99).confidence()).isCloseTo(confidence, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 10, 15})
    void coversTheMedianAsOftenAsItSays(int count) {
        Random random = new Random(count);
        int covered = 0;
        double stated = 0;
        for (int i = 0; i < TRIES; i++) {
            // a mixture with rare large values, as times have on a busy machine
            double[] differences = random.doubles(count)
                    .map(u -> random.nextGaussian() * (u < 0.1 ? 10 : 1) + 3)
                    .toArray();
            SignedRanks interval = SignedRanks.of(differences, 0.95);
            stated = interval.confidence();
            covered += interval.low() <= 3 && 3 <= interval.high() ? 1 : 0;
        }
        assertThat((double) covered / TRIES).isCloseTo(stated, within(0.015));
    }

    @Test
    void oneOutlierHardlyMovesTheEstimate() {
        SignedRanks interval = SignedRanks.of(new double[] {1, 1.1, 0.9, 1.05, 0.95, 1, 1.02, 0.98, 1, 50}, 0.9);
        assertThat(interval.estimate()).isCloseTo(1, within(0.05));
        assertThat(interval.low()).isGreaterThan(0.9);
    }
}
