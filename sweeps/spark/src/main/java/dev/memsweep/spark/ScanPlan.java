package dev.memsweep.spark;

import dev.memsweep.cli.PortableSweep;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.query.Joins;
import dev.memsweep.query.Queries;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * How a scan is done.
 *
 * @param portable what executors make the sweep from
 * @param arranged the sweep whose grid is cut, with its conditions; null when no row can be left
 * @param columns names of the columns that are evaluated
 * @param question what each slice is asked; null when its rows are read
 * @param limit rows that are wanted at most
 * @param partitions about how many slices are wanted, if that was said
 */
record ScanPlan(
        PortableSweep portable,
        @Nullable Sweep arranged,
        List<String> columns,
        @Nullable ScanQuestion question,
        long limit,
        Optional<Integer> partitions) {
    /** Points that are counted while a query is planned: some tenths of a second at most. */
    private static final long MOST_COUNTED = 1L << 28;

    static ScanPlan of(
            Sweep sweep,
            List<String> required,
            @Nullable ScanQuestion question,
            long limit,
            Optional<Integer> partitions) {
        List<String> columns = question == null ? required : question.columns();
        Sweep arranged = arranged(sweep, columns, question).orElse(null);
        return new ScanPlan(PortableSweep.of(sweep), arranged, columns, question, limit, partitions);
    }

    /** The sweep whose grid is cut into slices; the same on the driver and on executors. */
    static Optional<Sweep> arranged(Sweep sweep, List<String> columns, @Nullable ScanQuestion question) {
        return PrunedSweep.of(sweep)
                .map(pruned -> question == null ? Joins.join(pruned) : question.arranged(pruned))
                .map(pruned -> pruned.withColumns(columns));
    }

    /** The slices in row order; of a read without conditions, those that hold the rows wanted. */
    List<GridSlice> slices() {
        if (arranged == null) {
            return List.of();
        }
        int cores = SparkSession.active().sparkContext().defaultParallelism();
        List<GridSlice> all =
                GridSlice.cut(arranged.grid(), partitions.orElseGet(() -> GridSlice.suitable(arranged.grid(), cores)));
        if (question != null || !arranged.conditions().isEmpty()) {
            return all;
        }
        List<GridSlice> some = new ArrayList<>();
        long rows = 0;
        for (GridSlice slice : all) {
            if (rows >= limit) {
                break;
            }
            some.add(slice);
            rows += slice.rows(arranged.grid());
        }
        return some;
    }

    /** Number of rows that are read: exact, unless a condition is left on a grid too large to be counted meanwhile. */
    OptionalLong rows() {
        if (arranged == null) {
            return OptionalLong.of(
                    question == null ? 0 : question.answerOfNothing().size());
        }
        if (question != null) {
            return OptionalLong.of(Math.multiplyExact(question.mostRows(arranged), (long) slices().size()));
        }
        long rows = arranged.grid().rows();
        if (!arranged.conditions().isEmpty() && rows <= MOST_COUNTED) {
            Sweep counted = arranged.withColumns(List.of());
            int threads = Runtime.getRuntime().availableProcessors();
            rows = new Queries(PlanCompiler.compileForSearch(counted), threads, done -> {}).count();
        }
        return OptionalLong.of(Math.min(rows, limit));
    }
}
