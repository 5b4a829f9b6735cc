package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.formula.EvaluationException;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Numbers;
import dev.memsweep.formula.Value;
import dev.memsweep.spec.JsonText;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what {@code fit} found. */
final class FitReport {
    private static final String LARGEST = "largest";
    private static final String TOTAL = "total_bytes";

    private final FitUse use;
    private final FitObjective objective;
    private final List<FitSearch.Answer> answers;
    private final boolean chosen;
    private final Console console;

    /** A report; {@code chosen} says whether the user chose the columns. */
    FitReport(FitUse use, FitObjective objective, List<FitSearch.Answer> answers, boolean chosen, Console console) {
        this.use = use;
        this.objective = objective;
        this.answers = answers;
        this.chosen = chosen;
        this.console = console;
    }

    void print(Format format) {
        switch (format) {
            case JSON -> printJson();
            case CSV -> printCsv();
            default -> printTables();
        }
    }

    private static String model(FitSearch.Answer answer) {
        return String.valueOf(answer.space().sweep().fixed().get("model"));
    }

    /** The question in short: model, device, GPUs. */
    private String title(FitSearch.Answer answer) {
        List<Value> gpus = answer.space().values(use.gpus());
        String count = gpus.size() == 1 ? gpus.get(0).toString() : gpus.get(0) + " to " + gpus.get(gpus.size() - 1);
        return use.name() + " of " + model(answer) + " on " + count + " x " + answer.device();
    }

    /** The columns of a listing, and the largest component unless the user chose. */
    private List<Listing.Column> columns(Sweep sweep) {
        List<Listing.Column> columns = new ArrayList<>();
        for (String name : sweep.columns()) {
            columns.add(new Listing.Column(name, EstimateCommand.unit(sweep.formulas(), name)));
        }
        if (!chosen) {
            columns.add(new Listing.Column(LARGEST, ""));
        }
        return columns;
    }

    private List<@Nullable Value> values(Sweep sweep, NumberReading reading) {
        List<@Nullable Value> values = new ArrayList<>();
        sweep.columns().forEach(name -> values.add(value(reading, name)));
        if (!chosen) {
            values.add(new Value.Text(largest(reading)));
        }
        return values;
    }

    private static @Nullable Value value(NumberReading reading, String name) {
        try {
            return reading.value(name);
        } catch (EvaluationException e) {
            return null;
        }
    }

    private String largest(NumberReading reading) {
        String largest = "";
        long most = -1;
        for (String component : use.components()) {
            long bytes = whole(reading.value(component));
            if (bytes > most) {
                most = bytes;
                largest = component;
            }
        }
        return largest;
    }

    private static long whole(Value value) {
        return value instanceof Value.Int number ? number.value() : 0;
    }

    private Listing listing(FitSearch.Answer answer, List<Long> rows) {
        Sweep sweep = answer.space().sweep();
        List<List<@Nullable Value>> values = new ArrayList<>();
        rows.forEach(row -> values.add(values(sweep, answer.reading(row))));
        return new Listing(columns(sweep), values);
    }

    // For people

    private void printTables() {
        boolean first = true;
        for (FitSearch.Answer answer : answers) {
            if (!first) {
                console.line("");
            }
            first = false;
            printTable(answer);
        }
        if (!answers.isEmpty()) {
            printAssumptions(answers.get(0));
        }
    }

    /** The values that all answers hold for, whoever chose them. */
    private void printAssumptions(FitSearch.Answer answer) {
        Sweep sweep = answer.space().sweep();
        List<String> told = new ArrayList<>();
        for (String name : use.told()) {
            if (sweep.grid().axisOf(name) < 0) {
                told.add(name + " " + answer.reading(0).value(name));
            }
        }
        String line = Paragraph.wrap("all for " + String.join(", ", told), "", "  ", console.width());
        console.print("\n" + console.style().faint(line.stripTrailing()) + "\n");
    }

    private void printTable(FitSearch.Answer answer) {
        FitRanking.Group found = answer.found();
        boolean fits = found.fitting() > 0;
        String verdict = fits
                ? Numbers.grouped(found.fitting()) + " of "
                        + setUps(answer.space().setUps()) + " fit; best by " + objective.text()
                : "none of " + setUps(answer.space().setUps()) + " fits"
                        + (found.nearest().isEmpty() ? "" : "; the nearest:");
        console.print(Paragraph.wrap(title(answer) + ": " + verdict, "", console.width()));
        printRejected(answer);
        List<Long> rows = fits ? found.best() : found.nearest();
        if (!rows.isEmpty()) {
            console.line("");
            printListing(listing(answer, rows), answer.space().sweep());
        }
        if (!fits) {
            printChanges(answer);
        }
    }

