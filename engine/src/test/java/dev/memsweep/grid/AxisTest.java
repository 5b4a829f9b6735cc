package dev.memsweep.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static final Axis RANGE = Axis.of("n", Type.INT, new WholeRange(10, 5, 1_000_000));

    @Test
    void keepsARangeWherePositionsAreEvenlySpaced() {
        assertThat(valuesAt(IntList.of(IntStream.range(0, 500_000).toArray())))
                .isInstanceOf(WholeRange.class)
                .hasSize(500_000)
                .endsWith(new Value.Int(10 + 5 * 499_999L));
        assertThat(valuesAt(IntList.of(7, 4, 1))).isInstanceOf(WholeRange.class).isEqualTo(whole(45, 30, 15));
        assertThat(valuesAt(IntList.of(999_999))).isInstanceOf(WholeRange.class).isEqualTo(whole(5_000_005));
    }

    @Test
    void listsTheValuesWherePositionsAreNotEvenlySpaced() {
        assertThat(valuesAt(IntList.of(0, 1, 3))).isEqualTo(whole(10, 15, 25));
        assertThat(valuesAt(IntList.of(2, 2))).isEqualTo(whole(20, 20));
    }

    private static List<Value> valuesAt(IntList positions) {
        return RANGE.at(positions).columns().get(0).values();
    }

    private static List<Value> whole(long... values) {
        return LongStream.of(values).<Value>mapToObj(Value.Int::new).toList();
    }
}
