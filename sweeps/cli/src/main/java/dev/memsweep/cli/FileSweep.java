package dev.memsweep.cli;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.SummarySink;
import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.Codec;
import dev.memsweep.parquet.OutputTarget;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.ParquetSink;
import dev.memsweep.parquet.Storage;
import dev.memsweep.parquet.UnknownSchemeException;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Condition;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs a sweep to a Parquet file, with a progress line, and leaves no file when it does not come to its end. */
final class FileSweep {
    private final Sweep sweep;
    private final String location;
    private final boolean overwrite;
    private final int threads;
    private final Codec codec;
    private final Console console;

    FileSweep(Sweep sweep, String location, boolean overwrite, int threads, String codec, Console console) {
        this.sweep = sweep;
        this.location = location;
        this.overwrite = overwrite;
        this.threads = threads;
        this.codec = Codec.valueOf(codec.toUpperCase(Locale.ROOT));
        this.console = console;
    }

    void run() throws IOException {
        long start = System.nanoTime();
        Plan plan = PlanCompiler.compile(sweep);
        OutputTarget target = target();
        long gridRows = sweep.grid().rows();
        ParquetOptions options = ParquetOptions.DEFAULT.withCodec(codec, ParquetOptions.DEFAULT_CODEC_LEVEL);
        ProgressLine progress = new ProgressLine(gridRows, console);
        long rows;
        try (Interruption interruption = new Interruption(target, progress, console);
                ParquetSink sink = ParquetSink.open(target, plan, options)) {
            try {
                interruption.throwIfRequested();
                new Evaluator(plan, threads).run(sink, done -> {
                    interruption.throwIfRequested();
                    progress.update(done);
                });
                sink.finish(FileMetadata.of(plan, sink.rowsWritten()));
                interruption.finished();
            } finally {
                progress.clear();
            }
            rows = sink.rowsWritten();
        }
        report(rows, gridRows, target.bytesWritten(), (System.nanoTime() - start) / 1e9);
    }

    private OutputTarget target() throws IOException {
        try {
            return Storage.isRemote(location)
                    ? OutputTarget.file(Storage.at(location), overwrite)
                    : OutputTarget.local(Path.of(location), overwrite);
        } catch (UnknownSchemeException e) {
            throw new Failure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private void report(long rows, long gridRows, long bytes, double seconds) throws IOException {
        if (rows == 0) {
            console.warn("the conditions keep 0 of " + Numbers.grouped(gridRows) + " rows; wrote an empty, valid file");
            for (Condition condition : sweep.conditions()) {
                String reason = condition.reason().isEmpty() ? "" : " (" + condition.reason() + ")";
                console.note("  " + condition.text() + reason + ": keeps " + Numbers.grouped(rowsKeptBy(condition))
                        + " by itself");
            }
        }
        console.note(String.format(
                Locale.ROOT,
                "%,d rows in %.2f s (%s rows/s), %s: %s",
                rows,
                seconds,
                rate(rows / seconds),
                Numbers.bytes(bytes),
                location));
        console.note("next: memsweep describe " + shellWord(location) + ", or duckdb -c \"FROM '"
                + location.replace("'", "''") + "' LIMIT 10\"");
    }

    /** Rows that one condition keeps when it is the only one. */
    private long rowsKeptBy(Condition condition) throws IOException {
        Sweep alone = new Sweep(
                sweep.name(),
                sweep.description(),
                sweep.formulas(),
                sweep.fixed(),
                sweep.grid(),
                List.of(condition),
                List.of(),
                sweep.rows(),
                sweep.canonical());
        Plan plan = PlanCompiler.compile(alone);
        SummarySink sink = new SummarySink(plan.columns());
        new Evaluator(plan, threads).run(sink, done -> {});
        return sink.rows();
    }

    /** A rate with three digits. */
    static String rate(double perSecond) {
        if (perSecond >= 1e6) {
            return String.format(Locale.ROOT, "%.1f M", perSecond / 1e6);
        }
        return String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    private static String shellWord(String text) {
        return text.matches("[A-Za-z0-9_./+@%=:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
