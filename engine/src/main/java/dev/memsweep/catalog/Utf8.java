package dev.memsweep.catalog;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns the bytes of the user's files into text, strictly. */
public final class Utf8 {
    private Utf8() {}

    /**
     * The text, without a byte order mark.
     *
     * @throws InputException when the bytes are not UTF-8
     */
    public static String decode(byte[] bytes, Location location) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int at = in.position();
            throw new InputException(
                    location,
                    String.format(Locale.ROOT, "not UTF-8 at byte %d (0x%02X); save the file as UTF-8", at, bytes[at]));
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
