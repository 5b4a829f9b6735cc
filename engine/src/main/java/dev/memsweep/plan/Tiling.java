package dev.memsweep.plan;

import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import java.util.List;

/**
 * How a grid is cut into tiles.
 *
 * <p>The innermost axes make up the tile, as many as it takes to reach {@link #FEWEST_ROWS}. If that is too long, the
 * outermost of them is cut into blocks of positions, and the block becomes the innermost outer level; its last block may
 * be shorter. The other axes are the outer levels, one each.
 *
 * <pre>
 *   model x dtype x tp x pp x zero  |  micro_batch x seq_len
 *   levels 0 .. 4                      tile
 * </pre>
 */
public final class Tiling {
    /** Rows below which the cost of starting a kernel shows. */
    static final int FEWEST_ROWS = 256;

    /** Rows above which the arrays of a tile leave the second-level cache. */
    static final int MOST_ROWS = 32 * 1024;

    /** Rows of a tile that is cut into blocks, about, where every row is wanted. */
    static final int BLOCK_ROWS = 2048;

    /** The same where bounds leave a tile or two of each line undecided, so that their rows are most of the work. */
    static final int SEARCHED_BLOCK_ROWS = 64;

    /** Blocks hold a multiple of this many positions, so that packed bits of a tile end on a byte. */
    private static final int BLOCK_MULTIPLE = 8;

    private final int tileAxis;
    private final int innerRows;
    private final int blockPositions;
    private final int tileAxisSize;
    private final int[] levelSizes;
    private final int[] rowsOfPosition;

    private Tiling(int tileAxis, int innerRows, int blockPositions, int[] sizes) {
        this.tileAxis = tileAxis;
        this.innerRows = innerRows;
        this.blockPositions = blockPositions;
        this.tileAxisSize = tileAxis < sizes.length ? sizes[tileAxis] : 1;
        int blocks = (tileAxisSize + blockPositions - 1) / blockPositions;
        this.levelSizes = new int[blocks > 1 ? tileAxis + 1 : tileAxis];
        System.arraycopy(sizes, 0, levelSizes, 0, tileAxis);
        if (blocks > 1) {
            levelSizes[tileAxis] = blocks;
        }
        this.rowsOfPosition = new int[sizes.length];
        int rows = 1;
        for (int axis = sizes.length - 1; axis >= tileAxis; axis--) {
            rowsOfPosition[axis] = rows;
            rows *= sizes[axis];
        }
    }

    /** The tiling of {@code grid}; a tile that is cut into blocks has about {@code blockRows} rows. */
    static Tiling of(Grid grid, int blockRows) {
        List<Axis> axes = grid.axes();
        int[] sizes = axes.stream().mapToInt(Axis::size).toArray();
        int axis = sizes.length;
        int inner = 1;
        long rows = 1;
        while (axis > 0 && rows < FEWEST_ROWS) {
            axis--;
            inner = (int) rows;
            rows *= sizes[axis];
        }
        int size = axis < sizes.length ? sizes[axis] : 1;
        int positions = size;
        if (rows > MOST_ROWS) {
            positions = Math.max(1, blockRows / inner / BLOCK_MULTIPLE) * BLOCK_MULTIPLE;
        }
        return new Tiling(axis, inner, positions, sizes);
    }

    /** Outer levels: positions on each, outermost first. */
    public int[] levelSizes() {
        return levelSizes.clone();
    }

    /** Number of outer levels. */
    public int levels() {
        return levelSizes.length;
    }

    /** First axis of the tile; the number of axes when the tile is a single row. */
    public int tileAxis() {
        return tileAxis;
    }

    /** Whether the tile's first axis is cut into blocks. */
    public boolean blocked() {
        return levelSizes.length > tileAxis;
    }

    /** Positions of the tile's first axis that a whole block holds. */
    public int blockPositions() {
        return blockPositions;
    }

    /** Rows of the longest tile. */
    public int tileRows() {
        return blockPositions * innerRows;
    }

    /** Rows of the tiles of block {@code block}; 0 when the tiling has no blocks. */
    public int rowsOfBlock(int block) {
        int from = block * blockPositions;
        return Math.min(blockPositions, tileAxisSize - from) * innerRows;
    }

    /** Rows of the whole tile axes: one position of the last outer axis. */
    public long rowsBelowAxes() {
        return (long) tileAxisSize * innerRows;
    }

    /** Position on the tile axis {@code axis} of lane {@code lane} of block {@code block}. */
    public int position(int axis, int lane, int block) {
        if (axis == tileAxis) {
            return block * blockPositions + lane / innerRows;
        }
        int next = axis == tileAxis + 1 ? innerRows : rowsOfPosition[axis - 1];
        return lane % next / rowsOfPosition[axis];
    }

    /** The deepest outer level that a value with these axes moves with, or -1. */
    int level(long axes) {
        if (blocked() && (axes & (1L << tileAxis)) != 0) {
            return tileAxis;
        }
        long outer = axes & ((1L << tileAxis) - 1);
        return 63 - Long.numberOfLeadingZeros(outer);
    }

    /** How a value with these axes varies. */
    Shape shape(long axes) {
        boolean vector = axes >>> tileAxis != 0;
        boolean moves = level(axes) >= 0;
        if (vector) {
            return moves ? Shape.MIXED : Shape.TILE;
        }
        return moves ? Shape.OUTER : Shape.CONSTANT;
    }
}
