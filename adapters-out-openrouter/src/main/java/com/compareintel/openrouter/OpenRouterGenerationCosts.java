package com.compareintel.openrouter;

import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.GenerationCosts;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Asks `GET /generation?id=` what a call has cost. It answers 404 for a while after the call. Only
/// OpenRouter's dialect has this route; in the other no call is given a handle, so none is asked
/// for. Thread-safe; blocks for some ten seconds at most.
final class OpenRouterGenerationCosts implements GenerationCosts, AutoCloseable {
    /// A hundred times what an answer has.
    private static final int MOST_BYTES = 256 << 10;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private final HttpClient client;
    private final String route;
    private final Map<String, String> headers;

    OpenRouterGenerationCosts(OpenRouterConfiguration configuration) {
        this(configuration, TIMEOUT);
    }

    OpenRouterGenerationCosts(OpenRouterConfiguration configuration, Duration timeout) {
        UpstreamAddress address = configuration.address();
        this.client = PlainCalls.client(configuration, timeout, MOST_BYTES);
        this.route = address.origin() + address.path() + "/generation?id=";
        this.headers = configuration.headers();
    }

    @Override
    public Told ask(String generation) {
        URI address = URI.create(route + URLEncoder.encode(generation, StandardCharsets.UTF_8));
        MutableHttpRequest<?> request = HttpRequest.GET(address).accept("application/json");
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = client.toBlocking().exchange(request, byte[].class);
            return response.code() == 200
                    ? read(response.getBody().orElseGet(() -> new byte[0]), generation)
                    : new Told.NoAnswer();
        } catch (HttpClientResponseException refused) {
            return refusal(refused.code());
        } catch (HttpClientException unreachable) {
            return new Told.NoAnswer();
        }
    }

    /// Whether this call is not known, or our account, our pace or their server is the trouble.
    private static Told refusal(int status) {
        return switch (status) {
            case 400, 404, 410, 422 -> new Told.Unknown();
            default -> new Told.NoAnswer();
        };
    }

    private static Told read(byte[] body, String generation) {
        try {
            JsonNode data = JSON.readTree(body).path("data");
            boolean ofAnother =
                    data.path("id").isTextual() && !data.path("id").textValue().equals(generation);
            return ofAnother
                    ? new Told.Unknown()
                    : cost(data.path("total_cost"))
                            .<Told>map(usd -> new Told.Cost(new Usd(usd)))
                            .orElseGet(Told.Unknown::new);
        } catch (IOException malformed) {
            return new Told.Unknown();
        }
    }

    private static Optional<BigDecimal> cost(JsonNode json) {
        return json.isNumber() || json.isTextual()
                ? Decimals.nonNegative(json.asText())
                : Optional.empty();
    }

    @Override
    public void close() {
        client.close();
    }
}
