package dev.memsweep.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Serves the page and the {@link Api} on the loopback address. */
public final class ExplorerServer implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** Connections at once; as many threads, so that those which do not say what they want keep no one waiting. */
    private static final int MOST_CONNECTIONS = 1024;

    private static final int USUAL_THREADS = 8;
    private static final int IDLE_SECONDS = 10;
    private static final int LONGEST_VIEW = 100;
    private static final String API = "/api/";

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    static {
        // Read once, when the class of the server is loaded: seconds, and bytes of headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "3");
        System.setProperty("sun.net.httpserver.maxRspTime", "120");
        System.setProperty("sun.net.httpserver.idleInterval", "30");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "100");
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", Integer.toString(32 << 10));
        System.setProperty("sun.net.httpserver.drainAmount", "1024");
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MOST_CONNECTIONS));
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Requests requests;
    private final PageFiles page;
    private final Gate gate;
    private final Consumer<Throwable> bugs;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts a server.
     *
     * @param port where to listen; 0 for any port that is free
     * @param bugs told of what nobody expected; the client learns only that there was something
     * @throws IOException when the port is taken or the page cannot be read
     */
    public ExplorerServer(int port, Api api, Limits limits, Consumer<Throwable> bugs) throws IOException {
        this.page = PageFiles.load();
        this.bugs = bugs;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), MOST_CONNECTIONS);
        this.gate = new Gate(port());
        this.requests = new Requests(api, limits);
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                USUAL_THREADS, MOST_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "memsweep-serve-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Asks some requests and looks at no answer, so that whoever asks first finds code that has run before. Returns at
     * once.
     */
    public void warmUp(List<ApiRequest> asked) {
        threads.execute(() -> {
            try {
                asked.forEach(request -> requests.sent(requests.reply(request, "")));
            } catch (RuntimeException | Error e) {
                bugs.accept(e);
            }
        });
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            Reply refusal = gate.refusal(exchange);
            if (refusal != null) {
                send(exchange, refusal);
            } else if (path != null && path.startsWith(API)) {
                answer(exchange, path.substring(API.length()));
            } else {
                send(exchange, file(exchange, String.valueOf(path)));
            }
        }
    }

    private Reply file(HttpExchange exchange, String path) {
        PageFiles.PageFile file = page.at(path);
        if (file == null) {
            return Gate.notFound();
        }
        Headers headers = exchange.getRequestHeaders();
        List<String> encodings = headers.getOrDefault("Accept-Encoding", List.of());
        boolean acceptsZip = encodings.stream().anyMatch(encoding -> encoding.contains("gzip"));
        return PageFiles.reply(file, headers.getFirst("If-None-Match"), acceptsZip);
    }

    private void answer(HttpExchange exchange, String name) throws IOException {
        String view = exchange.getRequestHeaders().getFirst("X-View");
        if (view != null && view.length() > LONGEST_VIEW) {
            send(exchange, Requests.error(400, "X-View is longer than " + LONGEST_VIEW + " characters"));
            return;
        }
        ApiRequest request;
        try {
            request = ApiRequest.of(name, exchange.getRequestURI().getRawQuery());
        } catch (IllegalArgumentException e) {
            send(exchange, Requests.error(400, String.valueOf(e.getMessage())));
            return;
        }
        Reply reply;
        try {
            reply = requests.reply(request, view == null ? "" : view);
        } catch (RuntimeException | Error e) {
            bugs.accept(e);
            send(exchange, Requests.error(500, "internal error; the server's terminal tells more"));
            return;
        }
        try {
            send(exchange, reply.with("Cache-Control", "no-store"));
        } finally {
            requests.sent(reply);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        ALWAYS.forEach(headers::set);
        reply.headers().forEach(headers::set);
        boolean empty =
                reply.content().length() == 0 || exchange.getRequestMethod().equals("HEAD");
        if (reply.status() != 304) {
            headers.set("Content-Type", reply.type());
            if (empty) {
                headers.set("Content-Length", Long.toString(reply.content().length()));
            }
        }
        exchange.sendResponseHeaders(
                reply.status(), empty ? -1 : reply.content().length());
        if (!empty) {
            try (OutputStream body = exchange.getResponseBody()) {
                reply.content().writeTo(body);
            }
        }
    }

    /** Waits until the server is closed, or the thread is interrupted. */
    public void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        requests.close();
        server.stop(0);
        threads.shutdownNow();
        closed.countDown();
    }
}
