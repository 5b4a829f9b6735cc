package dev.memsweep.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param status HTTP status
 * @param type content type
 * @param headers more headers
 * @param content the body
 */
public record Reply(int status, String type, Map<String, String> headers, Content content) {
    /** Content type of JSON. */
    public static final String JSON = "application/json; charset=utf-8";

    /** Content type of plain text. */
    public static final String TEXT = "text/plain; charset=utf-8";

    /** Copies the headers. */
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** A body; closed when it has been sent, or will not be. */
    public interface Content extends AutoCloseable {
        /** Its bytes. */
        long length();

        /** Bytes of the heap that it holds. */
        default long held() {
            return length();
        }

        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;

        @Override
        default void close() {}
    }

    /** These bytes. */
    public static Content bytes(byte[] bytes) {
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }

    /** A text without further headers. */
    public static Reply text(int status, String type, String text) {
        return new Reply(status, type, Map.of(), bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** This reply with one more header. */
    Reply with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Reply(status, type, more, content);
    }
}
