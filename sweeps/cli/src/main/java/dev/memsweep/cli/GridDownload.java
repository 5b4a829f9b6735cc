package dev.memsweep.cli;

import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.serve.Reply;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A grid as a Parquet file to take away: written to a temporary file, which goes when it has been sent. */
final class GridDownload {
    /** More would not be written before the deadline. */
    private static final BigInteger MOST_ROWS = BigInteger.valueOf(100_000_000);

    private static final String USUAL_NAME = "sweep";

    private GridDownload() {}

    /** The grid that a {@code sweep} command means. */
    static Reply ofSweep(Arguments arguments, int threads, Session session) throws IOException {
        Question question = Question.ofSpecOrFlags(arguments, new SweepCommand(), session);
        String name = question.spec().name();
        return of(
                question.bind(),
                name.isEmpty() ? arguments.words().stream().findFirst().orElse(USUAL_NAME) : name,
                threads,
                session);
    }

    /** The grid of a spec that a command has printed. */
    static Reply ofSpec(String yaml, int threads, Session session) throws IOException {
        Binder binder = new Binder(session.library(), session.shippedCatalog());
        Sweep sweep = binder.bind(SpecReader.read(USUAL_NAME + ".yaml", yaml));
        return of(sweep, sweep.name().isEmpty() ? USUAL_NAME : sweep.name(), threads, session);
    }

    private static Reply of(Sweep sweep, String name, int threads, Session session) throws IOException {
        GridSize size = GridSize.of(sweep.grid());
        if (size.rows().compareTo(MOST_ROWS) > 0) {
            throw new Failure(
                    ExitCode.LIMIT,
                    size.sentence("this sweep has", "rows") + "; at most "
                            + String.format(Locale.ROOT, "%,d", MOST_ROWS)
                            + " are sent; give an axis fewer values, or run memsweep sweep in a terminal");
        }
        Path file = Files.createTempFile("memsweep-", ".parquet");
        boolean written = false;
        try {
            new FileSweep(sweep, file.toString(), true, threads, ParquetOptions.DEFAULT, session).run();
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(file);
            }
        }
        String disposition = "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "_") + ".parquet\"";
        return new Reply(
                200,
                "application/vnd.apache.parquet",
                Map.of("Content-Disposition", disposition),
                new Temporary(file, Files.size(file)));
    }

    /** The content of a file that is removed after it has been sent. */
    private record Temporary(Path file, long length) implements Reply.Content {
        @Override
        public long held() {
            return 0;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            Files.copy(file, out);
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
