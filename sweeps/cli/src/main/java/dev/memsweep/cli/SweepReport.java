package dev.memsweep.cli;

import dev.memsweep.formula.Numbers;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.query.Joins;
import dev.memsweep.query.Queries;
import dev.memsweep.spec.Condition;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Tells what a sweep came to. */
final class SweepReport {
    private final Sweep sweep;
    private final int threads;
    private final Console console;
    private final long start = System.nanoTime();

    /** Starts the clock. */
    SweepReport(Sweep sweep, int threads, Console console) {
        this.sweep = sweep;
        this.threads = threads;
        this.console = console;
    }

    /**
     * Prints rows, time, bytes, and how to go on.
     *
     * @param what was written, as in {@code file}
     * @param bytes bytes of it, with what else there is to say of its size
     * @param duckDb what DuckDB reads it by
     */
    void print(String what, long rows, String bytes, String location, String duckDb) throws IOException {
        double seconds = (System.nanoTime() - start) / 1e9;
        if (rows == 0) {
            console.warn("the conditions keep 0 of "
                    + Numbers.grouped(sweep.grid().rows()) + " rows; wrote an empty, valid " + what);
            for (Condition condition : sweep.conditions()) {
                String reason = condition.reason().isEmpty() ? "" : " (" + condition.reason() + ")";
                console.note("  " + condition.text() + reason + ": keeps " + Numbers.grouped(rowsKeptBy(condition))
                        + " by itself");
            }
        }
        console.note(String.format(
                Locale.ROOT,
                "%,d %s in %.2f s (%s rows/s), %s: %s",
                rows,
                rows == 1 ? "row" : "rows",
                seconds,
                rate(rows / seconds),
                bytes,
                location));
        console.note(
                "next: memsweep describe " + shellWord(location) + ", or duckdb -c \"FROM " + duckDb + " LIMIT 10\"");
    }

    /** Rows that one condition keeps when it is the only one. */
    private long rowsKeptBy(Condition condition) throws IOException {
        Sweep alone = sweep.withConditions(List.of(condition)).withColumns(List.of());
        return new Queries(PlanCompiler.compileForSearch(Joins.join(alone)), threads, done -> {}).count();
    }

    /** A rate with three digits. */
    static String rate(double perSecond) {
        if (perSecond >= 1e6) {
            return String.format(Locale.ROOT, "%.1f M", perSecond / 1e6);
        }
        return String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    /** A text as SQL writes it. */
    static String sqlText(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String shellWord(String text) {
        return text.matches("[A-Za-z0-9_./+@%=:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
