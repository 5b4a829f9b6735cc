package dev.memsweep.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests away that do not come from this machine's own page. A bind to the loopback address alone does not keep
 * other web pages out, which may ask by any name that resolves to it.
 */
final class Gate {
    static final Set<String> METHODS = Set.of("GET", "HEAD");

    private static final int LONGEST_URI = 16 << 10;
    private static final int MOST_HEADERS = 100;
    private static final int MOST_HEADER_CHARACTERS = 16 << 10;
    private static final int HTTP_PORT = 80;

    private final int port;

    /** The gate of a server that listens at {@code port}. */
    Gate(int port) {
        this.port = port;
    }

    /** What to reply to a request that is turned away; null for one that may pass. */
    @Nullable
    Reply refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1 || !isOwn(hosts.get(0))) {
            return Reply.text(421, Reply.TEXT, "this server answers only to localhost:" + port + "\n");
        }
        if (isForeign(exchange)) {
            return Reply.text(403, Reply.TEXT, "this server answers only to its own page\n");
        }
        if (!METHODS.contains(exchange.getRequestMethod())) {
            return Reply.text(405, Reply.TEXT, "only GET and HEAD are known here\n")
                    .with("Allow", "GET, HEAD");
        }
        URI uri = exchange.getRequestURI();
        if (uri.toString().length() > LONGEST_URI) {
            return Reply.text(414, Reply.TEXT, "the URI is longer than " + LONGEST_URI + " characters\n");
        }
        if (headers.values().stream().mapToInt(List::size).sum() > MOST_HEADERS
                || characters(headers) > MOST_HEADER_CHARACTERS) {
            return Reply.text(
                    431,
                    Reply.TEXT,
                    "more than " + MOST_HEADERS + " headers, or " + MOST_HEADER_CHARACTERS + " characters of them\n");
        }
        return uri.isAbsolute() || uri.getRawAuthority() != null ? notFound() : null;
    }

    static Reply notFound() {
        return Reply.text(404, Reply.TEXT, "not found\n");
    }

    private boolean isOwn(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        for (String own : List.of("localhost", "127.0.0.1", "[::1]")) {
            if (name.equals(own + ":" + port) || (port == HTTP_PORT && name.equals(own))) {
                return true;
            }
        }
        return false;
    }

    /** Whether another page is behind a request; one may link to this page, but not read from it or embed it. */
    private boolean isForeign(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        for (String origin : headers.getOrDefault("Origin", List.of())) {
            if (!origin.startsWith("http://") || !isOwn(origin.substring("http://".length()))) {
                return true;
            }
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site == null || site.equals("same-origin") || site.equals("none")) {
            return false;
        }
        boolean isLink = "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
                && "document".equals(headers.getFirst("Sec-Fetch-Dest"))
                && "/".equals(exchange.getRequestURI().getRawPath());
        return !isLink;
    }

    private static long characters(Headers headers) {
        return headers.entrySet().stream()
                .mapToLong(header -> header.getKey().length()
                        + header.getValue().stream().mapToInt(String::length).sum())
                .sum();
    }
}
