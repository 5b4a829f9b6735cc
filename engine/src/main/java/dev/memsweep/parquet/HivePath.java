package dev.memsweep.parquet;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directories of a partition, named as Hive names them: {@code model=llama-2-70b/dtype=fp16}. */
public final class HivePath {
    /** What Hive calls the partition of a missing value. */
    private static final String MISSING = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\{[]^";
    private static final char DELETE = 0x7f;
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final int HEXADECIMAL = 16;

    private HivePath() {}

    /**
     * The path of a partition; empty when there are no values.
     *
     * @param values value by column, outermost first
     * @throws IllegalArgumentException when readers would take a value for a missing one
     */
    public static String of(Map<String, String> values) {
        StringJoiner path = new StringJoiner("/");
        values.forEach((column, value) -> {
            if (value.isEmpty() || value.equals(MISSING)) {
                throw new IllegalArgumentException("the value '" + value + "' of " + column
                        + " cannot name a directory: readers take it for NULL");
            }
            path.add(escape(column) + "=" + escape(value));
        });
        return path.toString();
    }

    /** The values that the directories of {@code path} name, by column; what follows its last {@code /} is a file. */
    public static Map<String, String> values(String path) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] names = path.split("/", -1);
        for (int i = 0; i < names.length - 1; i++) {
            int equals = names[i].indexOf('=');
            if (equals > 0) {
                values.put(unescape(names[i].substring(0, equals)), unescape(names[i].substring(equals + 1)));
            }
        }
        return values;
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        Character.toString((char) Integer.parseInt(escape.group(1), HEXADECIMAL))));
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == DELETE || ESCAPED.indexOf(c) >= 0) {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
