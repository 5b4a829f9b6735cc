package dev.memsweep.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import dev.memsweep.plan.Plan;
import dev.memsweep.spec.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the footer of a file says of its origin: equal for equal sweeps, so without times, hosts and paths. */
final class FileMetadata {
    static final String SPEC = "memsweep.spec";
    static final String FORMULAS = "memsweep.formulas.sha256";
    /** The formulas themselves, a JSON object of texts by name: with the spec, all that a row follows from. */
    static final String FORMULA_TEXTS = "memsweep.formulas";

    static final String ENGINE = "memsweep.engine.version";
    static final String ROWS = "memsweep.rows";
    static final String COLUMNS = "memsweep.columns";

    /** Where a file belongs in its directory of part files. */
    static final String PART = "memsweep.part";

    /** Number of its first row among those of its partition, counted from 0: with the spec, which points it has. */
    static final String FIRST_ROW = "memsweep.part.first_row";

    /** Checksum of the file itself, which the writer adds. */
    static final String CHECKSUM = "memsweep.file.crc32c";

    /** In the manifest of a directory: the engine, and the hashes of the spec and of the formulas. */
    static final String MANIFEST_ENGINE = "engine_version";

    static final String MANIFEST_SPEC = "spec_sha256";
    static final String MANIFEST_FORMULAS = "formulas_sha256";

    /** Spark takes names, types and comments of columns from here. */
    static final String SPARK = "org.apache.spark.sql.parquet.row.metadata";

    private FileMetadata() {}

    static Map<String, String> of(Plan plan, long rows) {
        return Map.of(
                SPEC, plan.sweep().canonical(),
                FORMULAS, plan.sweep().formulas().textHash(),
                FORMULA_TEXTS, formulas(plan.sweep().formulas().texts()),
                ENGINE, ParquetOptions.ENGINE_VERSION,
                ROWS, Long.toString(rows),
                COLUMNS, columns(plan.columns()),
                SPARK, sparkSchema(plan.columns()));
    }

    /** SHA-256 of a text, in hexadecimal. */
    static String sha256(String text) {
        return HexFormat.of().formatHex(newSha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String formulas(Map<String, String> texts) {
        return JsonText.line(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                json.writeStringField(text.getKey(), text.getValue());
            }
            json.writeEndObject();
        });
    }

    /** SHA-256 of the texts in {@link #FORMULA_TEXTS}, computed as for {@link #FORMULAS}; empty when they are none. */
    static String formulaHash(String texts) {
        try (JsonParser json = new JsonFactory().createParser(texts)) {
            MessageDigest digest = newSha256();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    digest.update(json.getText().getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 0);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "";
        }
    }

    private static String columns(List<Column> columns) {
        return JsonText.line(json -> {
            json.writeStartArray();
            for (Column column : columns) {
                json.writeStartObject();
                json.writeStringField("name", column.name());
                json.writeStringField("type", column.type().name().toLowerCase(Locale.ROOT));
                json.writeStringField("unit", column.unit());
                json.writeStringField("description", column.description());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static String sparkSchema(List<Column> columns) {
        return JsonText.line(json -> {
            json.writeStartObject();
            json.writeStringField("type", "struct");
            json.writeArrayFieldStart("fields");
            for (Column column : columns) {
                json.writeStartObject();
                json.writeStringField("name", column.name());
                json.writeStringField("type", sparkType(column.type()));
                json.writeBooleanField("nullable", false);
                json.writeObjectFieldStart("metadata");
                String comment = comment(column);
                if (!comment.isEmpty()) {
                    json.writeStringField("comment", comment);
                }
                if (!column.unit().isEmpty()) {
                    json.writeStringField("unit", column.unit());
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** DESCRIBE shows the comment only, so it has the unit too. */
    private static String comment(Column column) {
        return column.unit().isEmpty()
                ? column.description()
                : (column.description() + " [" + column.unit() + "]").strip();
    }

    private static String sparkType(ColumnType type) {
        return switch (type) {
            case INT32 -> "integer";
            case INT64 -> "long";
            case REAL -> "double";
            case FLAG -> "boolean";
            case LABEL -> "string";
        };
    }
}
