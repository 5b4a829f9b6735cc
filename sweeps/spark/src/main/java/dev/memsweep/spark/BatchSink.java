package dev.memsweep.spark;

import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/** Makes a batch of each tile. */
final class BatchSink implements Sink<List<ColumnarBatch>> {
    /** Rows whose batches wait to be read: a few megabytes. */
    private static final long MORSEL_ROWS = 1 << 17;

    private final List<Column> columns;
    private final UTF8String[][] labels;
    private final TileCounts tiles;

    BatchSink(List<Column> columns, TileCounts tiles) {
        this.columns = columns;
        this.tiles = tiles;
        this.labels = columns.stream()
                .map(column ->
                        column.dictionary().stream().map(UTF8String::fromString).toArray(UTF8String[]::new))
                .toArray(UTF8String[][]::new);
    }

    @Override
    public long morselRows() {
        return MORSEL_ROWS;
    }

    @Override
    public Collector<List<ColumnarBatch>> collector() {
        return new BatchCollector();
    }

    /** Batches are read one morsel after the other, and none is appended. */
    @Override
    public void append(List<ColumnarBatch> part) {
        throw new IllegalStateException("batches are read, not appended");
    }

    private final class BatchCollector implements Collector<List<ColumnarBatch>> {
        private final List<ColumnarBatch> batches = new ArrayList<>();

        @Override
        public void accept(Tile tile) {
            tiles.count();
            ColumnVector[] vectors = new ColumnVector[columns.size()];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = TileVector.of(columns.get(i), i, tile, labels[i]);
            }
            batches.add(new ColumnarBatch(vectors, tile.selectedRows()));
        }

        @Override
        public List<ColumnarBatch> finish() {
            return batches;
        }
    }
}
