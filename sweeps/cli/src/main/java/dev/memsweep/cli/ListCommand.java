package dev.memsweep.cli;

import dev.memsweep.catalog.Table;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Range;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code list}: what there is, a line each. */
final class ListCommand implements Command {
    private static final String FILTER = "--filter";
    private static final String FORMULAS = "formulas";
    private static final String PARAMETERS = "parameters";

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String summary() {
        return "List models, devices, formulas, parameters, or the rows of any table of the formula set.";
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "WHAT [--filter TEXT] [OPTION]...",
                "memsweep list models --filter llama",
                "memsweep list devices --format csv",
                "memsweep list formulas",
                "memsweep list parameters --formulas ./mine.formulas");
        spec.addPositional(Options.words(
                "WHAT",
                "models, devices, formulas, parameters or another table.",
                "1",
                List.of("models", "devices", FORMULAS, PARAMETERS)));
        spec.addOption(Options.value("TEXT", "Keep only the lines with this text.", FILTER));
        spec.addOption(Options.format());
        Options.addSources(spec);
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        Flags flags = Flags.parse(arguments, options());
        Format format = Format.of(flags.value(Options.FORMAT));
        Known known = Known.of(arguments, session);
        String what = kind(flags.words().get(0), known);
        Listing all = switch (what) {
            case FORMULAS -> formulas(known);
            case PARAMETERS -> parameters(known);
            default -> rows(known.table(what));
        };
        Listing kept = filtered(all, flags.value(FILTER));
        if (kept.rows().isEmpty() && format == Format.TABLE) {
            session.console()
                    .warn("no " + flags.words().get(0) + " with '"
                            + flags.value(FILTER).orElse("") + "'");
            return ExitCode.NO;
        }
        if (format == Format.TABLE && (what.equals(FORMULAS) || what.equals(PARAMETERS))) {
            Set<String> names = new LinkedHashSet<>();
            kept.rows().forEach(row -> names.add(String.valueOf(row.get(0))));
            printDeclarations(names, what, known.formulas(), new Declarations(session.console()));
        } else if (format == Format.TABLE) {
            printFitting(kept, session.console());
        } else {
            kept.print(format, session.console());
        }
        return kept.rows().isEmpty() ? ExitCode.NO : ExitCode.DONE;
    }

    private static void printDeclarations(Set<String> names, String what, FormulaSet set, Declarations declarations) {
        if (what.equals(FORMULAS)) {
            declarations.formulas(
                    "",
                    names.stream()
                            .map(set.formulas()::get)
                            .filter(Objects::nonNull)
                            .toList());
        } else {
            declarations.parameters(
                    "",
                    names.stream()
                            .map(set.parameters()::get)
                            .filter(Objects::nonNull)
                            .toList());
        }
    }

    /** The kind that a word means, singular or plural. */
    private static String kind(String word, Known known) {
        Set<String> kinds = new LinkedHashSet<>(known.formulas().tables().keySet());
        kinds.add(FORMULAS);
        kinds.add(PARAMETERS);
        for (String kind : kinds) {
            String singular = kind.replaceFirst("s$", "");
            if (word.equals(kind) || word.equals(singular) || word.equals(kind + "s")) {
                return kind;
            }
        }
        List<String> plurals = kinds.stream()
                .map(kind -> kind.endsWith("s") ? kind : kind + "s")
                .toList();
        throw new InputException(Location.of(""), "cannot list '" + word + "'" + NearestName.hint(word, plurals));
    }

    private static Listing formulas(Known known) {
        List<List<@Nullable Value>> rows = new ArrayList<>();
        for (Formula formula : known.formulas().formulas().values()) {
            if (!formula.hidden()) {
                rows.add(texts(
                        formula.name(),
                        formula.type().toString(),
                        formula.doc().unit(),
                        formula.doc().summary()));
            }
        }
        return new Listing(columns("name", "type", "unit", "description"), rows);
    }

    private static Listing parameters(Known known) {
        List<List<@Nullable Value>> rows = new ArrayList<>();
        for (Parameter parameter : known.formulas().parameters().values()) {
            rows.add(texts(
                    parameter.name(),
                    parameter.type().toString(),
                    parameter.fallback().map(ParameterOptions::text).orElse(""),
                    parameter.range().equals(Range.ALL) ? "" : parameter.range().toString(),
                    parameter.doc().unit(),
                    parameter.doc().summary()));
        }
        return new Listing(columns("name", "type", "default", "range", "unit", "description"), rows);
    }

    private static Listing rows(Table table) {
        List<Listing.Column> columns = new ArrayList<>();
        columns.add(new Listing.Column("name", ""));
        for (TableSchema.Attribute attribute : table.schema().attributes().values()) {
            columns.add(new Listing.Column(attribute.name(), attribute.doc().unit()));
        }
        Map<String, List<String>> aliases = new HashMap<>();
        table.aliases()
                .forEach((alias, label) ->
                        aliases.computeIfAbsent(label, row -> new ArrayList<>()).add(alias));
        if (!aliases.isEmpty()) {
            columns.add(new Listing.Column("aliases", ""));
        }
        List<List<@Nullable Value>> rows = new ArrayList<>();
        for (Value.Row row : table.rows().values()) {
            List<@Nullable Value> cells = new ArrayList<>();
            cells.add(new Value.Text(row.label()));
            for (String attribute : table.schema().attributes().keySet()) {
                cells.add(row.attributes().get(attribute));
            }
            if (!aliases.isEmpty()) {
                cells.add(new Value.Text(String.join(", ", aliases.getOrDefault(row.label(), List.of()))));
            }
            rows.add(cells);
        }
        return new Listing(columns, rows);
    }

    private static List<Listing.Column> columns(String... names) {
        List<Listing.Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new Listing.Column(name, ""));
        }
        return columns;
    }

    private static List<@Nullable Value> texts(String... texts) {
        List<@Nullable Value> cells = new ArrayList<>();
        for (String text : texts) {
            cells.add(new Value.Text(text));
        }
        return cells;
    }

    private static Listing filtered(Listing all, Optional<String> filter) {
        if (filter.isEmpty()) {
            return all;
        }
        String wanted = folded(filter.get());
        List<List<@Nullable Value>> rows = new ArrayList<>();
        for (List<@Nullable Value> row : all.rows()) {
            boolean found = false;
            for (Value cell : row) {
                found |= cell instanceof Value.Text text && folded(text.value()).contains(wanted);
            }
            if (found) {
                rows.add(row);
            }
        }
        return new Listing(all.columns(), rows);
    }

    /** Names are written with hyphens, and often searched with underscores. */
    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Prints as many columns as the page has room for, and says how to see the others. */
    private static void printFitting(Listing listing, Console console) {
        int columns = listing.columns().size();
        Listing fitting = listing;
        while (columns > 1 && fitting.width() > console.width()) {
            columns--;
            fitting = listing.firstColumns(columns);
        }
        fitting.print(Format.TABLE, console);
        int hidden = listing.columns().size() - columns;
        if (hidden > 0) {
            console.note(hidden + " more columns: --format csv, or memsweep describe NAME");
        }
    }
}
