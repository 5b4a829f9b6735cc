package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.memsweep.formula.Value;
import java.io.IOException;
import java.io.StringWriter;
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
        JsonFactory factory = new JsonFactory();
        console.print("[");
        String separator = "\n";
        for (List<@Nullable Value> row : rows) {
            console.print(separator + json(factory, row));
            separator = ",\n";
        }
        console.print(rows.isEmpty() ? "]\n" : "\n]\n");
    }

    private String json(JsonFactory factory, List<@Nullable Value> row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(text)) {
            json.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                json.writeFieldName(columns.get(i).name());
                write(json, row.get(i));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string can be written to", e);
        }
        return text.toString();
    }

    /** Writes a value: whole numbers exactly, flags as true or false, labels as strings. */
    static void write(JsonGenerator json, @Nullable Value value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Value.Int whole) {
            json.writeNumber(whole.value());
        } else if (value instanceof Value.Real real) {
            json.writeNumber(real.value());
        } else if (value instanceof Value.Bool flag) {
            json.writeBoolean(flag.value());
        } else {
            json.writeString(value.toString());
        }
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
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("rows", rows.size());
            for (String fact : facts) {
                json.writeRaw("," + fact);
            }
            json.writeObjectFieldStart("columns");
            for (int i = 0; i < columns.size(); i++) {
                json.writeArrayFieldStart(columns.get(i).name());
                for (List<@Nullable Value> row : rows) {
                    write(json, row.get(i));
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a string can be written to", e);
        }
        console.line(text.toString());
    }

    static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
