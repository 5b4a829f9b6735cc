package dev.memsweep.cli;

import dev.memsweep.eval.Cancellation;
import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.spec.Condition;
import dev.memsweep.spec.Sweep;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code estimate}: one point, or a small grid, at once and on the screen. */
final class EstimateCommand implements Command {
    /** More would not be looked at; a file is the place for them. */
    private static final int MOST_POINTS = 10_000;

    /** Defaults that are shown: more than that nobody reads. */
    private static final int MOST_DEFAULTS = 16;

    @Override
    public String name() {
        return "estimate";
    }

    @Override
    public String summary() {
        return "How much memory does this set-up need? Several values of a parameter give a small grid.";
    }

    @Override
    public boolean takesParameters() {
        return true;
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "[SPEC.yaml] --model NAME [--PARAMETER VALUE[,VALUE...]]... [OPTION]...",
                "memsweep estimate --formulas training --model llama-2-70b --tp 8 --dp 8 --zero 1",
                "memsweep estimate --formulas inference --model llama-3-8b --tp 1,2,4,8 --seq-len 8k --where fits",
                "memsweep estimate --model chatglm-6b --optimizer adamw,sgd-momentum --format csv",
                "memsweep estimate --formulas ./mine.formulas --catalog ./model.csv --model tiny --format json",
                "memsweep estimate sweep.yaml --tp 8 --micro-batch 4   (a point of a spec, with its columns)");
        spec.addPositional(Options.words("SPEC.yaml", "A sweep spec, with flags for its axes.", "0..1"));
        Options.addQuestion(spec);
        spec.addOption(Options.format());
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        Question question = Question.ofWords(arguments, this, session);
        if (!question.words().isEmpty()) {
            throw new InputException(
                    Location.of(""),
                    "unexpected argument '" + question.words().get(0)
                            + "'; options are written as --name VALUE, see --help");
        }
        Format format = Format.of(question.flags().value(Options.FORMAT));
        if (question.isPrinted()) {
            return ExitCode.DONE;
        }
        Answerable answerable = Answerable.of(question);
        Sweep sweep = answerable.sweep();
        BigInteger points = sweep.grid().exactRows();
        if (points.compareTo(BigInteger.valueOf(MOST_POINTS)) > 0) {
            throw new Failure(
                    ExitCode.LIMIT,
                    GridSize.of(sweep.grid()).sentence("this grid has", "points") + "; estimate shows at most "
                            + String.format(Locale.ROOT, "%,d", MOST_POINTS)
                            + ", write more to a file with memsweep sweep");
        }
        Map<String, Long> illegal = new TreeMap<>();
        Listing listing = evaluate(sweep, illegal, session.cancellation());
        if (listing.rows().isEmpty()) {
            session.console().warn("the conditions keep 0 of " + String.format(Locale.ROOT, "%,d", points) + " points");
        }
        print(listing, question, sweep, format, session.console());
        answerable.leftOut().forEach((name, reason) -> session.console().note("left out " + name + ": " + reason));
        session.console().flush();
        noteConditions(sweep, session.console());
        noteIllegal(illegal, listing.rows().size(), session.console());
        return ExitCode.DONE;
    }

    /** What a parameter that was given does not do. */
    private static void noteConditions(Sweep sweep, Console console) {
        for (Parameter parameter : sweep.formulas().parameters().values()) {
            Value fixed = sweep.fixed().get(parameter.name());
            boolean usual = fixed != null
                    && parameter.fallback().map(ParameterOptions::text).equals(Optional.of(fixed.toString()));
            if ((fixed != null && !usual) || isAxis(parameter.name(), sweep)) {
                parameter.doc().conditions().forEach(condition -> console.note(parameter.name() + ": " + condition));
            }
        }
    }

    private static void noteIllegal(Map<String, Long> illegal, int rows, Console console) {
        long all = illegal.values().stream().mapToLong(Long::longValue).sum();
        if (all > 0) {
            String rules = String.join(", ", illegal.keySet());
            String what = rows == 1
                    ? "this set-up is not legal, whether it fits or not: "
                    : all + " of " + rows + " set-ups are not legal, whether they fit or not: ";
            console.note(what + rules + " (explain " + FitRanking.LEGALITY + " says why)");
        }
    }

    /** Counts a point that breaks a rule of its formula set, unless it shows that itself. */
    private static void countIllegal(Sweep sweep, NumberReading reading, Map<String, Long> illegal) {
        boolean shown =
                sweep.columns().contains(FitRanking.LEGALITY) || sweep.columns().contains(FitRanking.LEGAL);
        if (shown || !sweep.formulas().formulas().containsKey(FitRanking.LEGALITY)) {
            return;
        }
        try {
            String rule = reading.value(FitRanking.LEGALITY).toString();
            if (!rule.equals(FitRanking.LEGAL)) {
                illegal.merge(rule, 1L, Long::sum);
            }
        } catch (EvaluationException | InputException e) {
            // The columns asked for need fewer parameters than the rules do.
        }
    }

    private static Listing evaluate(Sweep sweep, Map<String, Long> illegal, Cancellation cancellation) {
        List<Listing.Column> columns = new ArrayList<>();
        for (String name : sweep.columns()) {
            columns.add(new Listing.Column(name, unit(sweep.formulas(), name)));
        }
        List<List<@Nullable Value>> rows = new ArrayList<>();
        for (long row = 0; row < sweep.grid().rows(); row++) {
            cancellation.throwIfCancelled();
            int[] positions = sweep.grid().coordinates(row);
            NumberReading reading = new NumberReading(sweep.formulas(), sweep.inputsAt(positions));
            try {
                if (keeps(sweep, positions, reading)) {
                    List<@Nullable Value> values = new ArrayList<>();
                    sweep.columns().forEach(name -> values.add(reading.value(name)));
                    rows.add(values);
                    countIllegal(sweep, reading, illegal);
                }
            } catch (EvaluationException e) {
                throw new Failure(ExitCode.USAGE, e.getMessage() + at(sweep, positions), e);
            }
        }
        return new Listing(columns, rows);
    }

    private static boolean keeps(Sweep sweep, int[] positions, NumberReading reading) {
        for (Condition condition : sweep.conditions()) {
            try {
                if (!reading.truth(condition.expr())) {
                    return false;
                }
            } catch (EvaluationException e) {
                throw new Failure(
                        ExitCode.USAGE,
                        e.getMessage() + ", needed by the condition " + condition.text() + at(sweep, positions),
                        e);
            }
        }
        return true;
    }

    /** Where a point lies, in words for the end of a sentence. */
    private static String at(Sweep sweep, int[] positions) {
        List<String> coordinates = new ArrayList<>();
        List<Axis> axes = sweep.grid().axes();
        for (int i = 0; i < positions.length; i++) {
            for (Axis.Values column : axes.get(i).columns()) {
                coordinates.add(column.parameter() + "=" + column.values().get(positions[i]));
            }
        }
        return coordinates.isEmpty() ? "" : ", at " + String.join(", ", coordinates);
    }

    static String unit(FormulaSet formulas, String name) {
        Formula formula = formulas.formulas().get(name);
        Parameter parameter = formulas.parameters().get(name);
        return formula != null
                ? formula.doc().unit()
                : Objects.requireNonNull(parameter).doc().unit();
    }

    private static void print(Listing listing, Question question, Sweep sweep, Format format, Console console) {
        if (format != Format.TABLE) {
            listing.print(format, console);
            return;
        }
        if (listing.rows().size() == 1 && sweep.grid().axes().isEmpty()) {
            printLines(listing, console);
        } else if (question.spec().columns().isEmpty()) {
            printGrid(listing, alike(listing, sweep), sweep, console);
        } else {
            printGrid(listing, List.of(), sweep, console);
        }
        printDefaults(sweep, console);
    }

    /** Positions of the columns that no axis moves; none where that would leave the axes alone. */
    private static List<Integer> alike(Listing listing, Sweep sweep) {
        List<Integer> alike = new ArrayList<>();
        boolean moved = false;
        for (int i = 0; i < listing.columns().size(); i++) {
            String name = listing.columns().get(i).name();
            int column = i;
            if (sweep.fixed().containsKey(name) || isAxis(name, sweep)) {
                continue;
            }
            long values = listing.rows().stream()
                    .map(row -> row.get(column))
                    .distinct()
                    .count();
            if (values == 1) {
                alike.add(i);
            } else {
                moved = true;
            }
        }
        return moved ? alike : List.of();
    }

    private static boolean isAxis(String parameter, Sweep sweep) {
        return sweep.grid().axes().stream()
                .flatMap(axis -> axis.columns().stream())
                .anyMatch(column -> column.parameter().equals(parameter));
    }

    /** One line for each column of the first row: the name, the value in a unit for people, the exact value. */
    private static void printLines(Listing listing, Console console) {
        TextTable table = new TextTable();
        table.alignRight(1);
        table.alignRight(2);
        List<@Nullable Value> row = listing.rows().get(0);
        List<@Nullable Value> allBytes = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            if (listing.columns().get(i).unit().equals(Quantity.BYTES)) {
                allBytes.add(row.get(i));
            }
        }
        Quantity ofBytes = Quantity.of(Quantity.BYTES, allBytes);
        Quantity plain = Quantity.of("", List.of());
        for (int i = 0; i < row.size(); i++) {
            Listing.Column column = listing.columns().get(i);
            Value value = Objects.requireNonNull(row.get(i));
            boolean bytes = column.unit().equals(Quantity.BYTES);
            table.row(
                    column.name(),
                    bytes ? ofBytes.text(value) : plain.text(value),
                    bytes ? plain.text(value) : "",
                    column.unit());
        }
        int columns = 4;
        while (columns > 2 && table.firstColumns(columns).width() > console.width()) {
            columns--;
        }
        console.print(table.firstColumns(columns).print(console.style()));
        if (columns == 2) {
            console.note("exact values: --format csv");
        }
    }

    /** A line for each point; what all points share stands once above them: settings, and the formulas of {@code alike}. */
    private static void printGrid(Listing listing, List<Integer> alike, Sweep sweep, Console console) {
        List<Integer> kept = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        for (int i = 0; i < listing.columns().size(); i++) {
            Value fixed = sweep.fixed().get(listing.columns().get(i).name());
            if (fixed != null) {
                shared.add(listing.columns().get(i).name() + " " + fixed);
            } else if (!alike.contains(i)) {
                kept.add(i);
            }
        }
        if (!shared.isEmpty()) {
            console.print(Paragraph.wrap(String.join(", ", shared), "", console.width()) + "\n");
        }
        if (!alike.isEmpty()) {
            printLines(listing.columnsAt(alike), console);
            console.print("\n");
        }
        Listing table = listing.columnsAt(kept);
        long keys = table.columns().stream()
                .takeWhile(column -> sweep.formulas().parameters().containsKey(column.name()))
                .count();
        printFolded(table, (int) keys, console);
    }

    /** Prints a table; one that is too wide in parts below each other, each with the first {@code keys} columns. */
    static void printFolded(Listing listing, int keys, Console console) {
        int from = keys;
        int count = listing.columns().size();
        boolean first = true;
        do {
            int to = count;
            while (to > from + 1 && listing.columns(keys, from, to).width() > console.width()) {
                to--;
            }
            if (!first) {
                console.line("");
            }
            listing.columns(keys, from, to).print(Format.TABLE, console);
            first = false;
            from = to;
        } while (from < count);
    }

    /** The values that nobody chose. */
    private static void printDefaults(Sweep sweep, Console console) {
        Map<String, String> defaults = Answerable.defaults(sweep);
        if (!defaults.isEmpty()) {
            List<String> texts = new ArrayList<>();
            defaults.entrySet().stream()
                    .limit(MOST_DEFAULTS)
                    .forEach(entry -> texts.add(entry.getKey() + " " + entry.getValue()));
            if (defaults.size() > MOST_DEFAULTS) {
                texts.add("and " + (defaults.size() - MOST_DEFAULTS) + " more that explain lists");
            }
            String line = Paragraph.wrap("by default: " + String.join(", ", texts), "", "  ", console.width());
            console.print("\n" + console.style().faint(line.stripTrailing()) + "\n");
        }
    }
}
