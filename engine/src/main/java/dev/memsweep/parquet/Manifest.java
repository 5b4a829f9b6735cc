package dev.memsweep.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.memsweep.spec.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What stands in {@code _manifest.json} of a directory of part files.
 *
 * <p>Its last field is the CRC32C of its own bytes, with the eight digits of that counted as zeros.
 *
 * @param facts where the rows come from, by name
 * @param partitionColumns the columns that stand in the names of directories, outermost first
 * @param parts the files in the order of the rows
 */
public record Manifest(Map<String, String> facts, List<PartitionColumn> partitionColumns, List<Part> parts) {
    private static final String FORMAT = "memsweep/dataset/v1";
    private static final String END = "\"manifest_crc32c\": \"";
    private static final String TAIL = "\"\n}\n";
    private static final Pattern SAFE_PATH = Pattern.compile("(?!/)(?!(.*/)?\\.\\.?(/.*)?$)[^\\x00]+");

    /** Copies the collections. */
    public Manifest {
        facts = Map.copyOf(facts);
        partitionColumns = List.copyOf(partitionColumns);
        parts = List.copyOf(parts);
    }

    /**
     * A column that is not in the files.
     *
     * @param name its name
     * @param type what it would be stored as, in lower case
     * @param unit unit of its values, or empty
     * @param description one line of help, or empty
     */
    public record PartitionColumn(String name, String type, String unit, String description) {}

    /**
     * A file.
     *
     * @param path its path in the directory
     * @param rows its rows
     * @param bytes its length
     * @param crc32c the checksum that stands in its footer
     */
    public record Part(String path, long rows, long bytes, String crc32c) {}

    /** Rows of all files. */
    public long rows() {
        return parts.stream().mapToLong(Part::rows).sum();
    }

    /** Bytes of all files. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    private static String object(JsonText.Content fields) {
        return JsonText.line(json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }

    /** The manifest as bytes; equal manifests have equal bytes. */
    byte[] encoded() {
        String facts = object(json -> {
            json.writeStringField("format", FORMAT);
            for (Map.Entry<String, String> fact : new TreeMap<>(this.facts).entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeNumberField("rows", rows());
            json.writeNumberField("bytes", bytes());
        });
        StringBuilder text = new StringBuilder("{\n\"about\": ").append(facts).append(",\n\"partition_columns\": [");
        String separator = "\n";
        for (PartitionColumn column : partitionColumns) {
            text.append(separator).append(object(json -> {
                json.writeStringField("name", column.name());
                json.writeStringField("type", column.type());
                json.writeStringField("unit", column.unit());
                json.writeStringField("description", column.description());
            }));
            separator = ",\n";
        }
        text.append("],\n\"parts\": [");
        separator = "\n";
        for (Part part : parts) {
            text.append(separator).append(object(json -> {
                json.writeStringField("path", part.path());
                json.writeNumberField("rows", part.rows());
                json.writeNumberField("bytes", part.bytes());
                json.writeStringField("crc32c", part.crc32c());
            }));
            separator = ",\n";
        }
        text.append("],\n").append(END);
        byte[] zeros = (text + FileChecksum.ZEROS + TAIL).getBytes(StandardCharsets.UTF_8);
        return (text + digits(zeros) + TAIL).getBytes(StandardCharsets.UTF_8);
    }

    private static String digits(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return FileChecksum.digits(crc);
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException saying what is wrong with it, when something is
     */
    static Manifest decode(byte[] bytes) throws IOException {
        int at = bytes.length - TAIL.length() - FileChecksum.ZEROS.length();
        Matcher end = Pattern.compile(Pattern.quote(END) + "([0-9a-f]{8})" + Pattern.quote(TAIL))
                .matcher(new String(
                        Arrays.copyOfRange(bytes, Math.max(0, at - END.length()), bytes.length),
                        StandardCharsets.ISO_8859_1));
        if (!end.matches()) {
            throw new IOException("does not end with the checksum of itself");
        }
        byte[] zeros = bytes.clone();
        Arrays.fill(zeros, at, at + FileChecksum.ZEROS.length(), (byte) '0');
        if (!digits(zeros).equals(end.group(1))) {
            throw new IOException("its checksum is " + digits(zeros) + ", not the one that it states");
        }
        try (JsonParser json = new JsonFactory().createParser(bytes)) {
            return new Reader(json).read();
        } catch (RuntimeException e) {
            throw new IOException("cannot be read: " + OutputException.rootText(e), e);
        }
    }

    /** Reads the JSON of a manifest whose checksum is right. */
    private static final class Reader {
        private final JsonParser json;

        Reader(JsonParser json) {
            this.json = json;
        }

        Manifest read() throws IOException {
            Map<String, String> about = Map.of();
            List<PartitionColumn> columns = new ArrayList<>();
            List<Part> parts = new ArrayList<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "about" -> about = flatObject();
                    case "partition_columns" -> flatObjects().forEach(fields -> columns.add(column(fields)));
                    case "parts" -> flatObjects().forEach(fields -> parts.add(part(fields)));
                    default -> json.skipChildren();
                }
            }
            Map<String, String> facts = new LinkedHashMap<>(about);
            String format = String.valueOf(facts.remove("format"));
            if (!format.equals(FORMAT)) {
                throw new IOException("is of format '" + format + "'; this version reads " + FORMAT);
            }
            facts.remove("rows");
            facts.remove("bytes");
            return new Manifest(facts, columns, parts);
        }

        private static PartitionColumn column(Map<String, String> fields) {
            return new PartitionColumn(
                    field(fields, "name"), field(fields, "type"), field(fields, "unit"), field(fields, "description"));
        }

        private static Part part(Map<String, String> fields) {
            String path = field(fields, "path");
            if (!SAFE_PATH.matcher(path).matches()) {
                throw new IllegalArgumentException("'" + path + "' leads out of the directory");
            }
            return new Part(
                    path,
                    Long.parseLong(field(fields, "rows")),
                    Long.parseLong(field(fields, "bytes")),
                    field(fields, "crc32c"));
        }

        private static String field(Map<String, String> fields, String name) {
            String value = fields.get(name);
            if (value == null) {
                throw new IllegalArgumentException("'" + name + "' is missing");
            }
            return value;
        }

        private List<Map<String, String>> flatObjects() throws IOException {
            List<Map<String, String>> objects = new ArrayList<>();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                objects.add(flatObject());
            }
            return objects;
        }

        private Map<String, String> flatObject() throws IOException {
            Map<String, String> fields = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
            }
            return fields;
        }
    }
}
