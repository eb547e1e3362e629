package com.compareintel.openrouter;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where models are asked, and how. Its text never shows the key.
///
/// @param baseUrl without the route, such as `https://openrouter.ai/api/v1`
/// @param apiKey sent as a bearer token; none is sent if it is empty
/// @param appUrl the address of this service, for the provider's statistics; may be empty
/// @param title the name of this service, for the provider's statistics; may be empty
/// @param outputLimitField the field that bounds output tokens; old servers know `max_tokens` only
/// @param priceCap whether the rates of a hold are sent as a cap, where the dialect can say so
/// @param idlePerLoop how many idle connections each event loop keeps
/// @param idleFor how long idle connections are kept
/// @param connectTimeout for resolving, connecting and the TLS handshake together
/// @param refresh how often the list of models is read
/// @param modelsFile a JSON file of models and prices, for servers that do not list them; may be
///   empty
@ConfigurationProperties("upstream")
public record OpenRouterConfiguration(
        @Bindable(defaultValue = "https://openrouter.ai/api/v1") URI baseUrl,
        @Bindable(defaultValue = "") String apiKey,
        @Bindable(defaultValue = "") String appUrl,
        @Bindable(defaultValue = "Compare Intel") String title,
        @Bindable(defaultValue = "auto") Dialect dialect,
        @Bindable(defaultValue = "max_completion_tokens") String outputLimitField,
        @Bindable(defaultValue = "true") boolean priceCap,
        @Bindable(defaultValue = "64") int idlePerLoop,
        @Bindable(defaultValue = "50s") Duration idleFor,
        @Bindable(defaultValue = "5s") Duration connectTimeout,
        @Bindable(defaultValue = "10m") Duration refresh,
        @Nullable String modelsFile) {
    public OpenRouterConfiguration {
        UpstreamAddress.of(baseUrl);
        require("api-key", apiKey.chars().allMatch(OpenRouterConfiguration::isVisible));
        require("app-url", appUrl.chars().allMatch(OpenRouterConfiguration::isVisible));
        require("title", title.chars().allMatch(sign -> sign == ' ' || isVisible(sign)));
        require("idle-per-loop", idlePerLoop >= 0);
        require("idle-for", idleFor.isPositive());
        require("connect-timeout", connectTimeout.isPositive());
        require("refresh", refresh.isPositive());
        require("output-limit-field", outputLimitField.matches("[a-z_]{1,40}"));
    }

    private static void require(String name, boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException("upstream." + name + " is not valid");
        }
    }

    private static boolean isVisible(int sign) {
        return sign > ' ' && sign < 0x7f;
    }

    UpstreamAddress address() {
        return UpstreamAddress.of(baseUrl);
    }

    ChatWire wire() {
        return new ChatWire(dialect.resolvedFor(address()), priceCap, outputLimitField);
    }

    LoopConnections.Limits limits() {
        return new LoopConnections.Limits(idlePerLoop, idleFor, connectTimeout);
    }

    /// What every request to the upstream carries, the key included.
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "compare-intel");
        if (!apiKey.isEmpty()) {
            headers.put("Authorization", "Bearer " + apiKey);
        }
        if (!appUrl.isEmpty()) {
            headers.put("HTTP-Referer", appUrl);
        }
        if (!title.isEmpty()) {
            headers.put("X-OpenRouter-Title", title);
        }
        return headers;
    }

    @Override
    public String toString() {
        return "OpenRouterConfiguration[baseUrl=%s, dialect=%s, apiKey=%s]"
                .formatted(baseUrl, dialect, apiKey.isEmpty() ? "none" : "***");
    }
}
