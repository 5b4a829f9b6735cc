package dev.memsweep.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the query of a URL, as forms write it: UTF-8, percent-encoded, {@code +} for a blank. */
final class QueryString {
    private static final int HEX = 16;

    private QueryString() {}

    /**
     * The parameters of a query.
     *
     * @param raw as it was sent; null where there is none
     * @throws IllegalArgumentException when it cannot be decoded; the message says why
     */
    static List<ApiRequest.Parameter> parse(@Nullable String raw) {
        List<ApiRequest.Parameter> parameters = new ArrayList<>();
        int from = 0;
        int length = raw == null ? 0 : raw.length();
        while (raw != null && from < length) {
            int end = raw.indexOf('&', from);
            String part = raw.substring(from, end < 0 ? length : end);
            from = end < 0 ? length : end + 1;
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = decoded(equals < 0 ? part : part.substring(0, equals));
                String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
                parameters.add(new ApiRequest.Parameter(name, value));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), HEX) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), HEX) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("a '%' in the query is not followed by two hexadecimal digits");
                }
                bytes.write(HEX * high + low);
                i += 2;
            } else if (c < ' ' || c > '~') {
                throw new IllegalArgumentException("the query has a character that is not percent-encoded");
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static String utf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\n') {
                throw new IllegalArgumentException("the query has a control character");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the query is not UTF-8", e);
        }
    }
}
