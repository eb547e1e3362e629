package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/// One request over a socket of its own, read byte by byte, so that nothing of the response is
/// tidied away.
final class RawCall implements AutoCloseable {
    /// No test waits longer for a byte.
    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private String head = "";

    private RawCall(Socket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /// A streamed question to `model`.
    static RawCall ask(LocalUpstream upstream, String model) {
        return ask(upstream, model, body -> {});
    }

    /// A question to `model` whose body `change` has changed.
    static RawCall ask(
            LocalUpstream upstream, String model, Consumer<ObjectNode> change, String... headers) {
        return send(
                upstream, "POST", "/chat/completions", Json.text(question(model, change)), headers);
    }

    static ObjectNode question(String model, Consumer<ObjectNode> change) {
        var body =
                Json.object()
                        .put("model", model)
                        .put("stream", true)
                        .put("max_completion_tokens", 4_000);
        body.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", "Why is the sea salt?");
        change.accept(body);
        return body;
    }

    static RawCall get(LocalUpstream upstream, String path, String... headers) {
        return send(upstream, "GET", path, "", headers);
    }

    static RawCall send(
            LocalUpstream upstream, String method, String path, String body, String... headers) {
        URI base = upstream.baseUri();
        try {
            var socket = new Socket(base.getHost(), base.getPort());
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var request = new StringBuilder(method + " " + base.getPath() + path + " HTTP/1.1\r\n");
            request.append(
                    "Host: local\r\nConnection: close\r\nContent-Length: " + bytes.length + "\r\n");
            for (var header : headers) {
                request.append(header).append("\r\n");
            }
            var out = socket.getOutputStream();
            out.write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.flush();
            return new RawCall(socket, socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The response head, in which header names are lower case.
    String head() {
        if (head.isEmpty()) {
            head = readUntil("\r\n\r\n").toLowerCase(Locale.ROOT);
        }
        return head;
    }

    int status() {
        return Integer.parseInt(head().substring(9, 12));
    }

    String header(String name) {
        return head().lines()
                .filter(line -> line.startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    /// Reads on until `mark` has come, and returns everything up to it, chunk sizes and all.
    String readUntil(String mark) {
        var seen = new ByteArrayOutputStream();
        var end = mark.getBytes(StandardCharsets.UTF_8);
        try {
            while (!endsWith(seen, end)) {
                var next = in.read();
                if (next < 0) {
                    throw new IllegalStateException(
                            "ended before " + mark + ": " + seen.toString(StandardCharsets.UTF_8));
                }
                seen.write(next);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return seen.toString(StandardCharsets.UTF_8);
    }

    private static boolean endsWith(ByteArrayOutputStream seen, byte[] end) {
        var bytes = seen.toByteArray();
        return bytes.length >= end.length
                && Arrays.equals(
                        bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
    }

    /// The rest of the connection's bytes after the head, up to its end in good order.
    byte[] rawBody() throws IOException {
        head();
        return in.readAllBytes();
    }

    /// The body with its transfer coding undone; whether that was complete is in
    /// [ReceivedBody#complete].
    ReceivedBody body() throws IOException {
        var raw = rawBody();
        if (!header("transfer-encoding").equals("chunked")) {
            return new ReceivedBody(raw, true);
        }
        var decoded = new ByteArrayOutputStream();
        var at = 0;
        while (true) {
            var lineEnd = indexOf(raw, at);
            if (lineEnd < 0) {
                return new ReceivedBody(decoded.toByteArray(), false);
            }
            var size =
                    Integer.parseInt(
                            new String(raw, at, lineEnd - at, StandardCharsets.US_ASCII), 16);
            if (size == 0) {
                return new ReceivedBody(decoded.toByteArray(), true);
            }
            decoded.write(raw, lineEnd + 2, size);
            at = lineEnd + 2 + size + 2;
        }
    }

    private static int indexOf(byte[] raw, int from) {
        for (var i = from; i + 1 < raw.length; i++) {
            if (raw[i] == '\r' && raw[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    JsonNode json() throws IOException {
        return Json.parseObject(body().text()).orElseThrow();
    }

    /// Reads one byte: what it is when the connection just stays silent, ends or breaks.
    int read() throws IOException {
        return in.read();
    }

    void timeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /// Closes the connection, as a client that has lost interest does.
    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
