package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.spec.Sweep;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** {@code query}: one question about all points of a grid, of any size, without writing them. */
final class QueryCommand implements Command {
    static final String COUNT = "--count";
    static final String ROWS = "--rows";
    static final String SAMPLE = "--sample";
    static final String TOP = "--top";
    static final String BY = "--by";
    static final String FRONTIER = "--frontier";
    static final String SUMMARY = "--summary";
    static final String GROUP_BY = "--group-by";
    static final String HISTOGRAM = "--histogram";
    static final String BINS = "--bins";
    static final String MAX = "--max";
    static final String MIN = "--min";

    /** What is asked; one at a time, but that a summary may be by group. */
    private static final List<String> QUESTIONS =
            List.of(COUNT, ROWS, SAMPLE, TOP, FRONTIER, SUMMARY, GROUP_BY, HISTOGRAM, MAX, MIN);

    static final int MOST_BINS = 10_000;
    static final int USUAL_BINS = 20;

    @Override
    public String name() {
        return "query";
    }

    @Override
    public String summary() {
        return "Count, rank or summarise all points of a grid of any size, without writing them.";
    }

    @Override
    public boolean takesParameters() {
        return true;
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "[SPEC.yaml] [--PARAMETER VALUE[,VALUE...]]... QUESTION [OPTION]...",
                "memsweep query sweep.yaml --where \"total_bytes <= 80 GiB\"",
                "memsweep query sweep.yaml --rows 100 --columns tp,total_bytes --tp 1,2,4,8 --micro-batch 1",
                "memsweep query sweep.yaml --sample 1000 --where fits_80gib --format csv > sample.csv",
                "memsweep query sweep.yaml --top 20 --by total_bytes",
                "memsweep query sweep.yaml --top 5 --by \"micro_batch desc, total_bytes\" --where fits_80gib",
                "memsweep query sweep.yaml --max seq_len --where fits_80gib --format csv",
                "memsweep query sweep.yaml --frontier \"total_bytes, micro_batch desc\"",
                "memsweep query sweep.yaml --group-by precision,tp --summary total_bytes");
        spec.addPositional(Options.words("SPEC.yaml", "The sweep spec.", "0..1"));
        spec.addOption(Options.flag("How many points the conditions keep (the question where none is asked).", COUNT));
        spec.addOption(Options.value("N", "The first N points that the conditions keep, in row order.", ROWS));
        spec.addOption(Options.value(
                "N",
                "About N of the points that the conditions keep, chosen evenly; the same ones each time.",
                SAMPLE));
        spec.addOption(Options.value("N", "The first N points in the order of " + BY + ".", TOP));
        spec.addOption(Options.value("COLUMN[ desc],...", "The order, least first, or greatest first with desc.", BY));
        spec.addOption(Options.value(
                "COLUMN[ desc],...",
                "The Pareto frontier: points that no other is as good as in all columns and better in one.",
                FRONTIER));
        spec.addOption(Options.value(
                "COLUMN,...",
                "Least, greatest, mean value and exact quantiles; with " + GROUP_BY + " no quantiles.",
                SUMMARY));
        spec.addOption(Options.value("AXIS,...", "Count the points for each value of these axes.", GROUP_BY));
        spec.addOption(Options.value("COLUMN", "How many points have values in each of some bins.", HISTOGRAM));
        spec.addOption(Options.value("N", "Bins of a histogram (default: " + USUAL_BINS + ").", BINS));
        spec.addOption(Options.value(
                "AXIS", "For each point of the other axes the largest value that the conditions keep.", MAX));
        spec.addOption(Options.value("AXIS", "The same with the smallest value.", MIN));
        spec.addOption(Options.value("N", "Threads (default: one a processor).", SweepCommand.THREADS));
        Options.addQuestion(spec);
        spec.addOption(Options.formatOfManyRows());
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        Question question = Question.ofSpecOrFlags(arguments, this, session);
        Flags flags = question.flags();
        Format format = Format.of(flags.value(Options.FORMAT), Format.OF_MANY_ROWS);
        if (question.isPrinted()) {
            return ExitCode.DONE;
        }
        checkCombination(flags);
        int threads = SweepCommand.threads(flags, session);
        Sweep sweep =
                question.spec().columns().isEmpty() ? Answerable.of(question).sweep() : question.bind();
        new QueryAnswer(sweep, flags, threads, format, session).print();
        return ExitCode.DONE;
    }

    private static void checkCombination(Flags flags) {
        List<String> asked = QUESTIONS.stream().filter(flags::has).toList();
        boolean summaryByGroup = asked.equals(List.of(SUMMARY, GROUP_BY));
        if (asked.size() > 1 && !summaryByGroup) {
            throw new InputException(
                    Location.of(asked.get(1)), "does not go with " + asked.get(0) + "; ask one question at a time");
        }
        goesWith(flags, TOP, BY);
        goesWith(flags, BY, TOP);
        goesWith(flags, BINS, HISTOGRAM);
    }

    private static void goesWith(Flags flags, String option, String other) {
        if (flags.has(option) && !flags.has(other)) {
            throw new InputException(Location.of(option), "needs " + other + " too");
        }
    }

    /** The number that an option is given, from 1 to {@code most}. */
    static int number(String option, String written, int most) {
        if (!written.matches("0*[1-9][0-9]{0,6}") || Integer.parseInt(written) > most) {
            throw new InputException(
                    Location.of(option),
                    String.format(Locale.ROOT, "must be a whole number from 1 to %,d, found '%s'", most, written));
        }
        return Integer.parseInt(written);
    }
}
