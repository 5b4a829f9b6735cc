package dev.memsweep.parquet;

import dev.memsweep.eval.Sink;
import dev.memsweep.eval.Tile;
import dev.memsweep.eval.TileMover;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Tiles of seeded random values with one column of every type and shape, and what a reader must find of them. */
final class HandMadeGrid {
    private static final List<String> LABELS =
            List.of("none", "", "selective", "full", "Ünïcödé", "llama-3.1-70b", "zero", "\uD83D\uDE80", "~", "a");
    private static final long[] OUTER_NUMBERS = {1, -1, 7, 4096, Integer.MAX_VALUE, Integer.MIN_VALUE, 0};
    private static final double[] REALS = {0.0, -0.0, 1.5, -2.25, Double.MIN_VALUE, Double.MAX_VALUE, -1e300, 1.0 / 3};

    private final Random random;
    private final int tileRows;
    private final int tilesPerBlock;
    private final int lastTileRows;
    private final double selectivity;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Object>> expected = new ArrayList<>();
    private final long[][] longs;
    private final double[][] reals;
    private final boolean[][] flags;

    /**
     * A grid of blocks of {@code tilesPerBlock} tiles, of which the last has {@code lastTileRows} rows.
     *
     * @param selectivity chance of a row to be selected; 1 for dense tiles, below that a tile is dense, empty or sparse
     */
    HandMadeGrid(long seed, int tileRows, int tilesPerBlock, int lastTileRows, double selectivity) {
        this.random = new Random(seed);
        this.tileRows = tileRows;
        this.tilesPerBlock = tilesPerBlock;
        this.lastTileRows = lastTileRows;
        this.selectivity = selectivity;
        for (ColumnType type : ColumnType.values()) {
            for (Shape shape : Shape.values()) {
                String name = (shape + "_" + type).toLowerCase(Locale.ROOT);
                List<String> dictionary = type == ColumnType.LABEL ? LABELS : List.of();
                columns.add(new Column(name, type, shape, 0, dictionary, "", "", columns.size()));
                expected.add(new ArrayList<>());
            }
        }
        longs = new long[columns.size()][tileRows];
        reals = new double[columns.size()][tileRows];
        flags = new boolean[columns.size()][tileRows];
        fill(Shape.CONSTANT);
        fill(Shape.TILE);
    }

    List<Column> columns() {
        return columns;
    }

    /** The rows written so far, by column: Long, Double, Boolean or String. */
    List<List<Object>> expected() {
        return expected;
    }

    /** Feeds {@code morsels} morsels of {@code blocks} blocks to the sink. */
    void writeTo(Sink<RowGroup> sink, int morsels, int blocks) throws IOException {
        for (int m = 0; m < morsels; m++) {
            sink.append(morsel(sink, blocks));
        }
    }

    RowGroup morsel(Sink<RowGroup> sink, int blocks) {
        Sink.Collector<RowGroup> collector = sink.collector();
        int[] selection = new int[tileRows];
        long[] patterns = new long[columns.size()];
        Tile tile = new Tile(columns, longs, reals, flags, selection, new int[1], patterns, tileRows);
        for (int t = 0; t < blocks * tilesPerBlock; t++) {
            int rows = (t + 1) % tilesPerBlock == 0 ? lastTileRows : tileRows;
            if (random.nextInt(3) > 0) {
                fill(Shape.OUTER);
            }
            fill(Shape.MIXED);
            int selected = select(rows, selection);
            Arrays.setAll(patterns, slot -> patterns[slot] + 1);
            TileMover.move(tile, 0, rows, selected);
            remember(selection, selected);
            collector.accept(tile);
        }
        return collector.finish();
    }

    private int select(int rows, int[] selection) {
        double chance = selectivity;
        if (selectivity < 1 && random.nextInt(3) == 0) {
            chance = random.nextInt(2);
        }
        int selected = 0;
        for (int lane = 0; lane < rows; lane++) {
            selection[selected] = lane;
            selected += random.nextDouble() < chance ? 1 : 0;
        }
        return selected;
    }

    private void remember(int[] selection, int selected) {
        for (int c = 0; c < columns.size(); c++) {
            boolean scalar = columns.get(c).shape().scalar();
            for (int i = 0; i < selected; i++) {
                expected.get(c).add(value(c, scalar ? 0 : selection[i]));
            }
        }
    }

    private Object value(int column, int lane) {
        return switch (columns.get(column).type()) {
            case INT32, INT64 -> longs[column][lane];
            case REAL -> reals[column][lane];
            case FLAG -> flags[column][lane];
            case LABEL -> LABELS.get((int) longs[column][lane]);
        };
    }

    /** New values for the columns of a shape; a scalar shape has but one, the others of the array are traps. */
    private void fill(Shape shape) {
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).shape() == shape) {
                fill(c);
            }
        }
    }

    private void fill(int c) {
        boolean uniform = random.nextInt(4) == 0;
        int shift = random.nextInt(Long.SIZE);
        switch (columns.get(c).type()) {
            case INT32 -> Arrays.setAll(longs[c], i -> number() >> 32 >> Math.min(shift, 31));
            case INT64 -> Arrays.setAll(longs[c], i -> number() >> shift);
            case REAL -> Arrays.setAll(reals[c], i -> REALS[random.nextInt(REALS.length)] * (uniform ? 1 : i));
            case LABEL -> Arrays.setAll(longs[c], i -> uniform ? 3 : random.nextInt(LABELS.size()));
            case FLAG -> IntStream.range(0, tileRows).forEach(i -> flags[c][i] = !uniform && random.nextBoolean());
        }
        for (int i = 0; i < tileRows; i++) {
            reals[c][i] = Double.isFinite(reals[c][i]) ? reals[c][i] : 1;
        }
    }

    private long number() {
        return random.nextInt(8) == 0 ? OUTER_NUMBERS[random.nextInt(OUTER_NUMBERS.length)] << 32 : random.nextLong();
    }
}
