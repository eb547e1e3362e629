package com.compareintel.app.proxies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real browser without a window, told over its debugging protocol what to do.
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private int port;

    private Browser(Process process) {
        this.process = process;
    }

    /// Where it is installed, if it is.
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(directory -> Path.of(directory, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path directory) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(directory, "profile");
        Browser browser =
                new Browser(
                        new ProcessBuilder(
                                        installed().orElseThrow().toString(),
                                        "--headless",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--remote-debugging-port=0",
                                        "--user-data-dir=" + profile,
                                        "about:blank")
                                .redirectErrorStream(true)
                                .redirectOutput(profile.resolve("out.log").toFile())
                                .start());
        browser.port = browser.awaitPort(profile.resolve("DevToolsActivePort"));
        return browser;
    }

    private int awaitPort(Path file) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() > 1) {
                    return Integer.parseInt(lines.getFirst());
                }
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        close();
        throw new AssertionError("the browser did not start");
    }

    /// Opens a page and answers what a script in it comes to, once the page is there.
    String run(URI page, String script) throws IOException, InterruptedException {
        HttpRequest open =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?" + page))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build();
        JsonNode target =
                JSON.readTree(http.send(open, HttpResponse.BodyHandlers.ofString()).body());
        WebSocket socket =
                http.newWebSocketBuilder()
                        .buildAsync(
                                URI.create(target.path("webSocketDebuggerUrl").asText()),
                                new Messages())
                        .join();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String there = "location.origin + document.readyState";
        while (!evaluate(socket, there).equals(page + "complete")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the page does not load: " + page);
            }
        }
        return evaluate(socket, script);
    }

    private String evaluate(WebSocket socket, String script)
            throws IOException, InterruptedException {
        var command = JSON.createObjectNode().put("id", 1).put("method", "Runtime.evaluate");
        command.putObject("params")
                .put("expression", script)
                .put("awaitPromise", true)
                .put("returnByValue", true);
        socket.sendText(command.toString(), true).join();
        JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("the script does not end");
        }
        return message.at("/result/result/value").asText(message.toString());
    }

    /// Puts messages together.
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder begun = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            begun.append(data);
            if (last) {
                try {
                    messages.add(JSON.readTree(begun.toString()));
                } catch (IOException impossible) {
                    throw new CompletionException(impossible);
                }
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
