package com.compareintel.app.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A program that calls the API, with a key or without, and takes trouble as it comes: every
/// outcome is answered, a broken connection is an [IOException]. Thread-safe.
final class Caller {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final Optional<String> key;

    /// @param key none for visitors, each request of whom comes from another one
    Caller(HttpClient http, Optional<String> key) {
        this.http = http;
        this.key = key;
    }

    /// A response, and how long it took.
    record Reply(int status, JsonNode json, Optional<String> retryAfter, Duration took) {
        String code() {
            return json.path("code").asText();
        }
    }

    /// The body of a comparison of these models.
    static ObjectNode body(String prompt, List<String> models) {
        ObjectNode body = JSON.createObjectNode().put("prompt", prompt);
        models.forEach(body.putArray("models")::add);
        return body;
    }

    /// Starts a comparison and does not wait for it.
    Reply start(URI at, JsonNode body, String idempotencyKey)
            throws IOException, InterruptedException {
        return reply(starting(at, body).header("Idempotency-Key", idempotencyKey));
    }

    /// Starts a comparison without a promise, as the page does, and does not wait for it.
    Reply start(URI at, JsonNode body) throws IOException, InterruptedException {
        return reply(starting(at, body));
    }

    private HttpRequest.Builder starting(URI at, JsonNode body) {
        return request(at, "/v1/comparisons")
                .header("Prefer", "respond-async")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    /// Starts or joins a comparison and follows its stream, if the answer is 200.
    HttpResponse<InputStream> stream(URI at, JsonNode body, String idempotencyKey)
            throws IOException, InterruptedException {
        return http.send(
                request(at, "/v1/comparisons")
                        .header("Accept", "text/event-stream")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    /// Follows a comparison from behind an event on, or from the start if the id is empty.
    HttpResponse<InputStream> follow(URI at, String comparison, String lastId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(at, "/v1/comparisons/" + comparison + "/events")
                        .header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /// Cancels these models, or all if there are none.
    Reply cancel(URI at, String comparison, List<String> models)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        if (!models.isEmpty()) {
            models.forEach(body.putArray("models")::add);
        }
        return reply(
                request(at, "/v1/comparisons/" + comparison + "/cancel")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /// Reads anything.
    Reply get(URI at, String path) throws IOException, InterruptedException {
        return reply(request(at, path));
    }

    private Reply reply(HttpRequest.Builder request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<byte[]> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return new Reply(
                response.statusCode(),
                JSON.readTree(text.isBlank() ? "{}" : text),
                response.headers().firstValue("Retry-After"),
                took);
    }

    private HttpRequest.Builder request(URI at, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json");
        return key.map(secret -> request.header("Authorization", "Bearer " + secret))
                .orElse(request);
    }
}
