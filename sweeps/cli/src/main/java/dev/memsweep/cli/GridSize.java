package dev.memsweep.cli;

import dev.memsweep.grid.Axis;
import dev.memsweep.grid.Grid;
import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The size of a grid in words.
 *
 * @param rows exact number of points
 * @param factors the axes with their sizes, as in {@code tp 8 x pp 4}
 */
record GridSize(BigInteger rows, String factors) {
    static GridSize of(Grid grid) {
        String factors = grid.axes().stream().map(GridSize::factor).collect(Collectors.joining(" x "));
        return new GridSize(grid.exactRows(), factors);
    }

    private static String factor(Axis axis) {
        return axis.name() + " " + String.format(Locale.ROOT, "%,d", axis.size());
    }

    String sentence(String start, String noun) {
        return String.format(Locale.ROOT, "%s %,d %s", start, rows, noun)
                + (factors.isEmpty() ? "" : " (" + factors + ")");
    }
}
