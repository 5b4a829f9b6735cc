package dev.memsweep.cli;

import dev.memsweep.eval.Cancellation;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.OutputTarget;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.ParquetSink;
import dev.memsweep.parquet.Storage;
import dev.memsweep.parquet.UnknownSchemeException;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.query.Joins;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.nio.file.Path;

/** Runs a sweep to a Parquet file, with a progress line, and leaves no file when it does not come to its end. */
final class FileSweep {
    private final Sweep sweep;
    private final String location;
    private final boolean overwrite;
    private final int threads;
    private final ParquetOptions options;
    private final Console console;
    private final Cancellation cancellation;

    /** A run that prints to the console of {@code session}, and ends with its cancellation. */
    FileSweep(Sweep sweep, String location, boolean overwrite, int threads, ParquetOptions options, Session session) {
        this.sweep = sweep;
        this.location = location;
        this.overwrite = overwrite;
        this.threads = threads;
        this.options = options;
        this.console = session.console();
        this.cancellation = session.cancellation();
    }

    void run() throws IOException {
        SweepReport report = new SweepReport(sweep, threads, console);
        Sweep joined = Joins.joinSparse(sweep);
        Plan plan = PlanCompiler.compile(joined);
        OutputTarget target = target();
        ProgressLine progress = new ProgressLine(joined.grid().rows(), console);
        long rows;
        try (Interruption interruption = new Interruption(target::abort, progress, console);
                ParquetSink sink = ParquetSink.open(target, plan, options)) {
            try {
                interruption.throwIfRequested();
                new Evaluator(plan, threads, cancellation).run(sink, done -> {
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
        report.print("file", rows, Numbers.bytes(target.bytesWritten()), location, duckDb());
    }

    private String duckDb() {
        String text = SweepReport.sqlText(location);
        return location.endsWith(".parquet") ? text : "read_parquet(" + text + ")";
    }

    private OutputTarget target() throws IOException {
        try {
            return Storage.isRemote(location)
                    ? OutputTarget.file(Storage.at(location), overwrite)
                    : OutputTarget.local(Path.of(location), overwrite);
        } catch (UnknownSchemeException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
