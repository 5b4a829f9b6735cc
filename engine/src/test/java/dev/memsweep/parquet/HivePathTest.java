package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HivePathTest {
    @Test
    void columnsNestInOrder() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("model", "llama-3.1-70b");
        values.put("dtype", "fp16");

        assertThat(HivePath.of(values)).isEqualTo("model=llama-3.1-70b/dtype=fp16");
        assertThat(HivePath.of(Map.of())).isEmpty();
    }

    @Test
    void whatHiveEscapesIsEscaped() {
        assertThat(HivePath.of(Map.of("m", "a/b=c%d:e\\f{g}[h]\n\u007f ü")))
                .isEqualTo("m=a%2Fb%3Dc%25d%3Ae%5Cf%7Bg}%5Bh%5D%0A%7F ü");
        assertThat(HivePath.of(Map.of("m", "../.."))).isEqualTo("m=..%2F..");
    }

    @Test
    void valuesAreReadBack() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("m", "a/b=c%d:e\\f{g}[h]\n\u007f ü");
        values.put("n", "$1");

        assertThat(HivePath.values("/some/where/" + HivePath.of(values) + "/part-0.parquet"))
                .containsExactlyEntriesOf(values);
        assertThat(HivePath.values("a=b.parquet")).isEmpty();
        assertThat(HivePath.values("")).isEmpty();
    }

    @Test
    void whatReadersTakeForMissingIsRefused() {
        assertThatThrownBy(() -> HivePath.of(Map.of("m", "__HIVE_DEFAULT_PARTITION__")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("readers take it for NULL");
        assertThatThrownBy(() -> HivePath.of(Map.of("m", ""))).isInstanceOf(IllegalArgumentException.class);
    }
}
