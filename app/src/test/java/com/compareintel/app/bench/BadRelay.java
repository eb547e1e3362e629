package com.compareintel.app.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// A relay that asks its first model only and does one thing wrong, to judge the judge by.
final class BadRelay implements AutoCloseable {
    /// What it does with the fifth line that says something.
    enum Fault {
        NONE,
        LOSES,
        REPEATS,
        SWAPS,
        ALTERS
    }

    private static final int PLACE = 4;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder().executor(threads).build();
    private final HttpServer server;
    private final URI upstream;
    private final Fault fault;

    BadRelay(int upstream, Fault fault) throws IOException {
        this.upstream = URI.create("http://127.0.0.1:" + upstream + "/api/v1/chat/completions");
        this.fault = fault;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::relay);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void relay(HttpExchange exchange) throws IOException {
        String prompt =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String model = exchange.getRequestHeaders().getFirst("X-Models");
        String body = "{\"model\":\"" + model + "\",\"prompt\":" + prompt + "}";
        HttpRequest request =
                HttpRequest.newBuilder(upstream)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody();
                Stream<String> lines =
                        http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            List<String> held = new ArrayList<>();
            int[] said = new int[1];
            for (String line : (Iterable<String>) lines::iterator) {
                boolean says =
                        line.contains("\"content\":\"") && !line.contains("\"content\":\"\"");
                for (String told : says ? spoilt(line, said[0]++, held) : List.of(line)) {
                    out.write(("event: 0\n" + told + "\n\n").getBytes(StandardCharsets.UTF_8));
                }
                out.flush();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> spoilt(String line, int place, List<String> held) {
        if (fault == Fault.SWAPS && place == PLACE + 1) {
            return List.of(line, held.getFirst());
        }
        if (place != PLACE) {
            return List.of(line);
        }
        return switch (fault) {
            case NONE -> List.of(line);
            case LOSES -> List.of();
            case REPEATS -> List.of(line, line);
            case SWAPS -> {
                held.add(line);
                yield List.of();
            }
            case ALTERS -> {
                int last = line.indexOf("\"},\"finish_reason\"") - 1;
                yield List.of(line.substring(0, last) + "#" + line.substring(last + 1));
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
        threads.shutdownNow();
    }
}
