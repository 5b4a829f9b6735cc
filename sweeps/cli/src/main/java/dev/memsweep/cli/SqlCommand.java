package dev.memsweep.cli;

import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSql;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sql}: the same sweep as one query. */
final class SqlCommand implements Command {
    private static final String UNORDERED = "--unordered";

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public String summary() {
        return "Print a sweep as one SQL query for DuckDB: the same rows, values and types.";
    }

    @Override
    public boolean takesParameters() {
        return true;
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "[SPEC.yaml] [--PARAMETER VALUE[,VALUE...]]... [OPTION]...",
                "memsweep sql sweep.yaml | duckdb",
                "memsweep sql --model llama-2-70b --tp 1,2,4,8 --columns tp,total_bytes");
        spec.addPositional(Options.words("SPEC.yaml", "The sweep spec.", "0..1"));
        Options.addQuestion(spec);
        spec.addOption(Options.flag("Leave out ORDER BY, as suits an aggregate.", UNORDERED));
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        Question question = Question.ofSpecOrFlags(arguments, this, session);
        if (!question.isPrinted()) {
            Sweep sweep = question.bind();
            session.console()
                    .print(question.flags().has(UNORDERED) ? SweepSql.unordered(sweep) : SweepSql.ordered(sweep));
        }
        return ExitCode.DONE;
    }
}
