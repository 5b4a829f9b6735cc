package dev.memsweep.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** What the command prints about itself. */
final class Help {
    private static final int WIDEST = 100;

    /** The least that the options are laid out for. */
    private static final int NARROWEST = 60;

    private static final String OVERVIEW = """
            memsweep sizes the memory of large language models: one set-up, or millions of them.

              memsweep estimate --model llama-2-7b                      how much does this need?
              memsweep explain --model llama-2-7b                       where does each number come from?
              memsweep fit --model llama-3.1-70b --gpus 64              which set-ups fit?
              memsweep sweep --model llama-2-70b --tp 1,2,4,8 --micro-batch 1..64 -o grid.parquet

            Commands:
              estimate     one set-up, or a small grid, on the screen
              fit          which set-ups fit, best first, or what to change
              explain      formulas with the numbers put in, and their sources
              sweep        every point of a grid, to a Parquet file
              query        count, rank or summarise all points of a grid of any size
              sql          the same sweep as one SQL query
              list         models, devices, formulas, parameters, tables
              describe     all that is known of one of them, of a formula set, a spec or a file written
              verify       whether a file written is whole, to the last bit
              serve        the explorer: a page on this machine over all of this
              report       the explorer's pictures of a spec in one HTML file
              completion   completion script for bash and zsh

            The formulas are a rule of thumb unless --formulas training or --formulas inference is given.
            One value of a parameter is a setting, several make an axis: --tp 8, --tp 1,2,4,8, --tp 1..8.
            memsweep COMMAND --help shows options and examples, memsweep --version the version.
            """;

    private Help() {}

    static String overview() {
        return OVERVIEW;
    }

    /** The help of a command; that of parameters is for the formula set that the arguments name. */
    static String of(Command command, Arguments arguments, Session session) {
        CommandSpec spec = command.options();
        if (command.takesParameters()) {
            ParameterOptions.addGroup(
                    spec,
                    Known.of(command.sources(arguments), session).formulas(),
                    Map.of(),
                    command.settings(arguments));
        }
        Console console = session.console();
        spec.usageMessage().width(Math.max(NARROWEST, Math.min(WIDEST, console.width())));
        StringWriter text = new StringWriter();
        Ansi ansi = console.style() == Style.COLOUR ? Ansi.ON : Ansi.OFF;
        new CommandLine(spec).usage(new PrintWriter(text, true), ansi);
        return text.toString().replaceAll("(?m) +$", "").stripTrailing() + "\n";
    }
}
