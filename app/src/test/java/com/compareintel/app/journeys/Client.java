package com.compareintel.app.journeys;

import com.compareintel.app.Canaries;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A program that calls the API, written from its contract: with a key, or as a visitor with
/// cookies of its own. Whatever it is answered is compared with the published contract.
final class Client implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI base;
    private final Optional<String> key;
    private final Consumer<Exchange> judge;

    private Client(URI base, Optional<String> key, Consumer<Exchange> judge) {
        this.base = base;
        this.key = key;
        this.judge = judge;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager())
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
    }

    static Client withKey(URI base, String key) {
        return new Client(base, Optional.of(key), ContractCheck::of);
    }

    static Client visitor(URI base) {
        return new Client(base, Optional.empty(), ContractCheck::of);
    }

    /// A client of some other service, whose contract is its own affair.
    static Client elsewhere(URI base) {
        return new Client(base, Optional.empty(), anything -> {});
    }

    /// The same caller at another instance.
    Client at(URI other) {
        return new Client(other, key, judge);
    }

    /// The body of a comparison of these models.
    static ObjectNode body(String prompt, List<String> models) {
        ObjectNode body = JSON.createObjectNode().put("prompt", prompt);
        models.forEach(body.putArray("models")::add);
        return body;
    }

    static ObjectNode body(String prompt, String... models) {
        return body(prompt, List.of(models));
    }

    /// Sends a request and reads the whole response.
    Reply call(String method, String path, Optional<JsonNode> body, String... headers) {
        HttpRequest.Builder request = request(path, headers);
        body.ifPresent(Client::watch);
        request.method(
                method,
                body.map(json -> HttpRequest.BodyPublishers.ofString(json.toString()))
                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        HttpResponse<String> response = send(request.build(), HttpResponse.BodyHandlers.ofString());
        judge.accept(exchange(response, response.body(), true));
        return Reply.of(response);
    }

    /// What somebody types in whole sentences, passwords and prompts alike, is for no log.
    private static void watch(JsonNode typed) {
        typed.forEach(each -> {
            if (each.isTextual() && each.textValue().indexOf(' ') >= 0) {
                Canaries.add(each.textValue());
            }
        });
    }

    Reply get(String path, String... headers) {
        return call("GET", path, Optional.empty(), headers);
    }

    /// Fetches what may be anything.
    HttpResponse<String> fetch(String path, String... headers) {
        return send(request(path, headers).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    Reply post(String path, JsonNode body, String... headers) {
        return call("POST", path, Optional.of(body), headers);
    }

    /// Starts a comparison and does not wait for it.
    Reply start(ObjectNode body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Prefer";
        all[headers.length + 1] = "respond-async";
        return post("/v1/comparisons", body, all);
    }

    /// Starts a comparison and follows its stream.
    EventStream stream(ObjectNode body, String... headers) {
        HttpRequest.Builder request =
                request("/v1/comparisons", headers)
                        .header("Accept", "text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return open(request.build());
    }

    /// Follows a comparison from behind an event on.
    EventStream follow(String comparison, Optional<String> lastId) {
        HttpRequest.Builder request =
                request("/v1/comparisons/" + comparison + "/events")
                        .header("Accept", "text/event-stream");
        lastId.ifPresent(id -> request.header("Last-Event-ID", id));
        return open(request.build());
    }

    /// How a wish to follow from behind this event is answered.
    int followStatus(String comparison, String lastId) {
        return get("/v1/comparisons/" + comparison + "/events", "Last-Event-ID", lastId).status();
    }

    private EventStream open(HttpRequest request) {
        HttpResponse<InputStream> response =
                send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return new EventStream(
                    response.body(),
                    (told, whole) -> judge.accept(exchange(response, told, whole)));
        }
        try (InputStream body = response.body()) {
            throw new AssertionError(
                    response.statusCode()
                            + " "
                            + new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Exchange exchange(HttpResponse<?> response, String body, boolean whole) {
        return new Exchange(
                response.request().method(),
                response.uri().getPath(),
                response.statusCode(),
                response.headers().map(),
                body,
                whole);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json");
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// A response with its body as JSON, a missing node if it has none.
    record Reply(int status, JsonNode json, HttpResponse<String> raw) {
        static Reply of(HttpResponse<String> response) {
            try {
                String body = response.body();
                return new Reply(
                        response.statusCode(),
                        JSON.readTree(body.isEmpty() ? "{}" : body),
                        response);
            } catch (IOException notJson) {
                throw new AssertionError(response.statusCode() + " " + response.body(), notJson);
            }
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        String text(String field) {
            return json.path(field).asText();
        }
    }
}
