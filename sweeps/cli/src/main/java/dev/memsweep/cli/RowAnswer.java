package dev.memsweep.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.memsweep.formula.Value;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.query.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints many rows that the engine computed, straight from its arrays. */
final class RowAnswer {
    /** Characters that are handed on together. */
    private static final int CHUNK = 1 << 14;

    private final RowTable table;
    private final Console console;
    private final StringBuilder text = new StringBuilder(CHUNK + (CHUNK >> 2));

    private RowAnswer(RowTable table, Console console) {
        this.table = table;
        this.console = console;
    }

    /**
     * Prints rows.
     *
     * @param facts what else {@link Format#COLUMNS} tells, as JSON by name
     */
    static void print(RowTable table, List<String> facts, Format format, Console console) {
        RowAnswer answer = new RowAnswer(table, console);
        switch (format) {
            case JSON -> answer.json();
            case CSV -> answer.csv();
            case COLUMNS -> answer.columns(facts);
            default -> answer.listing().print(format, console);
        }
        answer.flush();
    }

    private Listing listing() {
        List<List<@Nullable Value>> rows = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            List<@Nullable Value> cells = new ArrayList<>();
            for (int column = 0; column < table.columns().size(); column++) {
                cells.add(table.value(column, row));
            }
            rows.add(cells);
        }
        return new Listing(
                table.columns().stream()
                        .map(column -> new Listing.Column(column.name(), column.unit()))
                        .toList(),
                rows);
    }

    private void json() {
        List<List<String>> labels = labels(RowAnswer::quoted);
        text.append('[');
        for (int row = 0; row < table.size(); row++) {
            text.append(row == 0 ? "\n{" : ",\n{");
            for (int column = 0; column < labels.size(); column++) {
                text.append(column == 0 ? "\"" : ",\"");
                text.append(table.columns().get(column).name()).append("\":");
                append(column, row, labels.get(column));
            }
            text.append('}');
            flushIfLong();
        }
        text.append(table.size() == 0 ? "]\n" : "\n]\n");
    }

    private void csv() {
        List<List<String>> labels = labels(Listing::cell);
        text.append(table.columns().stream().map(Column::name).collect(Collectors.joining(",")));
        text.append('\n');
        for (int row = 0; row < table.size(); row++) {
            for (int column = 0; column < labels.size(); column++) {
                if (column > 0) {
                    text.append(',');
                }
                if (table.columns().get(column).type() == ColumnType.REAL) {
                    text.append(table.value(column, row));
                } else {
                    append(column, row, labels.get(column));
                }
            }
            text.append('\n');
            flushIfLong();
        }
    }

    private void columns(List<String> facts) {
        List<List<String>> labels = labels(RowAnswer::quoted);
        text.append("{\"rows\":").append(table.size());
        facts.forEach(fact -> text.append(',').append(fact));
        text.append(",\"columns\":{");
        for (int column = 0; column < labels.size(); column++) {
            text.append(column == 0 ? "\n\"" : ",\n\"");
            text.append(table.columns().get(column).name()).append("\":[");
            for (int row = 0; row < table.size(); row++) {
                if (row > 0) {
                    text.append(',');
                }
                append(column, row, labels.get(column));
                flushIfLong();
            }
            text.append(']');
        }
        text.append("}}\n");
    }

    private interface Writing {
        String text(String label);
    }

    /** The labels of each column by code, as they are to be written. */
    private List<List<String>> labels(Writing writing) {
        return table.columns().stream()
                .map(column -> column.dictionary().stream().map(writing::text).toList())
                .toList();
    }

    private static String quoted(String label) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(label)) + "\"";
    }

    /** Appends a value as JSON has it; all but reals are the same in CSV. */
    private void append(int column, int row, List<String> labels) {
        ColumnType type = table.columns().get(column).type();
        switch (type) {
            case INT32, INT64 -> text.append(table.whole(column, row));
            case REAL -> text.append(table.real(column, row));
            case FLAG -> text.append(table.flag(column, row));
            case LABEL -> text.append(labels.get((int) table.whole(column, row)));
        }
    }

    private void flushIfLong() {
        if (text.length() >= CHUNK) {
            flush();
        }
    }

    private void flush() {
        console.print(text.toString());
        text.setLength(0);
    }
}
