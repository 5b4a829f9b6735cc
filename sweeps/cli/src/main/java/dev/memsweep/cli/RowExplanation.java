package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.eval.SelectedRowSink;
import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Numbers;
import dev.memsweep.formula.Problem;
import dev.memsweep.formula.Value;
import dev.memsweep.parquet.StoredRow;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Derives a row of a written file again, from the file's footer alone, and compares it with what is stored. */
final class RowExplanation {
    /** What goes with a file, which says everything else itself. */
    private static final List<String> OPTIONS =
            List.of(Options.ROW, Options.FORMAT, "-h", Options.HELP, "-q", Options.QUIET, "-v", Options.VERBOSE);

    private final Path path;
    private final long row;
    private final Sweep sweep;
    private final Session session;

    private RowExplanation(Path path, long row, Sweep sweep, Session session) {
        this.path = path;
        this.row = row;
        this.sweep = sweep;
        this.session = session;
    }

    /** A value as it is stored, and as the formulas give it. */
    private record Comparison(String column, Object stored, Value derived) {
        boolean equal() {
            if (stored instanceof Double real) {
                return (derived instanceof Value.Real exact && exact.value() == real)
                        || (derived instanceof Value.Int whole && whole.value() == real);
            }
            if (stored instanceof Long whole) {
                return derived instanceof Value.Int exact && exact.value() == whole;
            }
            if (stored instanceof Boolean flag) {
                return derived instanceof Value.Bool exact && exact.value() == flag;
            }
            return (derived instanceof Value.Row || derived instanceof Value.Text) && stored.equals(derived.toString());
        }

        /** What is stored, as a value to print. */
        Value storedValue() {
            if (stored instanceof Double real) {
                return new Value.Real(real);
            }
            if (stored instanceof Long whole) {
                return new Value.Int(whole);
            }
            return stored instanceof Boolean flag ? new Value.Bool(flag) : new Value.Text(stored.toString());
        }
    }

    /**
     * Explains the row that the arguments name.
     *
     * @param file the word that is the file
     * @param options of the command
     */
    static ExitCode of(Arguments arguments, String file, CommandSpec options, Session session) throws IOException {
        refuseOthers(arguments);
        Flags flags = Flags.parse(arguments, options);
        Format format = Format.of(flags.value(Options.FORMAT), ExplainCommand.FORMATS);
        Path path = session.path(file);
        if (!Files.isRegularFile(path)) {
            String reason = Files.exists(path) ? "it is no file" : "no such file";
            throw new Failure(ExitCode.USAGE, path + ": cannot read the file: " + reason);
        }
        ParquetMetadata footer = ParquetDescription.footer(path);
        Map<String, String> metadata = footer.getFileMetaData().getKeyValueMetaData();
        Sweep sweep = FooterSweep.of(path, metadata);
        if (metadata.containsKey(FileMetadata.PART)) {
            throw new Failure(
                    ExitCode.USAGE,
                    path + ": is one of the part files of a sweep, which does not say where in the sweep its rows are; "
                            + "rows of whole files can be explained");
        }
        checkColumns(path, footer, sweep);
        long rows = footer.getBlocks().stream()
                .mapToLong(BlockMetaData::getRowCount)
                .sum();
        long row = row(flags.value(Options.ROW), rows, path);
        List<String> names = names(flags.words(), file, sweep);
        return new RowExplanation(path, row, sweep, session).run(rows, names, format);
    }

