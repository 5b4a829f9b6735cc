package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Numbers;
import dev.memsweep.grid.Axis;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.parquet.Rehearsal;
import dev.memsweep.parquet.Storage;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.Item;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sweep}: every point of a grid, to a Parquet file or a directory of them. */
final class SweepCommand implements Command {
    /** A file of more rows would fill any disk and take days. */
    private static final BigInteger MOST_ROWS = BigInteger.TEN.pow(12);

    /** Names of files that would hold something else; {@code -} is where others write to standard output. */
    private static final Pattern OTHER_FORMAT =
            Pattern.compile("(^-|\\.(csv|tsv|txt|json|jsonl|ndjson|arrow|feather|orc|avro|xlsx|db|sql|ya?ml))$");

    private static final Pattern SPEC_FILE = Pattern.compile("([^/]+)\\.ya?ml$");
    private static final int MOST_THREADS = 4096;
    static final String FORCE = "--force";
    static final String OVERWRITE = "--overwrite";
    static final String THREADS = "--threads";
    static final String SPARK = "--spark";
    static final String DRY_RUN = "--dry-run";

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public String summary() {
        return "Evaluate every point of a grid and write the rows to a Parquet file, or to a directory of them.";
    }

    @Override
    public boolean takesParameters() {
        return true;
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "[SPEC.yaml] [--PARAMETER VALUE[,VALUE...]]... [-o FILE|DIR/] [OPTION]...",
                "memsweep sweep sweep.yaml",
                "memsweep sweep sweep.yaml --tp 1,2,4,8 -o tp.parquet   (a flag replaces what the spec says)",
                "memsweep sweep --model llama-2-70b --tp pow2:1..8 --seq-len 512..4096:512 -o grid.parquet",
                "memsweep sweep sweep.yaml -o tables/ --partition-by model,precision",
                "memsweep sweep sweep.yaml --dry-run");
        spec.addPositional(Options.words("SPEC.yaml", "The sweep spec.", "0..1"));
        OutputOptions.addPlaces(spec);
        spec.addOption(Options.flag("Replace an existing file, or a directory that memsweep wrote.", FORCE, OVERWRITE));
        spec.addOption(Options.flag("Say how many rows there would be; write nothing.", "-n", DRY_RUN));
        spec.addOption(Options.value("N", "Threads (default: one a processor).", THREADS));
        spec.addOption(Options.value(
                "MASTER",
                "Have the executors of Spark write the directory, as in yarn, spark://host:7077 or local[4]; -v shows its log.",
                SPARK));
        OutputOptions.addLayout(spec);
        Options.addQuestion(spec);
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) throws IOException {
        if (!arguments.has(DRY_RUN, "-n", SPARK)) {
            Rehearsal.start();
        }
        Question question = Question.ofSpecOrFlags(arguments, this, session);
        Flags flags = question.flags();
        int threads = threads(flags, session);
        if (question.isPrinted()) {
            return ExitCode.DONE;
        }
        Sweep sweep = question.bindForOutput();
        ParquetOptions options = FileLayout.of(question.spec().output());
        PartLayout layout = PartLayout.of(question.spec().output());
        Output output = output(question.spec(), session);
        if (output.isDirectory()) {
            layout.check(sweep);
        }
        if (flags.has(DRY_RUN)) {
            printSize(sweep, output, session.console());
            return ExitCode.DONE;
        }
        checkSize(sweep);
        boolean force = flags.has(FORCE);
        if (!force && output.isTaken()) {
            throw new Failure(
                    ExitCode.USAGE,
                    output.shown() + ": already exists; add " + FORCE + " to replace it, or choose another with -o");
        }
        if (!output.isDirectory() && (flags.has(SPARK) || session.writing() != null)) {
            throw new Failure(
                    ExitCode.USAGE,
                    SPARK + ": Spark writes a directory, not a file; write -o "
                            + output.location().replaceFirst("\\.parquet$", "") + "/");
        }
        if (flags.has(SPARK)) {
            String master = flags.value(SPARK).orElseThrow();
            return new SparkSubmit(session.environment(), session.console().verbose())
                    .run(master, arguments.without(SPARK).asWords());
        }
        String location = output.location();
        if (output.isDirectory()) {
            PartWriting writing = session.writing() != null ? session.writing() : new LocalParts(threads);
            DirectoryParts parts = new DirectoryParts(sweep, layout.partitionBy(), layout.fileRows(), options);
            SweepReport report = new SweepReport(sweep, threads, session.console());
            new DirectorySweep(parts, writing, location, force, report, session.console()).run();
        } else {
            new FileSweep(sweep, location, force, threads, options, session).run();
        }
        return ExitCode.DONE;
    }

    /** The number of threads that is asked for, or else that of the session. */
    static int threads(Flags flags, Session session) {
        return flags.value(THREADS).map(SweepCommand::threads).orElse(session.threads());
    }

    private static int threads(String written) {
        if (!written.matches("[0-9]{1,4}") || written.matches("0+") || Integer.parseInt(written) > MOST_THREADS) {
            throw new InputException(
                    Location.of(THREADS),
                    "must be a whole number from 1 to " + MOST_THREADS + ", found '" + written + "'");
        }
        return Integer.parseInt(written);
    }

    /**
     * What is written.
     *
     * @param location path or URI, without {@code /} at its end
     * @param isDirectory whether it is a directory of part files
     */
    private record Output(String location, boolean isDirectory) {
        String shown() {
            return isDirectory ? location + "/" : location;
        }

        /** Whether something local is in the way; of other file systems the run itself finds out. */
        boolean isTaken() {
            if (Storage.isRemote(location)) {
                return false;
            }
            Path path = Path.of(location);
            return isDirectory ? Files.isDirectory(path) : Files.isRegularFile(path) || Files.isSymbolicLink(path);
        }
    }

    private static Output output(SweepSpec spec, Session session) {
        boolean parts = PartLayout.isAsked(spec.output());
        String written = spec.output().path().map(Item::text).orElseGet(() -> name(spec) + (parts ? "/" : ".parquet"));
        boolean directory = parts || written.endsWith("/");
        if (!directory && OTHER_FORMAT.matcher(written).find()) {
            throw new InputException(
                    spec.output().path().map(Item::location).orElse(Location.of("-o")),
                    "'" + written + "': a sweep is written as Parquet; name a .parquet file, or a folder with / at its"
                            + " end (memsweep query prints CSV and JSON)");
        }
        String location = Storage.isRemote(written)
                ? Stored.uri(written)
                : session.path(written).normalize().toString();
        return new Output(location, directory);
    }

    /** The spec's name, else that of its file. */
    private static String name(SweepSpec spec) {
        if (!spec.name().isEmpty()) {
            return spec.name();
        }
        Matcher file = SPEC_FILE.matcher(spec.location().source());
        return file.find() ? file.group(1) : "sweep";
    }

    private static void checkSize(Sweep sweep) {
        GridSize size = GridSize.of(sweep.grid());
        if (size.rows().compareTo(MOST_ROWS) > 0) {
            throw new Failure(
                    ExitCode.LIMIT,
                    size.sentence("this sweep has", "rows") + "; the limit of a file is "
                            + Numbers.grouped(MOST_ROWS.longValueExact()) + "; give an axis fewer values");
        }
    }

    private static void printSize(Sweep sweep, Output output, Console console) {
        GridSize size = GridSize.of(sweep.grid());
        TextTable table = new TextTable();
        table.alignRight(1);
        for (Axis axis : sweep.grid().axes()) {
            table.row(axis.name(), Numbers.grouped(axis.size()), ends(axis));
        }
        console.print(table.print(console.style()));
        String conditions = sweep.conditions().isEmpty() ? "" : ", before the conditions choose among them";
        console.line(size.sentence("", "rows").strip().replaceFirst(" \\(.*", "") + conditions);
        console.line(sweep.columns().size() + " columns: " + String.join(", ", sweep.columns()));
        console.line("would write " + output.shown() + (output.isTaken() ? " (exists)" : ""));
    }

    private static String ends(Axis axis) {
        List<?> values = axis.columns().get(0).values();
        return values.size() == 1 ? "" + values.get(0) : values.get(0) + " ... " + values.get(values.size() - 1);
    }
}
