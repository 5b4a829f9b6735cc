package dev.memsweep.parquet;

import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Shape;
import java.util.ArrayList;
import java.util.List;

/** Turns the tiles of a morsel into a row group, one encoder a column. For one thread. */
final class RowGroupBuilder implements Sink.Collector<RowGroup> {
    private final CompressorPool compressors;
    private final Compressor compressor;
    private final List<ColumnEncoder> encoders = new ArrayList<>();
    private long rows;
    private boolean released;

    /** Borrows a compressor, which {@link #finish} or {@link #abandon} gives back. */
    RowGroupBuilder(List<StoredColumn> columns, PageLayout layout, CompressorPool compressors) {
        this.compressors = compressors;
        this.compressor = compressors.borrow();
        Workspace workspace = new Workspace(compressor, new ByteBuilder());
        for (int position = 0; position < columns.size(); position++) {
            encoders.add(encoder(columns.get(position), position, layout, workspace));
        }
    }

    @Override
    public void accept(Tile tile) {
        int selectedRows = tile.selectedRows();
        if (selectedRows == 0) {
            return;
        }
        for (ColumnEncoder encoder : encoders) {
            encoder.accept(tile);
        }
        rows += selectedRows;
    }

    @Override
    public RowGroup finish() {
        try {
            List<ColumnChunk> chunks = new ArrayList<>();
            for (ColumnEncoder encoder : encoders) {
                chunks.add(encoder.finish());
            }
            return new RowGroup(rows, chunks);
        } finally {
            release();
        }
    }

    @Override
    public void abandon() {
        release();
    }

    private void release() {
        if (!released) {
            released = true;
            compressors.giveBack(compressor);
        }
    }

    private static ColumnEncoder encoder(StoredColumn column, int position, PageLayout layout, Workspace workspace) {
        Shape shape = column.column().shape();
        int vectorRows = layout.vectorPageRows();
        int dictionaryRows = layout.dictionaryPageRows();
        return switch (column.column().type()) {
            case FLAG -> new FlagEncoder(column, position, dictionaryRows, workspace, layout.dictionaryReuse(position));
            case LABEL ->
                switch (shape) {
                    case CONSTANT, OUTER -> new ScalarEncoder(column, position, dictionaryRows, workspace);
                    case TILE -> new TileEncoder(column, position, dictionaryRows, workspace);
                    case MIXED -> new LabelEncoder(column, position, dictionaryRows, workspace);
                };
            case REAL ->
                switch (shape) {
                    case CONSTANT, OUTER -> new ScalarEncoder(column, position, dictionaryRows, workspace);
                    case TILE -> new TileEncoder(column, position, dictionaryRows, workspace);
                    case MIXED ->
                        new RealEncoder(column, position, vectorRows, workspace, layout.vectorReuse(position));
                };
            case INT32, INT64 ->
                switch (shape) {
                    case CONSTANT, OUTER -> new ScalarEncoder(column, position, dictionaryRows, workspace);
                    case TILE -> new TileEncoder(column, position, dictionaryRows, workspace);
                    case MIXED ->
                        new DeltaEncoder(column, position, vectorRows, workspace, layout.vectorReuse(position));
                };
        };
    }
}
