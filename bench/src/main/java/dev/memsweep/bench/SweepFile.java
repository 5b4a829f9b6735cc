package dev.memsweep.bench;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.parquet.OutputTarget;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.ParquetSink;
import dev.memsweep.plan.Plan;
import java.io.IOException;
import java.util.Map;

/**
 * A file of a sweep that was written.
 *
 * @param rows its rows
 * @param bytes its length
 */
record SweepFile(long rows, long bytes) {
    /** Writes the rows of a plan. */
    static SweepFile write(Plan plan, OutputTarget target, ParquetOptions options, int threads) throws IOException {
        try (ParquetSink sink = ParquetSink.open(target, plan, options)) {
            new Evaluator(plan, threads).run(sink, done -> {});
            sink.finish(Map.of());
            return new SweepFile(sink.rowsWritten(), sink.bytesWritten());
        }
    }
}
