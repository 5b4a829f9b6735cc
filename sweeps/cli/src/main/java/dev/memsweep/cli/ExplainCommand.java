package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Problem;
import dev.memsweep.grid.Axis;
import dev.memsweep.parquet.DatasetTarget;
import dev.memsweep.spec.JsonText;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code explain}: where each number of one point comes from. */
final class ExplainCommand implements Command {
    static final List<Format> FORMATS = List.of(Format.TABLE, Format.JSON);

    private static final String PARQUET = ".parquet";

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String summary() {
        return "Where does each number come from? Formulas as written, with the numbers put in, and their sources.";
    }

    @Override
    public boolean takesParameters() {
        return true;
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "[SPEC.yaml] [FORMULA]... --model NAME [--PARAMETER VALUE]... | FILE.parquet|DIR/ --row N [COLUMN]...",
                "memsweep explain --model llama-2-70b --tp 8",
                "memsweep explain total_bytes --model chatglm-6b --seq-len 4k",
                "memsweep explain activation_bytes --model chatglm-6b --format json",
                "memsweep explain sweep.yaml total_bytes --tp 8 --micro-batch 4   (a point of a spec)",
                "memsweep explain sweep.parquet --row 1234   (from the file alone, and compared with it)",
                "memsweep explain tables/ --row 1234 total_bytes");
        spec.addPositional(Options.words(
                "SPEC.yaml|FORMULA|FILE|DIR/",
                "A sweep spec with flags for its axes first; then explain only these formulas and what they use. "
                        + "With --row a Parquet file or a directory of them, a path or a URI.",
                "0..*"));
        spec.addOption(Options.value(
                "N",
                "The row to explain and to check, counted from 0; of a directory, over its files in the order of the manifest.",
                Options.ROW));
        Options.addQuestion(spec);
        spec.addOption(Options.format());
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) throws IOException {
        List<String> files = arguments.words().stream()
                .filter(word -> !session.sources().isSpec(word) && isFile(word, arguments, session))
                .toList();
        if (!files.isEmpty()) {
            return RowExplanation.of(arguments, files.get(0), options(), session);
        }
        Question question = Question.ofWords(arguments, this, session);
        if (question.flags().has(Options.ROW)) {
            throw new InputException(
                    Location.of(Options.ROW),
                    "needs the Parquet file that has the row, as in memsweep explain sweep.parquet --row 0");
        }
        Format format = Format.of(question.flags().value(Options.FORMAT), FORMATS);
        if (question.isPrinted()) {
            return ExitCode.DONE;
        }
        Sweep sweep;
        List<String> names;
        if (question.words().isEmpty()) {
            Answerable answerable = Answerable.of(question);
            sweep = answerable.sweep();
            names = answerable.formulas();
        } else {
            names = formulas(question);
            sweep = question.bind(
                    names.stream().map(name -> Item.of(name, Location.of(""))).toList());
        }
        requireOnePoint(sweep);
        PointExplanation point =
                new PointExplanation(sweep, new int[sweep.grid().axes().size()], names);
        if (format == Format.JSON) {
            session.console().print(JsonText.indented(point::write));
        } else {
            point.print(session.console());
        }
        return ExitCode.DONE;
    }

    /** Whether a word is a path, a URI, a directory of part files, or, where a row is asked for, anything that is there. */
    private static boolean isFile(String word, Arguments arguments, Session session) {
        if (word.endsWith(PARQUET) || word.contains("/")) {
            return true;
        }
        if (!session.sources().hasFiles()) {
            return false;
        }
        Path path = session.path(word);
        return Files.isRegularFile(path.resolve(DatasetTarget.MANIFEST))
                || (arguments.has(Options.ROW) && Files.exists(path));
    }

    /** The formulas that the words name. */
    private static List<String> formulas(Question question) {
        Set<String> known = new LinkedHashSet<>(question.formulas().formulas().keySet());
        question.spec().derive().forEach(derivation -> known.add(derivation.name()));
        List<Problem> problems = new ArrayList<>();
        for (String word : question.words()) {
            if (!known.contains(word)) {
                problems.add(
                        Problem.at(Location.of(""), "unknown formula '" + word + "'" + NearestName.hint(word, known)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
        return question.words();
    }

    private static void requireOnePoint(Sweep sweep) {
        List<Problem> problems = new ArrayList<>();
        for (Axis axis : sweep.grid().axes()) {
            if (axis.size() > 1) {
                problems.add(Problem.at(
                        Location.of(""),
                        "explain looks at one point, but '" + axis.name() + "' has " + axis.size()
                                + " values; give it one"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
    }
}
