package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Numbers;
import dev.memsweep.formula.Problem;
import dev.memsweep.formula.Value;
import dev.memsweep.parquet.HivePath;
import dev.memsweep.parquet.Manifest;
import dev.memsweep.spec.JsonText;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Derives a row of a written file or directory again, from a footer alone, and compares it with what is stored. */
final class RowExplanation {
    /** What goes with a file, which says everything else itself. */
    private static final List<String> OPTIONS =
            List.of(Options.ROW, Options.FORMAT, "-h", Options.HELP, "-q", Options.QUIET, "-v", Options.VERBOSE);

    private final FileRows file;
    private final long row;
    private final Optional<DatasetRow> dataset;
    private final Session session;

    private RowExplanation(FileRows file, long row, Optional<DatasetRow> dataset, Session session) {
        this.file = file;
        this.row = row;
        this.dataset = dataset;
        this.session = session;
    }

    /** A row of a directory of part files, counted over the parts in the order of the manifest. */
    private record DatasetRow(String directory, long row) {}

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
        Stored stored = Stored.at(file, session);
        Optional<String> wanted = flags.value(Options.ROW);
        List<String> words = new ArrayList<>(flags.words());
        words.remove(file);
        if (stored.isDataset()) {
            return ofDataset(stored, wanted, session).run(words, format);
        }
        FileRows rows = FileRows.of(stored);
        return new RowExplanation(rows, row(wanted, rows.rows(), stored.name()), Optional.empty(), session)
                .run(words, format);
    }

    private static RowExplanation ofDataset(Stored directory, Optional<String> wanted, Session session) {
        Manifest manifest = directory.manifest();
        long row = row(wanted, manifest.rows(), directory.name() + "/");
        long rest = row;
        int number = 0;
        while (rest >= manifest.parts().get(number).rows()) {
            rest -= manifest.parts().get(number).rows();
            number++;
        }
        Manifest.Part part = manifest.parts().get(number);
        FileRows file = FileRows.of(directory.child(part.path()));
        if (!file.part().equals(part.path()) || file.rows() != part.rows()) {
            throw FileRows.damaged(file.file(), "it is another part than the manifest says", null);
        }
        return new RowExplanation(file, rest, Optional.of(new DatasetRow(directory.name() + "/", row)), session);
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

    /** The row that is asked for, which the file has. */
    private static long row(Optional<String> written, long rows, String file) {
        if (rows == 0) {
            throw new Failure(ExitCode.USAGE, file + ": has no rows");
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
    private List<String> names(List<String> chosen) {
        Sweep sweep = file.whole();
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

    private ExitCode run(List<String> words, Format format) throws IOException {
        List<String> names = names(words);
        Sweep sweep = file.partition().sweep();
        List<Comparison> comparisons = new ArrayList<>();
        PointExplanation point;
        long gridRow;
        try {
            int[] positions = file.point(row, session.console());
            gridRow = file.whole().grid().row(file.partition().inWhole(positions));
            point = new PointExplanation(sweep.withColumns(names), positions, names);
            NumberReading reading = new NumberReading(sweep.formulas(), sweep.inputsAt(positions));
            file.partition()
                    .values()
                    .forEach((column, value) -> comparisons.add(inPath(column, value, reading.value(column))));
            Map<String, Object> stored = stored();
            for (String column : sweep.columns()) {
                comparisons.add(
                        new Comparison(column, Objects.requireNonNull(stored.get(column)), reading.value(column)));
            }
        } catch (EvaluationException | PointFaultException e) {
            throw FileRows.damaged(
                    file.file(), "by the formulas in its footer the row has no value: " + e.getMessage(), e);
        }
        boolean equal = comparisons.stream().allMatch(Comparison::equal);
        if (format == Format.JSON) {
            session.console().print(JsonText.indented(json -> write(json, gridRow, comparisons, point)));
        } else {
            point.print(session.console());
            print(place(gridRow), comparisons);
        }
        return equal ? ExitCode.DONE : ExitCode.VERIFICATION;
    }

    /** The value of a column that stands in the path of the file, or, of a file that lies elsewhere, in its footer. */
    private Comparison inPath(String column, String inFooter, Value derived) {
        String text = HivePath.values(file.file().place().path()).getOrDefault(column, inFooter);
        Object stored = text;
        if (text.equals(derived.toString())) {
            if (derived instanceof Value.Int whole) {
                stored = whole.value();
            } else if (derived instanceof Value.Real real) {
                stored = real.value();
            } else if (derived instanceof Value.Bool flag) {
                stored = flag.value();
            }
        }
        return new Comparison(column, stored, derived);
    }

    private Map<String, Object> stored() {
        try {
            return file.file().row(row);
        } catch (Failure e) {
            throw e;
        } catch (RuntimeException e) {
            throw FileRows.damaged(file.file(), "row " + row + " cannot be read", e);
        }
    }

    /** Which row it is: of the file, of the directory, and of a part also of the grid. */
    private String place(long gridRow) {
        String ofFile = "row " + row + " of "
                + (dataset.isPresent() ? file.part() : file.file().name());
        String ofDirectory = dataset.map(all -> "row " + all.row() + " of " + all.directory() + ", ")
                .orElse("");
        return ofDirectory + ofFile + (file.part().isEmpty() ? "" : ", row " + gridRow + " of the grid");
    }

    private void print(String place, List<Comparison> comparisons) {
        Console console = session.console();
        int columns = comparisons.size();
        List<Comparison> different =
                comparisons.stream().filter(c -> !c.equal()).toList();
        console.line("");
        if (different.isEmpty()) {
            String all = columns == 1
                    ? "the stored value equals the derived one"
                    : "all " + columns + " stored values equal the derived ones";
            console.line(place + ": " + all);
            return;
        }
        console.line(console.style()
                .heading(place + ": " + different.size() + " of " + columns
                        + " stored values differ from the derived ones"));
        for (Comparison comparison : different) {
            console.line("  " + comparison.column() + ": stored " + comparison.storedValue() + ", derived "
                    + comparison.derived());
        }
    }

    private void write(JsonGenerator json, long gridRow, List<Comparison> comparisons, PointExplanation point)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("row", dataset.map(DatasetRow::row).orElse(row));
        if (!file.part().isEmpty()) {
            json.writeStringField("part", file.part());
            json.writeNumberField("part_row", row);
            json.writeNumberField("grid_row", gridRow);
        }
        json.writeBooleanField("equal", comparisons.stream().allMatch(Comparison::equal));
        json.writeArrayFieldStart("columns");
        for (Comparison comparison : comparisons) {
            json.writeStartObject();
            json.writeStringField("name", comparison.column());
            JsonText.value(json, "stored", comparison.storedValue());
            JsonText.value(json, "derived", comparison.derived());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeFieldName("formulas");
        point.write(json);
        json.writeEndObject();
    }
}
