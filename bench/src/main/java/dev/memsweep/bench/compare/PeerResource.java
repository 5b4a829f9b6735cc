package dev.memsweep.bench.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Texts of contenders that are not written in Java, packed into the benchmark jar. */
final class PeerResource {
    private PeerResource() {}

    /** The text of that name. */
    static String text(String name) throws IOException {
        try (InputStream in = PeerResource.class.getResourceAsStream("/peers/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the benchmark jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
