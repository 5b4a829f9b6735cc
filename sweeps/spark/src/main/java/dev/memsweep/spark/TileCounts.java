package dev.memsweep.spark;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.eval.Sink;
import dev.memsweep.eval.SubGrid;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Plan;
import it.unimi.dsi.fastutil.ints.IntList;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.jspecify.annotations.Nullable;

/** Counts the tiles of a slice that were evaluated and had a row to give; the others were pruned. */
final class TileCounts {
    private long all;
    private volatile long evaluated;

    /** Starts to count the tiles of a plan. */
    void start(Plan plan) {
        all = 1;
        for (int size : plan.tiling().levelSizes()) {
            all *= size;
        }
    }

    /** One more tile was evaluated; called by one thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread counts, another reads
    void count() {
        evaluated++;
    }

    /** Runs a plan on one more thread, with its tiles counted. */
    <P> void run(Plan plan, Sink<P> sink) {
        start(plan);
        try {
            new Evaluator(plan, 1).run(new CountingSink<>(sink), done -> KilledTask.endIfKilled());
        } catch (PointFaultException e) {
            throw faultOf(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fault without the number of its row, which counts from the start of a slice; its coordinates tell where it is. */
    static PointFaultException faultOf(PointFaultException fault) {
        return new PointFaultException(String.valueOf(fault.getMessage()).replaceFirst(", at row [0-9]+", ""));
    }

    /** What Spark's page shows of the task. */
    CustomTaskMetric[] metrics() {
        return new CustomTaskMetric[] {
            metric(TileMetrics.Evaluated.NAME, evaluated), metric(TileMetrics.Pruned.NAME, all - evaluated)
        };
    }

    private static CustomTaskMetric metric(String name, long value) {
        return new CustomTaskMetric() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long value() {
                return value;
            }
        };
    }

    /** A sink whose tiles are counted on their way. */
    private final class CountingSink<P> implements Sink<P> {
        private final Sink<P> sink;

        CountingSink(Sink<P> sink) {
            this.sink = sink;
        }

        @Override
        public long morselRows() {
            return sink.morselRows();
        }

        @Override
        public @Nullable IntList bounded() {
            return sink.bounded();
        }

        @Override
        public boolean done() {
            return sink.done();
        }

        @Override
        public void append(P part) throws IOException {
            sink.append(part);
        }

        @Override
        public Collector<P> collector() {
            return new CountingCollector<>(sink.collector());
        }
    }

    private final class CountingCollector<P> implements Sink.Collector<P> {
        private final Sink.Collector<P> collector;

        CountingCollector(Sink.Collector<P> collector) {
            this.collector = collector;
        }

        @Override
        public void accept(Tile tile) {
            count();
            collector.accept(tile);
        }

        @Override
        public boolean settles(SubGrid subGrid) {
            return collector.settles(subGrid);
        }

        @Override
        public P finish() {
            return collector.finish();
        }

        @Override
        public void abandon() {
            collector.abandon();
        }
    }
}
