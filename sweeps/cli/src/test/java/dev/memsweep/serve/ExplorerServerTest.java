package dev.memsweep.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.eval.Cancellation;
import dev.memsweep.serve.RawClient.RawReply;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server by itself, over an API that echoes, waits or fails. */
@Timeout(60)
final class ExplorerServerTest {
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private @Nullable ExplorerServer server;
    private RawClient client = new RawClient(0);

    private static Limits limits(int evaluations) {
        return new Limits(Duration.ofSeconds(2), evaluations, 3, 1 << 20);
    }

    @BeforeEach
    void start() throws IOException {
        ExplorerServer started = new ExplorerServer(0, new EchoApi(), limits(1), bugs::add);
        server = started;
        client = new RawClient(started.port());
    }

    @AfterEach
    void stop() {
        started().close();
    }

    private ExplorerServer started() {
        return Objects.requireNonNull(server);
    }

    /** Answers with its parameters; {@code wait} waits to be cancelled, {@code fail} fails, {@code long} is long. */
    private static final class EchoApi implements Api {
        @Override
        public Reply answer(ApiRequest request, Cancellation cancellation) {
            switch (request.name()) {
                case "wait" -> {
                    while (true) {
                        cancellation.throwIfCancelled();
                        Thread.onSpinWait();
                    }
                }
                case "fail" -> throw new IllegalStateException("/secret/path");
                case "long" -> {
                    return new Reply(200, Reply.TEXT, Map.of(), Reply.bytes(new byte[2 << 20]));
                }
                default -> {
                    return Reply.text(200, Reply.TEXT, request.toString());
                }
            }
        }

        @Override
        public boolean isLight(ApiRequest request) {
            return request.name().equals("light");
        }
    }

