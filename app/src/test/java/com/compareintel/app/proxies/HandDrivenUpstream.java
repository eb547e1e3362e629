package com.compareintel.app.proxies;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A provider whose models say what a test tells them, at the moment the test tells them.
public final class HandDrivenUpstream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    /// Long enough for a machine that is busy with other things.
    private static final long PATIENCE_SECONDS = 30;

    private final ServerSocket server;
    private final List<String> models;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HandDrivenUpstream(ServerSocket server, List<String> models) {
        this.server = server;
        this.models = models;
    }

    /// Starts one that sells these models.
    public static HandDrivenUpstream start(String... models) {
        try {
            var upstream =
                    new HandDrivenUpstream(
                            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                            List.of(models));
            upstream.threads.execute(upstream::accept);
            return upstream;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// What `OPENROUTER_BASE_URL` is set to.
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/api/v1");
    }

    /// The next call that nobody has taken yet; waits for it.
    public Call nextCall() throws InterruptedException {
        Call call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no model was asked");
        }
        return call;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            String head = head(in);
            var length = LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            if (head.startsWith("POST ")) {
                Call call = new Call(socket, JSON.readTree(body).path("model").asText());
                calls.add(call);
                while (in.read() >= 0) {
                    // Nothing is expected but the end.
                }
                call.hungUp.countDown();
            } else {
                respond(socket.getOutputStream(), modelList());
            }
        } catch (IOException gone) {
            // The caller is told by its own side.
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private byte[] modelList() throws IOException {
        ObjectNode list = JSON.createObjectNode();
        var data = list.putArray("data");
        for (String id : models) {
            ObjectNode model = data.addObject().put("id", id).put("name", id);
            model.put("context_length", 100_000);
            model.putObject("pricing").put("prompt", "0.0000001").put("completion", "0.0000002");
            model.putObject("top_provider").put("max_completion_tokens", 20_000);
            model.putArray("supported_parameters").add("max_tokens").add("temperature");
        }
        return JSON.writeValueAsBytes(list);
    }

    private static void respond(OutputStream out, byte[] json) throws IOException {
        out.write(lines("HTTP/1.1 200 OK", "Content-Length: " + json.length, "Connection: close"));
        out.write(json);
    }

    private static byte[] lines(String... head) {
        return (String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// Hangs up on everybody.
    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    /// A question that a model answers by hand. For one thread.
    public static final class Call {
        private final Socket socket;
        private final String model;
        private final CountDownLatch hungUp = new CountDownLatch(1);
        private boolean begun;

        private Call(Socket socket, String model) {
            this.socket = socket;
            this.model = model;
        }

        /// Which model was asked.
        public String model() {
            return model;
        }

        /// Says something, at once.
        public Call say(String text) {
            ObjectNode chunk = chunk();
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
            choice.putObject("delta").put("content", text);
            choice.putNull("finish_reason");
            send("data: " + chunk + "\n\n");
            return this;
        }

        /// Ends the answer in the ordinary way.
        public void finish() {
            ObjectNode last = chunk();
            ObjectNode choice = last.putArray("choices").addObject().put("index", 0);
            choice.putObject("delta").put("content", "");
            choice.put("finish_reason", "stop");
            ObjectNode usage = chunk();
            usage.putArray("choices");
            usage.putObject("usage")
                    .put("prompt_tokens", 5)
                    .put("completion_tokens", 50)
                    .put("total_tokens", 55)
                    .put("cost", 0.0000105);
            send("data: " + last + "\n\ndata: " + usage + "\n\ndata: [DONE]\n\n");
            write(lines("0"));
        }

        /// Waits until the caller has hung up.
        public boolean awaitHangUp() throws InterruptedException {
            return hungUp.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        private ObjectNode chunk() {
            return JSON.createObjectNode()
                    .put("id", "gen-by-hand")
                    .put("object", "chat.completion.chunk")
                    .put("created", 1)
                    .put("model", model);
        }

        private void send(String frames) {
            if (!begun) {
                begun = true;
                write(
                        lines(
                                "HTTP/1.1 200 OK",
                                "Content-Type: text/event-stream",
                                "Connection: close",
                                "Transfer-Encoding: chunked"));
            }
            int length = frames.getBytes(StandardCharsets.UTF_8).length;
            write(
                    (Integer.toHexString(length) + "\r\n" + frames + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }

        private void write(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
