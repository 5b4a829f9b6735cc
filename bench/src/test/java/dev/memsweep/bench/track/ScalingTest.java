package dev.memsweep.bench.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.memsweep.bench.ScalingBenchmark;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class ScalingTest {
    private static Scaling scaling(String method, String parameter, DoubleUnaryOperator cost) {
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        for (int size : List.of(64, 1, 8)) {
            JmhResult fork = Results.fork("dev.memsweep.bench.ScalingBenchmark." + method, 0, cost.applyAsDouble(size));
            ((ObjectNode) fork.node().path("params")).removeAll().put(parameter, Integer.toString(size));
            measurements.put(fork.name(), Measurement.of(fork, Results.metadata("a", "2026-01-01T00:00:00Z")));
        }
        Run run = new Run(Results.metadata("a", "2026-01-01T00:00:00Z"), measurements);
        return Scaling.of(run).get(0);
    }

    @Test
    void readsTheExponentOffTheLargestSizes() {
        Scaling linear = scaling("formulas", "formulas", size -> 5 * size);
        assertThat(linear.exponent()).isCloseTo(1, within(1e-9));
        assertThat(linear.asExpected()).isTrue();
        Scaling square = scaling("formulas", "formulas", size -> size * size);
        assertThat(square.exponent()).isCloseTo(2, within(1e-9));
        assertThat(square.asExpected()).isFalse();
        assertThat(square.line()).contains("formulas ^ 2.00", "NOT AS EXPECTED");
    }

    @Test
    void axesMustCostNothing() {
        assertThat(scaling("axes", "axes", size -> 7).asExpected()).isTrue();
        assertThat(scaling("axes", "axes", size -> size).asExpected()).isFalse();
    }

    @Test
    void everySeriesOfTheBenchmarkHasItsExpectation() {
        List<String> measured = Arrays.stream(ScalingBenchmark.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> method.getName())
                .toList();
        assertThat(Scaling.Series.values())
                .extracting(Scaling.Series::method)
                .containsExactlyInAnyOrderElementsOf(measured);
    }
}
