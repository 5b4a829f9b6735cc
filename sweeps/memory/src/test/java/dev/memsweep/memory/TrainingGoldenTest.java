package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The training set against figures of papers, of other calculators, and of real GPUs. */
final class TrainingGoldenTest {
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "golden/training.csv", numLinesToSkip = 1, maxCharsPerColumn = 20000)
    void agreesWithPapersAndPeers(String id, String settings, String expression, double expected, double tolerance) {
        assertThat(new Point("training", settings).number(expression))
                .as(id)
                .isCloseTo(expected, within(Math.abs(expected) * tolerance));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "golden/training-differs.csv", numLinesToSkip = 1, maxCharsPerColumn = 20000)
    void differsFromPapersAndPeersForAReason(
            String id, String settings, String expression, double theirs, double ours, String reason) {
        assertThat(reason).as(id).isNotBlank();
        assertThat(new Point("training", settings).number(expression))
                .as(id)
                .isCloseTo(ours, within(Math.abs(ours) * 1e-12))
                .isNotCloseTo(theirs, within(Math.abs(theirs) * 1e-9));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "golden/training-bounds.csv", numLinesToSkip = 1)
    void staysBelowWhatWasRun(String id, String settings, String expression, double bound) {
        assertThat(new Point("training", settings).number(expression)).as(id).isLessThan(bound);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "golden/korthikanti-figure-1.csv", numLinesToSkip = 1)
    void reproducesFigure1OfKorthikantiToTheLastDigit(
            String model, String settings, double states, double whole, double selective) {
        assertThat(KorthikantiFigures.figure1(settings)).as(model).containsExactly(states, whole, selective);
    }

    /** The paper's figure includes the ends of the model. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "golden/korthikanti-figure-7.csv", numLinesToSkip = 1)
    void reproducesFigure7OfKorthikanti(
            String model, String settings, double sequence, double selective, double both, double full) {
        List<Double> ours = KorthikantiFigures.figure7(settings);

        assertThat(ours.get(0)).as(model).isCloseTo(sequence, within(0.15));
        assertThat(ours.get(1)).as(model).isCloseTo(selective, within(0.15));
        assertThat(ours.get(2)).as(model).isCloseTo(both, within(0.15));
        assertThat(ours.get(3)).as(model).isCloseTo(full, within(0.15));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "golden/b200.csv", numLinesToSkip = 1)
    void isWithinThirteenThousandthsOfEveryB200Run(String id, String settings, double measured) {
        assertThat(B200Runs.gib(settings)).as(id).isCloseTo(measured, within(0.013 * measured));
    }

    @Test
    void isWithinSevenThousandthsOfTheB200RunsOnAverage() {
        List<Double> errors = new ArrayList<>();
        for (String[] run : Golden.rows("b200.csv")) {
            double measured = Double.parseDouble(run[2]);
            errors.add(Math.abs(B200Runs.gib(run[1]) / measured - 1));
        }

        assertThat(errors).hasSizeGreaterThan(10);
        assertThat(errors.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .isLessThan(0.007);
    }

    /** A closed form made apart from these formulas, with the 8 key and value heads of the real 405B; the runs had 16. */
    @ParameterizedTest
    @CsvSource({
        "pp=2 dp=4, 4096, 87.37",
        "tp=2 dp=4, 4096, 80.81",
        "tp=4 dp=2, 4096, 52.40",
        "tp=8,      4096, 38.21",
        "cp=8,     32768, 138.07"
    })
    void reproducesTheClosedFormForThePublished405B(String degrees, int tokens, double gib) {
        assertThat(B200Runs.gib("model=llama-3.1-405b layers=4 " + degrees + " seq_len=" + tokens))
                .isCloseTo(gib, within(0.005));
    }
}