    private static String setUps(long count) {
        return Numbers.grouped(count) + (count == 1 ? " set-up" : " set-ups");
    }

    private void printRejected(FitSearch.Answer answer) {
        FitRanking.Group found = answer.found();
        List<String> reasons = new ArrayList<>();
        long dropped = answer.space().setUps() - found.seen();
        if (dropped > 0) {
            reasons.add(Numbers.grouped(dropped) + " conditions");
        }
        long legal = found.seen();
        for (Map.Entry<String, Long> rule : found.rejected().entrySet()) {
            reasons.add(Numbers.grouped(rule.getValue()) + " " + rule.getKey());
            legal -= rule.getValue();
        }
        if (legal > found.fitting()) {
            reasons.add(Numbers.grouped(legal - found.fitting()) + " memory");
        }
        if (!reasons.isEmpty()) {
            console.print(Paragraph.wrap("rejected: " + String.join(", ", reasons), "", "  ", console.width()));
        }
    }

    /** What all rows share in a line, the rest in a table. */
    private void printListing(Listing listing, Sweep sweep) {
        List<String> shared = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < listing.columns().size(); i++) {
            int column = i;
            Listing.Column declared = listing.columns().get(i);
            List<@Nullable Value> values = new ArrayList<>();
            listing.rows().forEach(row -> values.add(row.get(column)));
            if (listing.rows().size() > 1 && values.stream().distinct().count() == 1) {
                shared.add(declared.name() + " "
                        + Quantity.of(declared.unit(), values).text(values.get(0)));
            } else {
                kept.add(i);
            }
        }
        Listing table = listing.columnsAt(kept);
        long keys = table.columns().stream()
                .takeWhile(column -> sweep.formulas().parameters().containsKey(column.name()))
                .count();
        EstimateCommand.printFolded(table, (int) keys, console);
        if (!shared.isEmpty()) {
            console.print(Paragraph.wrap("all with " + String.join(", ", shared), "", "  ", console.width()));
        }
    }

    private void printChanges(FitSearch.Answer answer) {
        List<Long> nearest = answer.found().nearest();
        for (int i = 0; i < nearest.size(); i++) {
            List<FitChanges.Change> changes = answer.changes().of(nearest.get(i));
            if (changes.isEmpty()) {
                continue;
            }
            console.line("");
            console.line(
                    nearest.size() == 1 ? "one change makes it fit:" : "one change makes set-up " + (i + 1) + " fit:");
            TextTable table = new TextTable();
            table.alignRight(2);
            table.alignRight(3);
            for (FitChanges.Change change : changes) {
                NumberReading reading = answer.changes().reading(change);
                table.row(
                        "  " + change.parameter() + " " + change.from() + " -> " + change.to(),
                        change.searched() ? "with " + chosen(change, answer) : "",
                        "needs " + Numbers.bytes(whole(reading.value(TOTAL))),
                        "leaves " + Numbers.bytes(whole(reading.value(FitRanking.HEADROOM))));
            }
            console.print(table.print(console.style()));
        }
        if (nearest.stream().allMatch(row -> answer.changes().of(row).isEmpty())) {
            console.line("");
            console.line("no single change that was tried makes one of them fit");
        }
    }

    /** The parameters that a new search chose. */
    private static String chosen(FitChanges.Change change, FitSearch.Answer answer) {
        return answer.space().sweep().grid().axes().stream()
                .flatMap(axis -> axis.columns().stream())
                .map(column -> column.parameter())
                .filter(name -> !name.equals(change.parameter()) && !name.equals(FitSpace.DEVICE))
                .map(name -> name + " " + change.point().get(name))
                .collect(Collectors.joining(", "));
    }

    // For programs

    private void printJson() {
        console.print("[");
        String separator = "\n";
        for (FitSearch.Answer answer : answers) {
            console.print(separator + JsonText.line(json -> write(json, answer)));
            separator = ",\n";
        }
        console.print("\n]\n");
    }

    private void write(JsonGenerator json, FitSearch.Answer answer) throws IOException {
        FitRanking.Group found = answer.found();
        json.writeStartObject();
        json.writeStringField("for", use.name());
        json.writeStringField("model", model(answer));
        json.writeStringField("device", answer.device().toString());
        json.writeStringField("by", objective.text());
        json.writeNumberField("set_ups", answer.space().setUps());
        json.writeNumberField("fitting", found.fitting());
        json.writeObjectFieldStart("rejected");
        long legal = found.seen();
        for (Map.Entry<String, Long> rule : found.rejected().entrySet()) {
            json.writeNumberField(rule.getKey(), rule.getValue());
            legal -= rule.getValue();
        }
        json.writeNumberField("conditions", answer.space().setUps() - found.seen());
        json.writeNumberField("memory", legal - found.fitting());
        json.writeEndObject();
        json.writeArrayFieldStart("best");
        for (long row : found.best()) {
            json.writeStartObject();
            writeFields(json, answer.space().sweep(), answer.reading(row));
            json.writeEndObject();
        }
        json.writeEndArray();
        if (found.fitting() == 0) {
            json.writeArrayFieldStart("nearest");
            for (long row : found.nearest()) {
                json.writeStartObject();
                json.writeStringField(FitRanking.LEGALITY, rule(answer, row));
                writeFields(json, answer.space().sweep(), answer.reading(row));
                json.writeArrayFieldStart("changes");
                for (FitChanges.Change change : answer.changes().of(row)) {
                    write(json, change, answer);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static String rule(FitSearch.Answer answer, long row) {
        return answer.reading(row).value(FitRanking.LEGALITY).toString();
    }

    private void writeFields(JsonGenerator json, Sweep sweep, NumberReading reading) throws IOException {
        List<Listing.Column> columns = columns(sweep);
        List<@Nullable Value> values = values(sweep, reading);
        for (int i = 0; i < columns.size(); i++) {
            JsonText.value(json, columns.get(i).name(), values.get(i));
        }
    }

    private static void write(JsonGenerator json, FitChanges.Change change, FitSearch.Answer answer)
            throws IOException {
        NumberReading reading = answer.changes().reading(change);
        json.writeStartObject();
        json.writeStringField("parameter", change.parameter());
        JsonText.value(json, "from", change.from());
        JsonText.value(json, "to", change.to());
        json.writeBooleanField("searched", change.searched());
        JsonText.value(json, TOTAL, reading.value(TOTAL));
        JsonText.value(json, FitRanking.HEADROOM, reading.value(FitRanking.HEADROOM));
        json.writeObjectFieldStart("point");
        Set<String> names = new LinkedHashSet<>();
        answer.space()
                .sweep()
                .grid()
                .axes()
                .forEach(axis -> axis.columns().forEach(column -> names.add(column.parameter())));
        names.add(FitSpace.DEVICE);
        names.add(change.parameter());
        for (String name : names) {
            JsonText.value(json, name, change.point().get(name));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A row for each set-up; the counts go to the messages. */
    private void printCsv() {
        List<Listing.Column> columns = new ArrayList<>(List.of(
                new Listing.Column("model", ""),
                new Listing.Column(FitSpace.DEVICE, ""),
                new Listing.Column("result", ""),
                new Listing.Column("rank", ""),
                new Listing.Column("change", "")));
        List<List<@Nullable Value>> rows = new ArrayList<>();
        for (FitSearch.Answer answer : answers) {
            Sweep sweep = answer.space().sweep();
            if (columns.size() == 5) {
                columns.addAll(columns(sweep));
            }
            FitRanking.Group found = answer.found();
            boolean fits = found.fitting() > 0;
            List<Long> shown = fits ? found.best() : found.nearest();
            for (int i = 0; i < shown.size(); i++) {
                rows.add(row(answer, fits ? "fits" : "nearest", i + 1, "", answer.reading(shown.get(i))));
                for (FitChanges.Change change :
                        fits ? List.<FitChanges.Change>of() : answer.changes().of(shown.get(i))) {
                    String text = change.parameter() + "=" + change.to();
                    rows.add(row(answer, "change", i + 1, text, answer.changes().reading(change)));
                }
            }
            String rejected = found.rejected().entrySet().stream()
                    .map(rule -> ", " + Numbers.grouped(rule.getValue()) + " " + rule.getKey())
                    .collect(Collectors.joining());
            console.note(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d fit%s",
                    title(answer),
                    found.fitting(),
                    answer.space().setUps(),
                    rejected));
        }
        new Listing(columns, rows).print(Format.CSV, console);
    }

    private List<@Nullable Value> row(
            FitSearch.Answer answer, String result, int rank, String change, NumberReading reading) {
        List<@Nullable Value> row = new ArrayList<>(List.of(
                new Value.Text(model(answer)),
                answer.device(),
                new Value.Text(result),
                new Value.Int(rank),
                new Value.Text(change)));
        row.addAll(values(answer.space().sweep(), reading));
        return row;
    }
}
