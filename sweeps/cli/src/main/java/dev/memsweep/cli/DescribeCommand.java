package dev.memsweep.cli;

import dev.memsweep.memory.MemoryModel;
import dev.memsweep.parquet.DatasetTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code describe}: all that is known of a name, or of a file or directory that was written. */
final class DescribeCommand implements Command {
    private static final String PARQUET = ".parquet";

    @Override
    public String name() {
        return "describe";
    }

    @Override
    public String summary() {
        return "Tell all that is known of a model, device, formula, parameter, table, formula set, Parquet file or directory of "
                + "them.";
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "NAME|FILE.parquet|DIR [OPTION]...",
                "memsweep describe llama-2-70b",
                "memsweep describe activation_bytes",
                "memsweep describe transformer-math",
                "memsweep describe sweep.parquet",
                "memsweep describe tables/");
        spec.addPositional(Options.words("NAME", "What to describe.", "1"));
        Options.addSources(spec);
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) throws IOException {
        Flags flags = Flags.parse(arguments, options());
        String name = flags.words().get(0);
        Path path = session.path(name);
        if (Files.isRegularFile(path.resolve(DatasetTarget.MANIFEST))) {
            DatasetDescription.print(path, session.console());
            return ExitCode.DONE;
        }
        if (name.endsWith(PARQUET)
                || (name.contains("/") && !name.endsWith(".formulas") && Files.isRegularFile(path))) {
            ParquetDescription.print(path, session.console());
            return ExitCode.DONE;
        }
        boolean isSet = MemoryModel.isPath(name) || MemoryModel.sets().contains(name);
        Known known = Known.of(isSet ? withFormulas(arguments, name) : arguments, session);
        new Description(known, session.console()).print(name, isSet);
        return ExitCode.DONE;
    }

    private static Arguments withFormulas(Arguments arguments, String set) {
        List<Arguments.Argument> list = new ArrayList<>();
        for (Arguments.Argument argument : arguments.list()) {
            if (!argument.option().equals(Options.FORMULAS)) {
                list.add(argument);
            }
        }
        list.add(new Arguments.Argument(Options.FORMULAS, set));
        return new Arguments(list);
    }
}
