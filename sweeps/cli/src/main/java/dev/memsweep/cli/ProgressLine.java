package dev.memsweep.cli;

import java.util.Locale;

/** One line on the terminal that says how far a run is, at most ten times a second; nothing where there is no terminal. */
final class ProgressLine {
    private static final long NANOS_BETWEEN = 100_000_000;
    private static final int BAR = 24;
    private static final String ERASE = "\r\u001B[K";

    private final long total;
    private final Console console;
    private final boolean shown;
    private final long start = System.nanoTime();
    private long last = start;
    private boolean visible;
    private volatile long done;

    ProgressLine(long total, Console console) {
        this.total = total;
        this.console = console;
        this.shown = console.showsProgress();
    }

    /** Says that {@code rows} of the grid are done. */
    void update(long rows) {
        done = rows;
        long now = System.nanoTime();
        if (!shown || now - last < NANOS_BETWEEN) {
            return;
        }
        last = now;
        visible = true;
        double seconds = (now - start) / 1e9;
        double rate = rows / seconds;
        int filled = (int) (BAR * fraction());
        console.message(String.format(
                Locale.ROOT,
                "%s%3d %% [%s%s] %,d of %,d rows, %s/s, %.0f s left",
                ERASE,
                percent(),
                "#".repeat(filled),
                "-".repeat(BAR - filled),
                rows,
                total,
                SweepReport.rate(rate),
                (total - rows) / rate));
    }

    int percent() {
        return (int) (100 * fraction());
    }

    private double fraction() {
        return Math.min(1, (double) done / total);
    }

    /** Takes the line away. */
    void clear() {
        if (visible) {
            visible = false;
            console.message(ERASE);
        }
    }
}
