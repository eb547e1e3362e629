package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.compareintel.http.contract.GeneratedRequest;
import com.compareintel.http.contract.RequestGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Requests of every kind, made up from the contract: whatever is asked, the answer is documented,
/// and nothing breaks. `-Dgenerated.requests=20000` sends more.
final class GeneratedRequestsJourney {
    private static final int REQUESTS = Integer.getInteger("generated.requests", 2_000);

    /// The kinds of answers that are met among any that are many.
    private static final Set<Integer> EXPECTED = Set.of(200, 202, 400, 401, 404, 406, 415, 422);

    private static final long SEED = Long.getLong("generated.seed", System.nanoTime());

    @Test
    void whatever_is_asked_is_answered_as_published() throws Exception {
        System.out.println("seed of the generated requests: " + SEED);
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .set("tiers.pro-plus.comparisons-per-minute", 1_000_000)
                                        .set("tiers.pro-plus.open-at-once", 1_000)
                                        .set("tiers.pro-plus.credits", 1_000_000));
                HttpClient http =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            RequestGenerator generator = generator(product);
            while (isNotEnough(statuses)) {
                GeneratedRequest request = generator.next();
                HttpResponse<byte[]> response = send(http, product.uri(), request);
                judge(request, response);
                statuses.merge(response.statusCode(), 1, Integer::sum);
            }
        }
        System.out.println("answers to the generated requests: " + statuses);
        assertThat(statuses.keySet()).containsAll(EXPECTED);
    }

    /// So many, and what chance left out of them.
    private static boolean isNotEnough(Map<Integer, Integer> statuses) {
        int sent = statuses.values().stream().mapToInt(Integer::intValue).sum();
        return sent < REQUESTS
                || (sent < 10 * REQUESTS && !statuses.keySet().containsAll(EXPECTED));
    }

    private static void judge(GeneratedRequest request, HttpResponse<byte[]> response)
            throws IOException {
        boolean zipped = response.headers().firstValue("content-encoding").isPresent();
        byte[] body = zipped ? unzipped(response.body()) : response.body();
        try {
            ContractCheck.of(
                    Exchange.of(
                            request.method(),
                            URI.create(request.target()).getRawPath(),
                            response.statusCode(),
                            response.headers().map(),
                            body));
            assertThat(response.statusCode()).isLessThan(500);
        } catch (AssertionError wrong) {
            throw new AssertionError("seed " + SEED + ": " + request, wrong);
        }
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (var in = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    /// Knows what exists: models, comparisons, conversations, API keys.
    private static RequestGenerator generator(RunningProduct product) {
        String key = product.key(Tier.PRO_PLUS);
        Map<String, List<String>> samples = new HashMap<>();
        samples.put(
                "models", List.of("fake/ok", "fake/unique-01", "fake/unique-02", "fake/nothing"));
        samples.put("Prefer", List.of("respond-async"));
        samples.put("/v1/models/{id} id", List.of("fake/ok", "fake/unique-01"));
        try (Client client = Client.withKey(product.uri(), key)) {
            List<String> comparisons = new ArrayList<>();
            List<String> conversations = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                var told =
                        client.post("/v1/comparisons", Client.body("Hello " + i, "fake/ok")).json();
                comparisons.add(told.path("id").asText());
                conversations.add(told.path("conversation_id").asText());
            }
            samples.put("conversation_id", conversations);
            for (String path : List.of("", "/events", "/cancel")) {
                samples.put("/v1/comparisons/{id}" + path + " id", comparisons);
            }
            for (String path : List.of("", "/breakout", "/export")) {
                samples.put("/v1/conversations/{id}" + path + " id", conversations);
            }
            var wish = Client.body("", "");
            wish.removeAll();
            wish.put("name", "spare").putArray("scopes").add("read");
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                keys.add(client.post("/v1/api-keys", wish).text("id"));
            }
            samples.put("/v1/api-keys/{id} id", keys);
            samples.put("model", List.of("fake/ok", "fake/unique-01"));
            samples.put("q", List.of("hello", "hello 3", "\"hel", "a & b | !c"));
            samples.put("month", List.of("2026-01", "9999-12", "0000-00"));
        }
        String good = "Bearer " + key;
        return new RequestGenerator(
                new Random(SEED),
                samples,
                List.of(
                        good,
                        good,
                        good,
                        good,
                        "Bearer " + product.ownerKey(),
                        "Bearer ci_wrong",
                        "Basic YTpi",
                        "Bearer",
                        ""));
    }

    private static HttpResponse<byte[]> send(HttpClient http, URI base, GeneratedRequest generated)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(generated.target()))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                generated.method(),
                                Optional.of(generated.bytes())
                                        .filter(body -> body.length > 0)
                                        .map(HttpRequest.BodyPublishers::ofByteArray)
                                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        for (int i = 0; i < generated.headers().size(); i += 2) {
            request.header(generated.headers().get(i), generated.headers().get(i + 1));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
