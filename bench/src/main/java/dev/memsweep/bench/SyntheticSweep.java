package dev.memsweep.bench;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.Source;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sweeps of which one thing grows and all else stays: a grid of axes {@code a0, a1 ...}, each {@code 1..size}, and formulas
 * over them.
 */
final class SyntheticSweep {
    /** Rows of a tile where it does not grow itself: one position of the outer axes. */
    static final int TILE_ROWS = 2048;

    private static final int OUTER = 128;

    private final List<Integer> sizes;
    private final List<String> formulas = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private String condition = "";

    private SyntheticSweep(List<Integer> sizes) {
        this.sizes = sizes;
    }

    /** {@code tiles} tiles; one column whose values depend on all axes, in no additive way. */
    static Sweep ofTiles(int tiles) {
        return new SyntheticSweep(List.of(tiles, TILE_ROWS))
                .column("a0 * (a1 + a0 % 7)")
                .bind();
    }

    /** {@code tiles} tiles; one column of which whole pages of 32 tiles recur, whatever number of tiles there is. */
    static Sweep ofReusedTiles(int tiles) {
        return new SyntheticSweep(List.of(tiles / 32, 32, TILE_ROWS))
                .column("a1 * (a2 + a1 % 7)")
                .bind();
    }

    /** 2^18 rows over {@code axes} axes; one column that depends on all of them. */
    static Sweep ofAxes(int axes) {
        List<Integer> sizes = new ArrayList<>(List.of(OUTER));
        // further axes have one position, but are levels like others
        for (int i = 2; i < axes; i++) {
            sizes.add(1);
        }
        sizes.add(TILE_ROWS);
        String sum = names(axes).collect(Collectors.joining(" + "));
        return new SyntheticSweep(sizes).column("a0 * (" + sum + ")").bind();
    }

    /** {@code rows} rows in a tile of 2^22 in all; one column whose values depend on all axes. */
    static Sweep ofTileRows(int rows) {
        return new SyntheticSweep(List.of((1 << 22) / rows, rows))
                .column("sqrt(a0 * a1)")
                .bind();
    }

    /** 2^18 rows; a chain of {@code formulas} formulas that have to be computed for every row, the last one a column. */
    static Sweep ofFormulas(int formulas) {
        SyntheticSweep sweep = new SyntheticSweep(List.of(OUTER, TILE_ROWS));
        sweep.formulas.add("f0 = sqrt(a0 * a1)");
        for (int i = 1; i < formulas; i++) {
            sweep.formulas.add("f" + i + " = sqrt(f" + (i - 1) + " + a1)");
        }
        sweep.columns.add("f" + (formulas - 1));
        return sweep.bind();
    }

    /** 2^18 rows of {@code columns} columns that depend on all axes. */
    static Sweep ofColumns(int columns) {
        SyntheticSweep sweep = new SyntheticSweep(List.of(OUTER, TILE_ROWS));
        for (int i = 0; i < columns; i++) {
            sweep.column("a0 * (a1 + a0 % " + (i + 7) + ")");
        }
        return sweep.bind();
    }

    /** Three axes of {@code size} positions, tied by their product, and a fourth. */
    static Sweep ofTiedAxes(int size) {
        SyntheticSweep sweep = new SyntheticSweep(List.of(size, size, size, TILE_ROWS)).column("a0 * a1 * a2 * a3");
        sweep.condition = "a0 * a1 * a2 == " + size * 8;
        return sweep.bind();
    }

    private SyntheticSweep column(String formula) {
        String name = "c" + columns.size();
        formulas.add(name + " = " + formula);
        columns.add(name);
        return this;
    }

    private Sweep bind() {
        List<String> axes = names(sizes.size()).toList();
        String text = axes.stream()
                        .map(axis -> "param " + axis + ": int in 1..1000000\n")
                        .collect(Collectors.joining()) + String.join("\n", formulas) + "\n";
        String spec = "apiVersion: memsweep/v1\nname: synthetic\nformulas: synthetic.formulas\naxes:\n"
                + axes.stream()
                        .map(axis -> "  " + axis + ": 1.." + sizes.get(axes.indexOf(axis)) + "\n")
                        .collect(Collectors.joining())
                + "columns: [" + String.join(", ", columns) + "]\n"
                + (condition.isEmpty() ? "" : "where: [\"" + condition + "\"]\n");
        FormulaLibrary library = (name, from) -> Source.file(name, text);
        return new Binder(library, new Catalog(List.of())).bind(SpecReader.read("synthetic", spec));
    }

    private static Stream<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a" + i);
    }
}
