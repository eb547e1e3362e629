package com.compareintel.http;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.identity.SharedSecrets;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// The HTTP side as it really runs, on a port of its own, over a [World]; and a client that calls
/// it. Requests are written as `send("POST", "/v1/comparisons", body, "Header", "value", …)`.
public final class HttpApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// The body of a comparison of one model.
    public static final String HI = "{\"prompt\":\"Hi\",\"models\":[\"a/one\"]}";

    public final World world;
    private final ApplicationContext context;
    private final EmbeddedServer server;

    private HttpApi(World world, ApplicationContext context) {
        this.world = world;
        this.context = context;
        this.server = context.getBean(EmbeddedServer.class).start();
    }

    /// Serves a new world.
    public static HttpApi start() {
        return start(new World());
    }

    /// Serves this world.
    ///
    /// @param settings names and values in turn, such as `http-api.trusted-proxies`
    public static HttpApi start(World world, String... settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("micronaut.server.host", "127.0.0.1");
        properties.put("micronaut.server.port", -1);
        properties.put("endpoints.all.enabled", false);
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        SharedSecrets secrets = name -> new byte[32];
        BooleanSupplier ready = () -> true;
        ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .properties(properties)
                        .build();
        world.useCases().forEach(context::registerSingleton);
        context.registerSingleton(world.ids);
        context.registerSingleton(SharedSecrets.class, secrets);
        context.registerSingleton(BooleanSupplier.class, ready, Qualifiers.byName("readiness"));
        return new HttpApi(world, context.start());
    }

    public URI uri(String path) {
        return server.getURI().resolve(path);
    }

    /// What an API key is shown with: a name and a value.
    public static String[] bearing(ApiKey key) {
        return new String[] {"Authorization", "Bearer " + key.secret()};
    }

    /// A request with a JSON body.
    public HttpRequest request(String method, String path, String body, String... headers) {
        return request(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /// A request with this body; its type is JSON unless the headers say something else.
    public HttpRequest request(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
        if (body.length > 0) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.method(
                        method,
                        body.length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(body))
                .build();
    }

    /// Sends a request and reads the whole response.
    public Reply send(HttpRequest request) {
        return new Reply(receive(request, BodyHandlers.ofByteArray()));
    }

    public Reply send(String method, String path, String body, String... headers) {
        return send(request(method, path, body, headers));
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Reply post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /// Asks for a comparison and does not wait for its end.
    public Reply start(String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Prefer";
        all[headers.length + 1] = "respond-async";
        return post("/v1/comparisons", body, all);
    }

    /// Sends a request whose response is awaited elsewhere.
    public CompletableFuture<Reply> sendLater(HttpRequest request) {
        return CLIENT.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(Reply::new);
    }

    /// Sends a request and answers as soon as the response begins.
    public HttpResponse<InputStream> open(HttpRequest request) {
        return receive(request, BodyHandlers.ofInputStream());
    }

    private static <T> HttpResponse<T> receive(
            HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request, handler);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /// A bare connection, for what no client sends.
    public Socket connect() throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /// Sends these very bytes and reads until the server closes the connection.
    public String exchange(byte[] request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The value of a header of a response, if there is one.
    public static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }

    @Override
    public void close() {
        context.close();
    }
}
