package dev.memsweep.parquet;

import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.plan.Shape;
import java.util.ArrayList;
import java.util.List;

/** Turns the tiles of a morsel into a row group, one encoder a column; then those of another. For one thread at a time. */
final class RowGroupBuilder implements Sink.Collector<RowGroup>, AutoCloseable {
    private final RowGroupBuilders home;
    private final Compressor compressor;
    private final List<ColumnEncoder> encoders = new ArrayList<>();
    private long rows;

    /**
     * @param compressor closed with the builder
     * @param home where the builder returns after each row group
     */
    RowGroupBuilder(List<StoredColumn> columns, PageLayout layout, Compressor compressor, RowGroupBuilders home) {
        this.home = home;
        this.compressor = compressor;
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
        RowGroup rowGroup;
        try {
            List<ColumnChunk> chunks = new ArrayList<>();
            for (ColumnEncoder encoder : encoders) {
                chunks.add(encoder.finish());
            }
            rowGroup = new RowGroup(rows, chunks);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        rows = 0;
        home.giveBack(this);
        return rowGroup;
    }

    /** What is left of the row group is of no use to another: the builder does not return. */
    @Override
    public void abandon() {
        close();
    }

    @Override
    public void close() {
        compressor.close();
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
                    case MIXED -> {
                        TilePlaces places = layout.tilePlaces(position);
                        yield places == null
                                ? new WholeEncoder(
                                        column, position, vectorRows, workspace, layout.vectorReuse(position))
                                : new PlaceEncoder(column, position, dictionaryRows, workspace, places);
                    }
                };
        };
    }
}
