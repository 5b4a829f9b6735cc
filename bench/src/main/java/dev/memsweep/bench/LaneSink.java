package dev.memsweep.bench;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.infra.Blackhole;

/** Asks for the lanes of every column and drops them. */
record LaneSink(List<Column> columns, Blackhole blackhole) implements Sink<Boolean> {
    private static final long MORSEL_ROWS = 1 << 20;

    /** Has all lanes of a plan computed; returns the number of its rows. */
    static long evaluate(Plan plan, int threads, Blackhole blackhole) throws IOException {
        new Evaluator(plan, threads).run(new LaneSink(plan.columns(), blackhole), done -> {});
        return plan.sweep().grid().rows();
    }

    @Override
    public long morselRows() {
        return MORSEL_ROWS;
    }

    @Override
    public Collector<Boolean> collector() {
        return new Collector<>() {
            @Override
            public void accept(Tile tile) {
                for (int i = 0; i < columns.size(); i++) {
                    switch (columns.get(i).type()) {
                        case INT32, INT64, LABEL -> blackhole.consume(tile.longs(i));
                        case REAL -> blackhole.consume(tile.reals(i));
                        case FLAG -> blackhole.consume(tile.flags(i));
                    }
                }
            }

            @Override
            public Boolean finish() {
                return true;
            }
        };
    }

    @Override
    public void append(Boolean part) {
        blackhole.consume(part);
    }
}
