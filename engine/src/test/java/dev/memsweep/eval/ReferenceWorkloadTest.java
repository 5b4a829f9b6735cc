package dev.memsweep.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Check sums of the reference workload, which were computed in C by exact integer arithmetic. */
class ReferenceWorkloadTest {

    @ParameterizedTest
    @CsvSource({
        "1, 16, 3538944, 2009824, 1416855500701696, 7608865186061145344, 2257523064317274752",
        "8, 16, 28311552, 9054295, 22321468602908672, 10681500372693502976, 14904564524538832384",
    })
    void everyRowCountsInTheCheckSums(
            int models, int batches, long rows, long fits, long greatest, String sum, String placeSum)
            throws IOException {
        Plan plan = PlanCompiler.compile(ReferenceWorkload.sweep(models, batches));
        CheckSink sink = new CheckSink(plan.columns());
        new Evaluator(plan, 2).run(sink, done -> {});
        SummarySink summary = new SummarySink(plan.columns());
        new Evaluator(plan, 2).run(summary, done -> {});
        assertThat(summary.rows()).isEqualTo(rows);
        assertThat(summary.summaries().get(14).greatest()).isEqualTo(greatest);
        assertThat(summary.summaries().get(15).trues()).isEqualTo(fits);
        assertThat(sink.rows).isEqualTo(rows);
        assertThat(sink.fits).isEqualTo(fits);
        assertThat(sink.greatest).isEqualTo(greatest);
        assertThat(Long.toUnsignedString(sink.sum)).isEqualTo(sum);
        assertThat(Long.toUnsignedString(sink.placeSum)).isEqualTo(placeSum);
    }

    @Test
    void rangesOfMorselsAndMorselsOneByOneMakeTheWhole() throws IOException {
        Plan plan = PlanCompiler.compile(ReferenceWorkload.sweep(1, 16));
        CheckSink whole = new CheckSink(plan.columns());
        new Evaluator(plan, 2).run(whole, done -> {});
        long morsels = Morsels.of(plan, whole.morselRows()).count();
        CheckSink ranges = new CheckSink(plan.columns());
        new Evaluator(plan, 2).run(ranges, 0, morsels / 3, done -> {});
        assertThat(ranges.rows).isBetween(1L, whole.rows / 2);
        new Evaluator(plan, 1).run(ranges, morsels / 3, morsels, done -> {});
        CheckSink parts = new CheckSink(plan.columns());
        new Evaluator(plan, 1).parts(parts).forEachRemaining(parts::append);

        for (CheckSink sink : List.of(ranges, parts)) {
            assertThat(List.of(sink.rows, sink.fits, sink.greatest, sink.sum, sink.placeSum))
                    .isEqualTo(List.of(whole.rows, whole.fits, whole.greatest, whole.sum, whole.placeSum));
        }
    }

    /** Sums modulo 2^64; the second one weighs each row with its number, so that order matters. */
    private static final class CheckSink implements Sink<long[]> {
        private final int total;
        private final int fits80;
        private long rows;
        private long fits;
        private long greatest;
        private long sum;
        private long placeSum;

        CheckSink(List<Column> columns) {
            List<String> names = columns.stream().map(Column::name).toList();
            this.total = names.indexOf("total_bytes");
            this.fits80 = names.indexOf("fits80");
        }

        @Override
        public long morselRows() {
            return 100_000;
        }

        @Override
        public Collector<long[]> collector() {
            long[] part = new long[5];
            return new Collector<>() {
                @Override
                public void accept(Tile tile) {
                    long[] totals = tile.longs(total);
                    boolean[] fit = tile.flags(fits80);
                    part[0] += tile.rows();
                    part[1] += IntStream.range(0, tile.rows())
                            .filter(lane -> fit[lane])
                            .count();
                    for (int lane = 0; lane < tile.rows(); lane++) {
                        part[2] = Math.max(part[2], totals[lane]);
                        part[3] += totals[lane];
                        part[4] += (tile.firstRow() + lane + 1) * totals[lane];
                    }
                }

                @Override
                public long[] finish() {
                    return part;
                }
            };
        }

        @Override
        public void append(long[] part) {
            rows += part[0];
            fits += part[1];
            greatest = Math.max(greatest, part[2]);
            sum += part[3];
            placeSum += part[4];
        }
    }
}
