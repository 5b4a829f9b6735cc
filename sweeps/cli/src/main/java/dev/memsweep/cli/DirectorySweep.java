package dev.memsweep.cli;

import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.DatasetTarget;
import dev.memsweep.parquet.Storage;
import dev.memsweep.parquet.UnknownSchemeException;
import java.io.IOException;

/** Runs a sweep to a directory of Parquet files, and leaves nothing when it does not come to its end. */
final class DirectorySweep {
    private final DirectoryParts parts;
    private final PartWriting writing;
    private final String location;
    private final boolean overwrite;
    private final SweepReport report;
    private final Console console;

    DirectorySweep(
            DirectoryParts parts,
            PartWriting writing,
            String location,
            boolean overwrite,
            SweepReport report,
            Console console) {
        this.parts = parts;
        this.writing = writing;
        this.location = location;
        this.overwrite = overwrite;
        this.report = report;
        this.console = console;
    }

    void run() throws IOException {
        ProgressLine progress = new ProgressLine(parts.sweep().grid().rows(), console);
        DatasetTarget target = target();
        try (Interruption interruption = new Interruption(target::abort, progress, console);
                target) {
            try {
                target.open();
                writing.write(parts, target, done -> {
                    interruption.throwIfRequested();
                    progress.update(done);
                });
                if (target.partCount() == 0) {
                    parts.writeEmpty(target);
                }
                interruption.throwIfRequested();
                target.publish(parts.facts(), parts.partitionColumns());
                interruption.finished();
            } finally {
                progress.clear();
            }
            int files = target.partCount();
            report.print(
                    "directory",
                    target.rowsWritten(),
                    Numbers.bytes(target.bytesWritten()) + " in " + Numbers.grouped(files)
                            + (files == 1 ? " file" : " files"),
                    location + "/",
                    duckDb());
        }
    }

    private DatasetTarget target() throws IOException {
        try {
            return new DatasetTarget(Storage.at(location, writing.storageSettings()), overwrite);
        } catch (UnknownSchemeException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private String duckDb() {
        return parts.partitionBy().isEmpty()
                ? SweepReport.sqlText(location + "/*.parquet")
                : "read_parquet(" + SweepReport.sqlText(location + "/**/*.parquet") + ", hive_partitioning = true)";
    }
}
