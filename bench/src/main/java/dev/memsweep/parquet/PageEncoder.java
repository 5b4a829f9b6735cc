package dev.memsweep.parquet;

import dev.memsweep.bench.Workload;
import dev.memsweep.eval.Morsels;
import dev.memsweep.eval.Tile;
import dev.memsweep.eval.TileSelection;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.plan.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The page encoders, each with a column and tiles of the kind that it is for. */
public enum PageEncoder {
    /** One value a tile. */
    SCALAR(ColumnType.INT32, Shape.OUTER),
    /** The same values in every tile. */
    TILE(ColumnType.INT32, Shape.TILE),
    /** Whole numbers of which each tile is the first one moved. */
    WHOLE_REPEATED(ColumnType.INT64, Shape.MIXED),
    /** Whole numbers without such a structure. */
    WHOLE(ColumnType.INT64, Shape.MIXED),
    /** Whole numbers of which a condition took every other row. */
    WHOLE_SPARSE(ColumnType.INT64, Shape.MIXED),
    /** Whole numbers that recur tile by tile, of which a condition took every other row. */
    PLACE(ColumnType.INT64, Shape.MIXED),
    /** Reals. */
    REAL(ColumnType.REAL, Shape.MIXED),
    /** Labels. */
    LABEL(ColumnType.LABEL, Shape.MIXED),
    /** Flags of both values. */
    FLAG(ColumnType.FLAG, Shape.MIXED),
    /** Flags of one value. */
    FLAG_UNIFORM(ColumnType.FLAG, Shape.MIXED);

    /** Rows of a tile. */
    static final int TILE_ROWS = 2048;

    private static final int DISTINCT_TILES = 8;
    private static final List<String> LABELS = List.of("none", "selective", "full");
    private static final long STEP = 4096;

    private final ColumnType type;
    private final Shape shape;

    PageEncoder(ColumnType type, Shape shape) {
        this.type = type;
        this.shape = shape;
    }

    private boolean sparse() {
        return this == WHOLE_SPARSE || this == PLACE;
    }

    Column column() {
        return new Column("column", type, shape, 0, type == ColumnType.LABEL ? LABELS : List.of(), "", "", 0);
    }

    /** Makes the encoder, with pages of the default lengths that are not compressed. */
    ColumnEncoder encoder() {
        StoredColumn column = StoredColumn.of(List.of(column())).get(0);
        Workspace workspace = new Workspace(Compressor.of(Codec.NONE, 0), new ByteBuilder());
        int vectorRows = ParquetOptions.DEFAULT_VECTOR_PAGE_ROWS;
        int dictionaryRows = ParquetOptions.DEFAULT_DICTIONARY_PAGE_ROWS;
        return switch (this) {
            case SCALAR -> new ScalarEncoder(column, 0, dictionaryRows, workspace);
            case TILE -> new TileEncoder(column, 0, dictionaryRows, workspace);
            case WHOLE_REPEATED, WHOLE, WHOLE_SPARSE -> new WholeEncoder(column, 0, vectorRows, workspace, null);
            case PLACE -> new PlaceEncoder(column, 0, dictionaryRows, workspace, places());
            case REAL -> new RealEncoder(column, 0, vectorRows, workspace, null);
            case LABEL -> new LabelEncoder(column, 0, dictionaryRows, workspace);
            case FLAG, FLAG_UNIFORM -> new FlagEncoder(column, 0, dictionaryRows, workspace, null);
        };
    }

    /** The places of activation bytes where conditions take rows: they do not depend on the innermost outer axes. */
    private static TilePlaces places() {
        Plan plan = PlanCompiler.compile(Workload.of("w1-fits"));
        Column column = plan.columns().stream()
                .filter(c -> c.name().equals("act_bytes"))
                .findFirst()
                .orElseThrow();
        Morsels morsels = Morsels.of(plan, ParquetOptions.DEFAULT_ROW_GROUP_ROWS);
        return Objects.requireNonNull(TilePlaces.of(plan, morsels, column.axes()));
    }

    /** Tiles to feed over and over. */
    List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < DISTINCT_TILES; i++) {
            tiles.add(tile(i));
        }
        return tiles;
    }

    private Tile tile(int number) {
        // Of a tile that repeats, or that recurs, only the start moves.
        SplittableRandom random = new SplittableRandom(this == WHOLE || this == WHOLE_SPARSE ? number : 0);
        int lanes = shape.scalar() ? 1 : TILE_ROWS;
        long[] longs = new long[lanes];
        double[] reals = new double[lanes];
        boolean[] flags = new boolean[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            longs[lane] =
                    type == ColumnType.LABEL ? random.nextInt(LABELS.size()) : start(number) + random.nextLong(STEP);
            reals[lane] = random.nextDouble();
            flags[lane] = this == FLAG_UNIFORM || random.nextBoolean();
        }
        int[] selection = IntStream.range(0, TILE_ROWS / 2).map(i -> 2 * i).toArray();
        long[] patterns = {this == WHOLE_REPEATED ? 0 : number};
        int[] coordinates = new int[Long.SIZE];
        Arrays.fill(coordinates, number);
        Tile tile = new Tile(
                List.of(column()),
                new long[][] {longs},
                new double[][] {reals},
                new boolean[][] {flags},
                selection,
                coordinates,
                patterns,
                TILE_ROWS);
        if (sparse()) {
            TileSelection.select(tile, TILE_ROWS / 2);
        }
        return tile;
    }

    private long start(int number) {
        return shape == Shape.TILE ? 0 : number * STEP;
    }
}
