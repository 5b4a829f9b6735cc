package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.Manifest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Prints what the footer of a Parquet file says, without reading its rows. */
final class ParquetDescription {
    private ParquetDescription() {}

    static void print(Stored file, Console console) {
        ParquetMetadata footer = file.footer();
        long rows = 0;
        for (BlockMetaData block : footer.getBlocks()) {
            rows += block.getRowCount();
        }
        Map<String, String> metadata = footer.getFileMetaData().getKeyValueMetaData();
        Style style = console.style();
        console.line(style.heading(file.name()) + "  Parquet file");
        TextTable facts = new TextTable();
        facts.row("  rows", Numbers.grouped(rows));
        facts.row("  bytes", Numbers.grouped(file.bytes()));
        facts.row("  row groups", Numbers.grouped(footer.getBlocks().size()));
        facts.row("  compression", codecs(footer));
        facts.row("  written by", String.valueOf(footer.getFileMetaData().getCreatedBy()));
        @Nullable String spec = metadata.get(FileMetadata.SPEC);
        if (spec != null) {
            facts.row("  spec", "sha256 " + FileMetadata.sha256(spec));
        }
        console.print(facts.print(style));
        console.line("");
        printColumns(footer, List.of(), console);
        printMetadata(metadata, console);
    }

    /** The codecs of all columns. */
    static String codecs(ParquetMetadata footer) {
        Set<String> codecs = new TreeSet<>();
        for (BlockMetaData block : footer.getBlocks()) {
            block.getColumns()
                    .forEach(chunk -> codecs.add(chunk.getCodec().name().toLowerCase(Locale.ROOT)));
        }
        return codecs.isEmpty() ? "-" : String.join(", ", codecs);
    }

    /** Prints what the metadata says, but for that which is shown otherwise. */
    static void printMetadata(Map<String, String> all, Console console) {
        Map<String, String> metadata = new TreeMap<>(all);
        metadata.remove(FileMetadata.COLUMNS);
        metadata.remove(FileMetadata.SPARK);
        metadata.computeIfPresent(
                FileMetadata.FORMULA_TEXTS, (key, text) -> Numbers.bytes(text.length()) + " of formula text");
        if (!metadata.isEmpty()) {
            console.line("");
            console.line(console.style().heading("metadata"));
            metadata.forEach((key, value) -> console.line("  " + key + " " + value));
        }
    }

    /** Prints the columns, those that are not in the file first. */
    static void printColumns(ParquetMetadata footer, List<Manifest.PartitionColumn> partitionColumns, Console console) {
        @Nullable
        String described = footer.getFileMetaData().getKeyValueMetaData().get(FileMetadata.COLUMNS);
        Map<String, Map<String, String>> known = described == null ? Map.of() : parse(described);
        TextTable table = new TextTable();
        table.header(List.of("column", "type", "unit", "description"));
        for (Manifest.PartitionColumn column : partitionColumns) {
            table.row(column.name(), storedType(column) + ", in the path", column.unit(), column.description());
        }
        for (Type field : footer.getFileMetaData().getSchema().getFields()) {
            Map<String, String> about = known.getOrDefault(field.getName(), Map.of());
            table.row(
                    field.getName(),
                    type(field),
                    about.getOrDefault("unit", ""),
                    about.getOrDefault("description", ""));
        }
        console.print(table.print(console.style()));
    }

    /** The type of a column in the words of {@link #type}. */
    private static String storedType(Manifest.PartitionColumn column) {
        return switch (column.type()) {
            case "label" -> "string";
            case "real" -> "double";
            case "flag" -> "boolean";
            default -> column.type();
        };
    }

    private static String type(Type field) {
        if (!field.isPrimitive()) {
            return "group";
        }
        PrimitiveType primitive = field.asPrimitiveType();
        if (primitive.getLogicalTypeAnnotation() != null) {
            return primitive.getLogicalTypeAnnotation().toString().toLowerCase(Locale.ROOT);
        }
        return primitive.getPrimitiveTypeName().name().toLowerCase(Locale.ROOT);
    }

    /** The fields of each column by name, from a JSON array of flat objects; nothing when it is none. */
    private static Map<String, Map<String, String>> parse(String json) {
        Map<String, Map<String, String>> columns = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            Map<String, String> fields = new HashMap<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    fields.put(String.valueOf(parser.currentName()), parser.getText());
                } else if (token == JsonToken.END_OBJECT) {
                    columns.put(fields.getOrDefault("name", ""), fields);
                    fields = new HashMap<>();
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return columns;
    }
}
