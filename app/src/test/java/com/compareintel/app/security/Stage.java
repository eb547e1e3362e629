package com.compareintel.app.security;

import com.compareintel.app.RunningProduct;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The product that these proofs share, with room for everything they try: no limit of how often is
/// met by chance. It starts with the first test that asks for it and ends with the last of all.
final class Stage implements AutoCloseable {
    /// The secret that the provider is called with, which is to be seen nowhere.
    static final String PROVIDER_KEY = "sk-canary-of-the-provider-4711";

    /// What the metrics are shown for, to others than this machine.
    static final String METRICS_TOKEN = "canary-of-the-metrics-0815";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final RunningProduct product;
    final Books books;

    /// Where the product keeps its files.
    final Path data;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Stage(RunningProduct product, Path data) {
        this.product = product;
        this.data = data;
        this.books = new Books(product.database());
    }

    /// Hands it to whoever has a parameter of its type.
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Stage.class))
                    .computeIfAbsent(Stage.class, type -> start(), Stage.class);
        }
    }

    private static Stage start() {
        Path data = newDirectory();
        RunningProduct.Options options =
                RunningProduct.options()
                        .set("DATA_DIR", data)
                        .set("METRICS_TOKEN", METRICS_TOKEN)
                        // Tiers are proven without the days in which there is only one.
                        .set("tiers.trial-days", 0)
                        .set("OPENROUTER_API_KEY", PROVIDER_KEY)
                        .set("ANONYMOUS_DAILY_CREDITS", 1_000_000)
                        .set("visitors.network-comparisons-per-minute", 1_000_000)
                        .set("visitors.network-open-at-once", 1_000)
                        .upstream(
                                LocalUpstreamOptions.faulty()
                                        .speed(1_000)
                                        .requiredKey(PROVIDER_KEY)
                                        .extraModels("fake/ok-count-3", "fake/html-status-502"));
        for (String tier : List.of("anonymous", "free", "starter", "starter-plus", "pro")) {
            roomy(options, tier);
        }
        roomy(options, "pro-plus");
        for (String tries :
                List.of(
                        "registrations",
                        "confirmations",
                        "logins-of-network",
                        "logins-of-account",
                        "logins-of-device")) {
            options.set("sign-in." + tries + "-per-hour", 1_000_000);
        }
        return new Stage(RunningProduct.start(options), data);
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("stage");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void roomy(RunningProduct.Options options, String tier) {
        options.set("tiers." + tier + ".comparisons-per-minute", 1_000_000)
                .set("tiers." + tier + ".open-at-once", 1_000)
                .set("tiers." + tier + ".presets", 1_000)
                .set("tiers." + tier + ".credits", 1_000_000);
    }

    URI uri() {
        return product.uri();
    }

    /// Sends a request as somebody, and compares the answer with the contract.
    Answer send(Sent sent, List<String> credentials) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri().resolve(sent.target())).timeout(PATIENCE);
        sent.headers().forEach(request::header);
        for (int i = 0; i < credentials.size(); i += 2) {
            request.header(credentials.get(i), credentials.get(i + 1));
        }
        if (sent.body().isEmpty()) {
            request.method(sent.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(sent.method(), HttpRequest.BodyPublishers.ofString(sent.body()));
        }
        try {
            HttpResponse<byte[]> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Answer answer = Answer.of(response);
            ContractCheck.of(Exchange.of(response, answer.body()));
            return answer;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    Answer get(String target, List<String> credentials) {
        return send(new Sent("GET", target, Map.of(), ""), credentials);
    }

    Answer post(String target, String body, List<String> credentials) {
        return send(new Sent("POST", target, Map.of(), body), credentials);
    }

    @Override
    public void close() {
        http.shutdownNow();
        books.close();
        product.close();
    }

    /// What an API key or a token is shown with.
    static List<String> bearing(String secret) {
        return List.of("Authorization", "Bearer " + secret);
    }
}
