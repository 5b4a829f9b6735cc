package dev.memsweep.parquet;

import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Shape;
import java.util.List;

/** One real column with a value that no plan lets through. */
record NonFiniteColumn(String name, double value) {
    List<Column> columns() {
        return List.of(new Column(name, ColumnType.REAL, Shape.MIXED, 0, List.of(), "", "", 0));
    }

    RowGroup encode(ParquetSink sink) {
        double[][] reals = {{1, value, 3}};
        Tile tile = new Tile(columns(), new long[1][], reals, new boolean[1][], new int[3], new int[1], new long[1], 3);
        Sink.Collector<RowGroup> collector = sink.collector();
        collector.accept(tile);
        return collector.finish();
    }
}