    @Test
    void servesThePageWithWhatKeepsItToItself() throws IOException {
        RawReply reply = client.get("/?view=map&x=%3Cscript%3E");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).startsWith("<!doctype html>");
        assertThat(reply.head().toLowerCase(Locale.ROOT))
                .contains("content-security-policy: default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'")
                .contains("x-content-type-options: nosniff")
                .contains("referrer-policy: no-referrer")
                .contains("cross-origin-resource-policy: same-origin")
                .doesNotContain("access-control-");
        RawReply head = client.request("HEAD", "/");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.head())
                .containsIgnoringCase("content-length: " + reply.body().length());
    }

    @Test
    void sendsAFileOnceAndShortened() throws IOException {
        String head = client.get("/").head();
        String tag = head.replaceAll("(?is).*etag: (\"[0-9a-f]+\").*", "$1");

        assertThat(client.get("/", "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(client.get("/", "If-None-Match: \"x\"").status()).isEqualTo(200);
        RawReply zipped = client.get("/", "Accept-Encoding: gzip, br");
        assertThat(zipped.head()).containsIgnoringCase("content-encoding: gzip");
        assertThat(client.get("/", "Accept-Encoding: identity").head()).doesNotContainIgnoringCase("content-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost",
                "localhost:1",
                "127.0.0.1.evil.example:PORT",
                "localhost:PORT:PORT",
                "localhost:PORT@evil.example",
                "0.0.0.0:PORT",
                "[::]:PORT",
                "localhost.:PORT",
                "user@localhost:PORT",
                ""
            })
    void answersToNoOtherHost(String host) throws IOException {
        String port = Integer.toString(started().port());

        RawReply reply = client.get("/", "Host: " + host.replace("PORT", port));

        assertThat(reply.status()).isEqualTo(421);
        assertThat(reply.body()).isEqualTo("this server answers only to localhost:" + port + "\n");
        assertThat(client.get("/api/x", "Host: 127.0.0.1:" + port).status()).isEqualTo(200);
        assertThat(client.get("/api/x", "Host: LOCALHOST:" + port).status()).isEqualTo(200);
        assertThat(client.get("/api/x", "Host: [::1]:" + port).status()).isEqualTo(200);
        assertThat(client.send("GET /api/x HTTP/1.0\r\n\r\n").status()).isEqualTo(421);
        assertThat(client.get("/api/x", "Host: localhost:" + port, "Host: evil.example")
                        .status())
                .isEqualTo(421);
    }

    @Test
    void answersToNoOtherPage() throws IOException {
        String own = "Origin: http://localhost:" + started().port();

        assertThat(client.get("/api/x", own).status()).isEqualTo(200);
        assertThat(client.get("/api/x", "Origin: http://evil.example").status()).isEqualTo(403);
        assertThat(client.get("/api/x", "Origin: null").status()).isEqualTo(403);
        assertThat(client.get("/api/x", "Origin: http://localhost:1").status()).isEqualTo(403);
        assertThat(client.get("/api/x", "Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
        assertThat(client.get("/api/x", "Sec-Fetch-Site: none").status()).isEqualTo(200);
        assertThat(client.get("/api/x", "Sec-Fetch-Site: same-site").status()).isEqualTo(403);
        assertThat(client.get("/api/x", "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
        String[] link = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"};
        assertThat(client.get("/?view=map", link).status()).isEqualTo(200);
        assertThat(client.get("/api/x", link).status()).isEqualTo(403);
        link[2] = "Sec-Fetch-Dest: iframe";
        assertThat(client.get("/?view=map", link).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"})
    void knowsGetAndHeadAlone(String method) throws IOException {
        RawReply reply = client.request(method, "/api/x");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.head()).containsIgnoringCase("allow: GET, HEAD");
    }

    /** Ways out of the folder of the page, each written in several ways: two hundred in all. */
    @Test
    void leadsNowhereElse() throws IOException {
        List<String> targets = new ArrayList<>();
        String[] dots = {"..", "%2e%2e", ".%2e", "..;", "....//..", "%252e%252e", "..%00", "%c0%ae%c0%ae"};
        String[] slashes = {"/", "%2f", "%5c", "%252f", "//"};
        String[] ends = {"etc/passwd", "ExplorerServer.class", "", "META-INF/MANIFEST.MF"};
        for (String dot : dots) {
            for (String slash : slashes) {
                for (String end : ends) {
                    targets.add("/page/" + dot + slash + dot + slash + end);
                }
            }
        }
        for (String dot : dots) {
            for (String slash : slashes) {
                targets.add("/" + dot + slash + "etc/passwd");
            }
        }
        assertThat(targets).hasSize(200);
        for (String target : targets) {
            RawReply reply = client.get(target);

            assertThat(reply.status()).as(target).isIn(400, 404);
            assertThat(reply.body()).as(target).doesNotContain("root:").hasSizeLessThan(200);
        }
        for (String target : List.of(
                "//evil.example/",
                "//proc/self/root",
                "/page",
                "/page/",
                "/api",
                "/page/x%00.js",
                "http://evil.example/",
                "/index.html",
                "/%70age/main.js?",
                "*",
                "/page/index.html/..")) {
            assertThat(client.get(target).status()).as(target).isIn(400, 404);
        }
    }

    @Test
    void readsParametersAsFormsWriteThem() throws IOException {
        assertThat(client.get("/api/light?a=x+y%2B&b&&c=%C3%A4&a=2").body())
                .contains("name=a, value=x y+]", "name=b, value=]", "name=c, value=ä]", "name=a, value=2]");
        assertThat(client.get("/api/light?a=%").status()).isEqualTo(400);
        assertThat(client.get("/api/light?a=%C3").status()).isEqualTo(400);
        assertThat(client.get("/api/light?a=%00").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"20000, 414", "200000, 0", "20000000, 0"})
    void boundsTheLengthOfAUri(int length, int status) throws IOException {
        RawReply reply = client.get("/api/light?a=" + "x".repeat(length));

        assertThat(reply.status()).isIn(status, 400, 414, 431, 0);
        assertThat(reply.status()).isNotEqualTo(200);
        assertThat(client.get("/api/light").status()).isEqualTo(200);
    }

    @Test
    void boundsHeaders() throws IOException {
        assertThat(client.get("/api/light", "X-A: " + "x".repeat(20_000)).status())
                .isIn(400, 431);
        String[] many = new String[300];
        Arrays.fill(many, "X-A: b");
        assertThat(client.get("/api/light", many).status()).isIn(0, 400, 431);
        assertThat(client.get("/api/light", "X-View: " + "x".repeat(101)).status())
                .isEqualTo(400);
        assertThat(client.get("/api/light").status()).isEqualTo(200);
    }

    @Test
    void givesUpWhatTakesTooLong() throws IOException {
        RawReply reply = client.get("/api/wait");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("this takes longer than 2.0 s");
    }

    @Test
    void aNewerRequestOfAViewEndsTheOlder() throws Exception {
        CompletableFuture<RawReply> older = later("/api/wait", "X-View: tab-map");
        waitUntilBusy(older);

        RawReply newer = client.get("/api/echo", "X-View: tab-map");

        assertThat(newer.status()).isEqualTo(200);
        assertThat(older.get(1, TimeUnit.SECONDS).status()).isEqualTo(409);
    }

    @Test
    void otherViewsWaitForTheirTurn() throws Exception {
        CompletableFuture<RawReply> first = later("/api/wait", "X-View: tab-map");
        waitUntilBusy(first);
        CompletableFuture<RawReply> second = later("/api/echo", "X-View: tab-list");

        assertThat(client.get("/api/light").status()).isEqualTo(200);
        assertThat(second.isDone()).isFalse();
        assertThat(first.get(5, TimeUnit.SECONDS).status()).isEqualTo(503);
        assertThat(second.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void refusesMoreThanMayWait() throws Exception {
        List<CompletableFuture<RawReply>> replies = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            replies.add(later("/api/wait"));
        }
        List<String> bodies = new ArrayList<>();
        for (CompletableFuture<RawReply> reply : replies) {
            assertThat(reply.get(20, TimeUnit.SECONDS).status()).isEqualTo(503);
            bodies.add(reply.get().body());
        }
        assertThat(bodies.stream().filter(body -> body.contains("too many requests are waiting")))
                .hasSize(4);
    }

    @Test
    void holdsOnlySoMuch() throws IOException {
        RawReply reply = client.get("/api/long");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("too many long answers");
        assertThat(client.get("/api/echo").status()).isEqualTo(200);
    }

    @Test
    void tellsNothingOfItsOwnFaults() throws IOException {
        RawReply reply = client.get("/api/fail");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).doesNotContain("secret", "Exception", "\tat ");
        assertThat(bugs).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(client.get("/api/echo").status()).isEqualTo(200);
    }

    /** Three hundred clients begin a request and say no more. */
    @Test
    void slowClientsKeepNobodyWaiting() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                slow.add(client.open(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: lo" : "G"));
            }
            long start = System.nanoTime();

            assertThat(client.get("/").status()).isEqualTo(200);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private CompletableFuture<RawReply> later(String target, String... headers) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return client.get(target, headers);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    /** Waits until a request that waits to be cancelled is surely being worked on. */
    private static void waitUntilBusy(CompletableFuture<RawReply> request)
            throws InterruptedException, ExecutionException {
        try {
            request.get(500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        }
        throw new AssertionError("it was to wait");
    }
}
