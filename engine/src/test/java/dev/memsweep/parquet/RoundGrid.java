package dev.memsweep.parquet;

import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.eval.TileMover;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Rows that tell the round of writing which they come from: its number in every row, beside random ones that do not
 * compress. As a directory they are two partitions with a file of half the rows each.
 */
final class RoundGrid {
    private static final int TILE_ROWS = 4096;
    private static final int MORSELS = 2;
    private static final ParquetOptions OPTIONS = ParquetOptions.DEFAULT.withCodec(Codec.NONE, 0);
    private static final List<Column> COLUMNS = List.of(
            new Column("round", ColumnType.INT64, Shape.CONSTANT, 0, List.of(), "", "", 0),
            new Column("number", ColumnType.INT64, Shape.MIXED, 1, List.of(), "", "", 1));

    private final int round;
    private final int tiles;
    private final int tileRows;

    /** The rows of a round, as {@code 2 * tiles} tiles. */
    RoundGrid(int round, int tiles) {
        this(round, tiles, TILE_ROWS - round % 100);
    }

    RoundGrid(int round, int tiles, int tileRows) {
        this.round = round;
        this.tiles = tiles;
        this.tileRows = tileRows;
    }

    /** Number of rows, of which no two rounds that follow each other have the same. */
    long rows() {
        return (long) MORSELS * tiles * tileRows;
    }

    /** Sum of the column {@code number}. */
    long sum() {
        long sum = 0;
        for (int morsel = 0; morsel < MORSELS; morsel++) {
            SplittableRandom random = random(morsel);
            for (int i = 0; i < tiles * tileRows; i++) {
                sum += random.nextInt();
            }
        }
        return sum;
    }

    private SplittableRandom random(int morsel) {
        return new SplittableRandom(MORSELS * (long) round + morsel);
    }

    void write(OutputTarget target) throws IOException {
        try (ParquetSink sink = ParquetSink.open(target, COLUMNS, OPTIONS)) {
            for (int morsel = 0; morsel < MORSELS; morsel++) {
                sink.append(morsel(sink, morsel));
            }
            sink.finish(Map.of());
        }
    }

    void write(DatasetTarget target) throws IOException {
        try (target) {
            target.open();
            for (int morsel = 0; morsel < MORSELS; morsel++) {
                PartSink.Parts parts = new PartSink.Parts("half=" + morsel, "test", 1);
                try (PartSink sink =
                        PartSink.open(target, parts, COLUMNS, OPTIONS, (path, firstRow, rows) -> Map.of())) {
                    sink.append(morsel(sink, morsel));
                    sink.finish();
                }
            }
            target.publish(Map.of(), List.of(new Manifest.PartitionColumn("half", "int64", "", "")));
        }
    }

    private RowGroup morsel(Sink<RowGroup> sink, int morsel) {
        long[][] longs = {{round}, new long[tileRows]};
        long[] patterns = new long[COLUMNS.size()];
        Tile tile = new Tile(
                COLUMNS, longs, new double[2][0], new boolean[2][0], new int[tileRows], new int[1], patterns, tileRows);
        SplittableRandom random = random(morsel);
        Sink.Collector<RowGroup> collector = sink.collector();
        for (int t = 0; t < tiles; t++) {
            for (int i = 0; i < tileRows; i++) {
                longs[1][i] = random.nextInt();
            }
            patterns[1]++;
            TileMover.move(tile, 0, tileRows, tileRows);
            collector.accept(tile);
        }
        return collector.finish();
    }
}