    private static void refuseOthers(Arguments arguments) {
        List<String> longNames =
                OPTIONS.stream().filter(name -> name.startsWith("--")).toList();
        List<Problem> problems = new ArrayList<>();
        for (String option : arguments.options()) {
            if (!OPTIONS.contains(option)) {
                String hint = NearestName.of(option, longNames)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("");
                problems.add(Problem.at(
                        Location.of(option),
                        "does not go with a Parquet file, which says itself what its rows are" + hint));
            }
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
    }

    private static void checkColumns(Path path, ParquetMetadata footer, Sweep sweep) {
        List<String> stored = footer.getFileMetaData().getSchema().getFields().stream()
                .map(Type::getName)
                .toList();
        if (!stored.equals(sweep.columns())) {
            throw damaged(path, "its columns are not those of the spec in its footer", null);
        }
    }

    /** The row that is asked for, which the file has. */
    private static long row(Optional<String> written, long rows, Path path) {
        if (rows == 0) {
            throw new Failure(ExitCode.USAGE, path + ": has no rows");
        }
        String wanted = rows == 1 ? "0, the only row" : "a whole number from 0 to " + Numbers.grouped(rows - 1);
        if (written.isEmpty()) {
            throw new InputException(Location.of(Options.ROW), "is missing; give " + wanted);
        }
        String text = written.get();
        boolean whole = text.matches("[0-9]+");
        if (!whole || new BigInteger(text).compareTo(BigInteger.valueOf(rows)) >= 0) {
            throw new InputException(Location.of(Options.ROW), "must be " + wanted + ", found '" + text + "'");
        }
        return Long.parseLong(text);
    }

    /** The formulas to explain: those of the words, else those that are columns. */
    private static List<String> names(List<String> words, String file, Sweep sweep) {
        List<String> chosen = new ArrayList<>(words);
        chosen.remove(file);
        Set<String> known = new LinkedHashSet<>(sweep.columns());
        known.addAll(sweep.formulas().formulas().keySet());
        List<Problem> problems = new ArrayList<>();
        for (String word : chosen) {
            if (!known.contains(word)) {
                problems.add(Problem.at(
                        Location.of(""), "unknown column or formula '" + word + "'" + NearestName.hint(word, known)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
        return chosen.isEmpty() ? sweep.columns() : chosen;
    }

    private ExitCode run(long rows, List<String> names, Format format) throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        PointExplanation point;
        try {
            int[] positions = sweep.grid().coordinates(gridRow(rows));
            point = new PointExplanation(Answerable.withColumns(sweep, names), positions, names);
            NumberReading reading = new NumberReading(sweep.formulas(), sweep.inputsAt(positions));
            Map<String, Object> stored = stored();
            for (String column : sweep.columns()) {
                comparisons.add(
                        new Comparison(column, Objects.requireNonNull(stored.get(column)), reading.value(column)));
            }
        } catch (EvaluationException | PointFaultException e) {
            throw damaged(path, "by the formulas in its footer the row has no value: " + e.getMessage(), e);
        }
        List<Comparison> different =
                comparisons.stream().filter(c -> !c.equal()).toList();
        if (format == Format.JSON) {
            session.console().print(PointExplanation.json(json -> write(json, comparisons, point)));
        } else {
            point.print(session.console());
            print(comparisons.size(), different);
        }
        return different.isEmpty() ? ExitCode.DONE : ExitCode.VERIFICATION;
    }

    /** The number of the row in the whole grid, before conditions left rows out. */
    private long gridRow(long rows) throws IOException {
        if (sweep.conditions().isEmpty()) {
            if (!sweep.grid().exactRows().equals(BigInteger.valueOf(rows))) {
                throw damaged(path, "it has " + Numbers.grouped(rows) + " rows, its grid another number", null);
            }
            return row;
        }
        Plan plan = PlanCompiler.compile(Answerable.withColumns(sweep, List.of()));
        SelectedRowSink sink = new SelectedRowSink(row);
        ProgressLine progress = new ProgressLine(sweep.grid().rows(), session.console());
        try {
            new Evaluator(plan, Runtime.getRuntime().availableProcessors()).run(sink, progress::update);
        } finally {
            progress.clear();
        }
        return sink.row()
                .orElseThrow(() -> damaged(
                        path,
                        "it has " + Numbers.grouped(rows) + " rows, but its conditions keep "
                                + Numbers.grouped(sink.seen()),
                        null));
    }

    private Map<String, Object> stored() {
        try {
            return StoredRow.read(path, row);
        } catch (IOException e) {
            throw new Failure(ExitCode.FILES, path + ": cannot read the file: " + FileReason.of(e), e);
        } catch (RuntimeException e) {
            throw damaged(path, "row " + row + " cannot be read", e);
        }
    }

    private static Failure damaged(Path path, String reason, @Nullable Exception cause) {
        String message = path + ": is damaged: " + reason;
        return cause == null
                ? new Failure(ExitCode.VERIFICATION, message)
                : new Failure(ExitCode.VERIFICATION, message, cause);
    }

    private void print(int columns, List<Comparison> different) {
        Console console = session.console();
        console.line("");
        if (different.isEmpty()) {
            String all = columns == 1
                    ? "the stored value equals the derived one"
                    : "all " + columns + " stored values equal the derived ones";
            console.line("row " + row + " of " + path + ": " + all);
            return;
        }
        console.line(console.style()
                .heading("row " + row + " of " + path + ": " + different.size() + " of " + columns
                        + " stored values differ from the derived ones"));
        for (Comparison comparison : different) {
            console.line("  " + comparison.column() + ": stored " + comparison.storedValue() + ", derived "
                    + comparison.derived());
        }
    }

    private void write(JsonGenerator json, List<Comparison> comparisons, PointExplanation point) throws IOException {
        json.writeStartObject();
        json.writeNumberField("row", row);
        json.writeBooleanField("equal", comparisons.stream().allMatch(Comparison::equal));
        json.writeArrayFieldStart("columns");
        for (Comparison comparison : comparisons) {
            json.writeStartObject();
            json.writeStringField("name", comparison.column());
            json.writeFieldName("stored");
            Listing.write(json, comparison.storedValue());
            json.writeFieldName("derived");
            Listing.write(json, comparison.derived());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeFieldName("formulas");
        point.write(json);
        json.writeEndObject();
    }
}
