package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.memory.MemoryModel;
import dev.memsweep.parquet.DatasetTarget;
import dev.memsweep.parquet.Storage;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** {@code describe}: all that is known of a name, or of a file or directory that was written. */
final class DescribeCommand implements Command {
    private static final String PARQUET = ".parquet";
    private static final String FORMULAS = ".formulas";
    private static final List<Format> FORMATS = List.of(Format.TABLE, Format.JSON, Format.MARKDOWN);

    @Override
    public String name() {
        return "describe";
    }

    @Override
    public String summary() {
        return "Tell all that is known of a model, device, formula, parameter, table, formula set, spec, Parquet file or "
                + "directory of them.";
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "NAME|FILE|DIR [OPTION]...",
                "memsweep describe llama-2-70b",
                "memsweep describe activation_bytes",
                "memsweep describe training",
                "memsweep describe total_bytes --formulas training",
                "memsweep describe training --format markdown > training.md",
                "memsweep describe sweeps/specs/training-grid.yaml",
                "memsweep describe sweep.parquet",
                "memsweep describe tables/",
                "memsweep describe hdfs://host/x.parquet");
        spec.addPositional(Options.words(
                "NAME|FILE|DIR",
                "A name, a formula set, a file (.formulas, .yaml, .parquet) or a directory; Parquet also by a URI.",
                "1"));
        spec.addOption(Options.value(
                "FORMAT", "How to print: table, json, or markdown for a formula set as a page.", Options.FORMAT));
        Options.addSources(spec);
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) throws IOException {
        Flags flags = Flags.parse(arguments, options());
        String name = flags.words().get(0);
        Format format = Format.of(flags.value(Options.FORMAT), FORMATS);
        boolean isSpec = session.sources().isSpec(name);
        if (isSpec || isStored(name, session)) {
            refuse(
                    format == Format.MARKDOWN || (format == Format.JSON && !isSpec),
                    format,
                    format == Format.JSON ? "a formula set, a spec or a name" : "a formula set");
            if (isSpec) {
                Question question = Question.ofSpecOrFlags(arguments.without(Options.FORMAT), this, session);
                Sweep sweep = question.bindForOutput();
                if (format == Format.JSON) {
                    session.console().print(SpecJson.of(question.spec(), sweep));
                } else {
                    SpecDescription.print(name, sweep, question.spec().output(), session.console());
                }
            } else {
                Stored stored = Stored.at(name, session);
                if (stored.isDataset()) {
                    DatasetDescription.print(stored, session.console());
                } else {
                    ParquetDescription.print(stored, session.console());
                }
            }
            return ExitCode.DONE;
        }
        boolean isSet = MemoryModel.isPath(name) || MemoryModel.sets().contains(name);
        refuse(format == Format.MARKDOWN && !isSet, format, "a formula set");
        Known known = Known.of(isSet ? withFormulas(arguments, name) : arguments, session);
        switch (format) {
            case TABLE -> new Description(known, session.console()).print(name, isSet);
            case JSON -> {
                Named named = isSet ? Named.all(known.formulas()) : Named.of(name, known);
                session.console().print(DescriptionJson.of(named, known));
            }
            case MARKDOWN -> session.console().print(ReferencePage.of(known.formulas()));
            case CSV, COLUMNS -> throw new IllegalArgumentException("not among the formats");
        }
        return ExitCode.DONE;
    }

    /** Whether a name is that of a Parquet file, or of a directory of them. */
    private static boolean isStored(String name, Session session) {
        if (name.endsWith(PARQUET) || Storage.isRemote(name)) {
            return true;
        }
        if (!session.sources().hasFiles() && !name.contains("/")) {
            return false;
        }
        Path path = session.path(name);
        boolean isFile = name.endsWith("/")
                || Files.isDirectory(path)
                || (Files.isRegularFile(path) && !name.endsWith(FORMULAS));
        return Files.isRegularFile(path.resolve(DatasetTarget.MANIFEST)) || (name.contains("/") && isFile);
    }

    private static void refuse(boolean wrong, Format format, String what) {
        if (wrong) {
            String name = format.name().toLowerCase(Locale.ROOT);
            throw new InputException(Location.of(Options.FORMAT), name + " is for " + what + " only");
        }
    }

    private static Arguments withFormulas(Arguments arguments, String set) {
        List<Arguments.Argument> list =
                new ArrayList<>(arguments.without(Options.FORMULAS).list());
        list.add(new Arguments.Argument(Options.FORMULAS, set));
        return new Arguments(list);
    }
}
