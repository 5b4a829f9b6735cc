package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Figures that others published, against the formulas. The tolerance is the rounding of the source. */
final class InferenceGoldenTest {
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "golden/inference.csv", useHeadersInDisplayName = true, maxCharsPerColumn = 10_000)
    void agreesWithThePublishedFigure(
            String id,
            String formulas,
            String parameters,
            String expression,
            double expected,
            double tolerance,
            String use,
            String source,
            String note) {
        double value = Estimate.number(Estimate.of(formulas, parameters, expression));

        assertThat(source).as(id).isNotEmpty();
        switch (use) {
            case "oracle" -> assertThat(value).as(id).isCloseTo(expected, Percentage.withPercentage(100 * tolerance));
            case "bound" -> assertThat(value).as(id).isLessThan(expected);
            case "ballpark" -> assertThat(value).as(id).isBetween(expected / 2, expected * 2);
            default -> {
                assertThat(use).as(id).isEqualTo("out");
                assertThat(note).as("why %s is out", id).isNotEmpty();
                assertThat(value).as(id).isNotCloseTo(expected, Percentage.withPercentage(100 * tolerance));
            }
        }
    }
}
