package dev.memsweep.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, which proper clients refuse to do. */
public final class RawClient {
    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;

    /** A client of the server at {@code port} of this machine. */
    public RawClient(int port) {
        this.port = port;
    }

    /** A reply. */
    public record RawReply(int status, String head, String body) {}

    /** An open connection on which {@code start} was sent. */
    public Socket open(String start) throws IOException {
        Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    /** The reply to a whole request; status 0 when the server closes the connection without one. */
    public RawReply send(String request) throws IOException {
        try (Socket socket = open(request)) {
            return read(socket.getInputStream());
        } catch (SocketException e) {
            return new RawReply(0, "", "");
        }
    }

    /** The reply to GET with an own Host header, and more header lines that end with CR LF. */
    public RawReply get(String target, String... headers) throws IOException {
        return request("GET", target, headers);
    }

    /** The reply to a request without a body. */
    public RawReply request(String method, String target, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        boolean hasHost = false;
        for (String header : headers) {
            text.append(header).append("\r\n");
            hasHost |= header.startsWith("Host:");
        }
        if (!hasHost) {
            text.append("Host: localhost:").append(port).append("\r\n");
        }
        return send(text + "Connection: close\r\n\r\n");
    }

    private static RawReply read(InputStream stream) throws IOException {
        byte[] bytes = stream.readAllBytes();
        String all = new String(bytes, StandardCharsets.UTF_8);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return new RawReply(0, all, "");
        }
        int status = Integer.parseInt(all.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        return new RawReply(status, all.substring(0, end), all.substring(end + "\r\n\r\n".length()));
    }
}
