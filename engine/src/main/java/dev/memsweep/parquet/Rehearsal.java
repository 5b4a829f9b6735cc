package dev.memsweep.parquet;

import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Writes a small file to nowhere, so that the thousand classes of a Parquet writer and the codec's native code are loaded
 * beside the compilation of the plan, not after it.
 */
public final class Rehearsal {
    private static final int ROWS = 8;

    private Rehearsal() {}

    /** Begins on a thread of its own and returns at once. */
    public static void start() {
        Thread thread = new Thread(Rehearsal::run, "memsweep-rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        List<Column> columns = columns();
        try (ParquetSink sink = ParquetSink.open(new Nowhere(), columns, ParquetOptions.DEFAULT)) {
            Sink.Collector<RowGroup> collector = sink.collector();
            collector.accept(tile(columns));
            sink.append(collector.finish());
            sink.finish(Map.of());
        } catch (IOException | RuntimeException | LinkageError e) {
            // Whatever is wrong will be told by the file that is meant.
        }
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            for (ColumnType type : ColumnType.values()) {
                List<String> labels = type == ColumnType.LABEL ? List.of("label") : List.of();
                columns.add(new Column("c" + columns.size(), type, shape, 0, labels, "", "", columns.size()));
            }
        }
        return columns;
    }

    private static Tile tile(List<Column> columns) {
        int slots = columns.size();
        return new Tile(
                columns,
                new long[slots][ROWS],
                new double[slots][ROWS],
                new boolean[slots][ROWS],
                new int[ROWS],
                new int[0],
                new long[slots],
                ROWS);
    }

    private static final class Nowhere implements OutputTarget {
        private long bytes;

        @Override
        public String name() {
            return "nowhere";
        }

        @Override
        public PositionOutputStream open() {
            return new DelegatingPositionOutputStream(OutputStream.nullOutputStream()) {
                @Override
                public long getPos() {
                    return bytes;
                }

                @Override
                public void write(int value) {
                    bytes++;
                }

                @Override
                public void write(byte[] values, int from, int count) {
                    bytes += count;
                }
            };
        }

        @Override
        public long bytesWritten() {
            return bytes;
        }

        @Override
        public void publish(long written, long rows) {}

        @Override
        public void abort() {}
    }
}
