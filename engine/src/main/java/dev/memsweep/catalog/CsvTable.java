package dev.memsweep.catalog;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Problem;
import dev.memsweep.formula.Source;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the rows of one table from one CSV file.
 *
 * <p>The first column is {@code name}; a last column {@code source} says where the numbers of the row come from; the
 * columns between are attributes of the table, in any order, and may be left out. An empty cell is the attribute's
 * default, or no value.
 */
final class CsvTable {
    private static final String NAME = "name";
    private static final String SOURCE = "source";

    private final Source file;
    private final TableSchema schema;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Value.Row> rows = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private int line = 1;
    private int lineCountedTo;

    private CsvTable(Source file, TableSchema schema) {
        this.file = file;
        this.schema = schema;
    }

    /**
     * The rows in the file.
     *
     * @throws InputException with every mistake found
     */
    static Table read(Source file, TableSchema schema) {
        return new CsvTable(file, schema).read();
    }

    private Table read() {
        CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(file.text()))
                .setFormat(format)
                .get()) {
            records(parser);
        } catch (CSVException | UncheckedIOException e) {
            report("not CSV in this row or the next; a quoted cell ends with '\"' before ',' or the end of the line");
        } catch (IOException e) {
            throw new IllegalStateException("a string can be read", e);
        }
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
        return new Table(schema, rows, sources);
    }

    private void records(CSVParser parser) {
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
            report("the file is empty; its first line names the columns, 'name' first");
            return;
        }
        CSVRecord first = records.next();
        countLinesTo(first);
        List<String> header = header(first);
        boolean sound = problems.isEmpty();
        while (sound && records.hasNext()) {
            CSVRecord next = records.next();
            countLinesTo(next);
            row(header, next);
        }
    }

    private void countLinesTo(CSVRecord csv) {
        String text = file.text();
        int start = (int) csv.getCharacterPosition();
        while (lineCountedTo < text.length()
                && (lineCountedTo < start || "\r\n".indexOf(text.charAt(lineCountedTo)) >= 0)) {
            if (text.charAt(lineCountedTo++) == '\n') {
                line++;
            }
        }
    }

    private List<String> header(CSVRecord csv) {
        List<String> header = new ArrayList<>();
        for (String cell : csv) {
            String column = cell.strip();
            if (header.contains(column)) {
                report("column '" + column + "' appears twice");
            } else if (header.isEmpty() && !column.equals(NAME)) {
                report("the first column must be 'name', found '" + column + "'");
            } else if (column.equals(SOURCE) && header.size() != csv.size() - 1) {
                report("column 'source' must be the last");
            } else if (!column.equals(NAME)
                    && !column.equals(SOURCE)
                    && !schema.attributes().containsKey(column)) {
                report("table '" + schema.name() + "' has no attribute '" + column + "'"
                        + NearestName.hint(column, schema.attributes().keySet()));
            }
            header.add(column);
        }
        return header;
    }

    private void row(List<String> header, CSVRecord csv) {
        String label = csv.get(0).strip();
        if (label.isEmpty()) {
            report("the row has no name");
            return;
        }
        Integer earlier = lines.putIfAbsent(label, line);
        if (earlier != null) {
            report("'" + label + "' is already in line " + earlier);
            return;
        }
        if (csv.size() != header.size()) {
            report("'" + label + "' has " + csv.size() + " cells; the first line names " + header.size() + " columns");
            return;
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (TableSchema.Attribute attribute : schema.attributes().values()) {
            int column = header.indexOf(attribute.name());
            String cell = column < 0 ? "" : csv.get(column).strip();
            if (!cell.isEmpty()) {
                value(attribute, cell, label, values);
            } else {
                attribute.fallback().ifPresent(value -> values.put(attribute.name(), value));
            }
        }
        rows.put(label, new Value.Row(schema.name(), label, values));
        int last = header.size() - 1;
        if (header.get(last).equals(SOURCE) && !csv.get(last).isBlank()) {
            sources.put(label, csv.get(last).strip());
        }
    }

    private void value(TableSchema.Attribute attribute, String cell, String label, Map<String, Value> values) {
        String what = "column '" + attribute.name() + "' of '" + label + "'";
        try {
            values.put(attribute.name(), Scalars.read(cell, attribute.type(), attribute.range(), location(), what));
        } catch (InputException e) {
            problems.addAll(e.problems());
        }
    }

    private void report(String message) {
        problems.add(Problem.at(location(), message));
    }

    private Location location() {
        return new Location(file.name(), line, 0);
    }
}
