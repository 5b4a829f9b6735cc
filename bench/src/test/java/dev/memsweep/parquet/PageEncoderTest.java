package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.eval.Tile;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageEncoderTest {
    private static long rows(ColumnChunk chunk) {
        return chunk.pages().stream().mapToLong(Page::rows).sum();
    }

    private static ColumnChunk encoded(PageEncoder kind, int tiles) {
        ColumnEncoder encoder = kind.encoder();
        List<Tile> all = kind.tiles();
        for (int i = 0; i < tiles; i++) {
            encoder.accept(all.get(i % all.size()));
        }
        return encoder.finish();
    }

    @ParameterizedTest
    @EnumSource
    void encodesEveryRowThatIsSelected(PageEncoder kind) {
        int selected = kind.tiles().get(0).selectedRows();
        assertThat(rows(encoded(kind, 10))).isEqualTo(10L * selected);
    }

    @Test
    void tilesAreOfTheKindThatTheEncoderIsFor() {
        Map<PageEncoder, Long> bytes = new EnumMap<>(PageEncoder.class);
        for (PageEncoder kind : PageEncoder.values()) {
            bytes.put(kind, encoded(kind, 32).bytes());
        }
        assertThat(bytes.get(PageEncoder.SCALAR)).isLessThan(1000);
        assertThat(bytes.get(PageEncoder.FLAG_UNIFORM)).isLessThanOrEqualTo(bytes.get(PageEncoder.FLAG));
        assertThat(bytes.get(PageEncoder.PLACE)).isLessThan(bytes.get(PageEncoder.WHOLE_SPARSE));
    }

    @Test
    void everyEncoderIsMeasured() {
        String measured = Arrays.stream(PageEncoder.values())
                .map(kind -> kind.encoder().getClass().getSimpleName())
                .collect(Collectors.joining(" "));
        assertThat(measured).contains("Scalar", "Tile", "Whole", "Place", "Real", "Label", "Flag");
    }
}
