package dev.memsweep.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> KNOWN =
            List.of("map", "a2-16gb", "apple-m2-16gb", "gguf-q4-k-m", "usable_fraction", "h100-sxm-80gb", "hidden");

    @ParameterizedTest
    @CsvSource({
        "Q4_K_M, gguf-q4-k-m",
        "gguf_q4_k_m, gguf-q4-k-m",
        "m2-16gb, apple-m2-16gb",
        "a3-16gb, a2-16gb",
        "usable-fraction, usable_fraction",
        "usable, usable_fraction",
        "h100, h100-sxm-80gb",
        "hiden, hidden",
        "nap, map",
        "bar, ",
        "nothing, ",
    })
    void findsWhatIsMeant(String name, String nearest) {
        assertThat(NearestName.of(name, KNOWN).orElse(null)).isEqualTo(nearest);
    }
}
