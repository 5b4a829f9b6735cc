package dev.memsweep.cli;

import dev.memsweep.formula.Value;
import dev.memsweep.spec.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of values under named columns.
 *
 * @param columns the columns
 * @param rows a value for each column; null where there is none
 */
record Listing(List<Column> columns, List<List<@Nullable Value>> rows) {
    /**
     * A column.
     *
     * @param name its name
     * @param unit unit of its values, or empty
     */
    record Column(String name, String unit) {}

    /** Copies the lists. */
    Listing {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    void print(Format format, Console console) {
        switch (format) {
            case TABLE -> printTable(console);
            case JSON -> printJson(console);
            case CSV -> printCsv(console);
            case COLUMNS -> printColumns(List.of(), console);
            case MARKDOWN -> throw new IllegalArgumentException("rows are not printed as " + format);
        }
    }

    /** The first columns alone. */
    Listing firstColumns(int count) {
        return columnsAt(IntStream.range(0, count).boxed().toList());
    }

    /** The columns at these positions alone. */
    Listing columnsAt(List<Integer> positions) {
        List<List<@Nullable Value>> narrower = new ArrayList<>();
        for (List<@Nullable Value> row : rows) {
            List<@Nullable Value> cells = new ArrayList<>();
            positions.forEach(position -> cells.add(row.get(position)));
            narrower.add(cells);
        }
        return new Listing(positions.stream().map(columns::get).toList(), narrower);
    }

    /** The first {@code keys} columns, and those from {@code from} to before {@code to}. */
    Listing columns(int keys, int from, int to) {
        return columnsAt(IntStream.concat(IntStream.range(0, keys), IntStream.range(from, to))
                .boxed()
                .toList());
    }

    /** Characters of a line of the table. */
    int width() {
        return table().width();
    }

    private void printTable(Console console) {
        console.print(table().print(console.style()));
    }

    private TextTable table() {
        TextTable table = new TextTable();
        table.header(columns.stream().map(Column::name).toList());
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            List<@Nullable Value> values = new ArrayList<>();
            rows.forEach(row -> values.add(row.get(column)));
            quantities.add(Quantity.of(columns.get(i).unit(), values));
        }
        for (List<@Nullable Value> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(quantities.get(i).text(row.get(i)));
            }
            table.row(cells);
        }
        for (int i = 0; i < columns.size(); i++) {
            if (quantities.get(i).numeric()) {
                table.alignRight(i);
            }
        }
        return table;
    }

    private void printJson(Console console) {
        console.print("[");
        String separator = "\n";
        for (List<@Nullable Value> row : rows) {
            console.print(separator + json(row));
            separator = ",\n";
        }
        console.print(rows.isEmpty() ? "]\n" : "\n]\n");
    }

    private String json(List<@Nullable Value> row) {
        return JsonText.line(json -> {
            json.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                JsonText.value(json, columns.get(i).name(), row.get(i));
            }
            json.writeEndObject();
        });
    }

    private void printCsv(Console console) {
        console.line(columns.stream().map(column -> cell(column.name())).collect(Collectors.joining(",")));
        for (List<@Nullable Value> row : rows) {
            List<String> cells = new ArrayList<>();
            for (Value value : row) {
                cells.add(value == null ? "" : cell(value.toString()));
            }
            console.line(String.join(",", cells));
        }
    }

    /** Prints an object with an array for each column; {@code facts} are members of it too, as JSON. */
    void printColumns(List<String> facts, Console console) {
        console.line(JsonText.line(json -> {
            json.writeStartObject();
            json.writeNumberField("rows", rows.size());
            for (String fact : facts) {
                json.writeRaw("," + fact);
            }
            json.writeObjectFieldStart("columns");
            for (int i = 0; i < columns.size(); i++) {
                json.writeArrayFieldStart(columns.get(i).name());
                for (List<@Nullable Value> row : rows) {
                    JsonText.value(json, row.get(i));
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }));
    }

    static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
