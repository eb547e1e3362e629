package com.compareintel.openrouter;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
/// @param idleFor how long idle connections are kept
/// @param connectTimeout for resolving, connecting and the TLS handshake together
/// @param refresh how often the list of models is read
/// @param modelsFile a JSON file of models and prices, for servers that do not list them; may be
///   empty
/// @param cacheMarks models whose providers cache only what is marked, such as `anthropic/*`,
///   separated by commas; `none` for none. Heard in OpenRouter's dialect only
/// @param pins which providers may serve which models, as [Pins] reads them; empty if the upstream
///   is to choose
@ConfigurationProperties("upstream")
public record OpenRouterConfiguration(
        @Bindable(defaultValue = "https://openrouter.ai/api/v1") URI baseUrl,
        @Bindable(defaultValue = "") String apiKey,
        @Bindable(defaultValue = "") String appUrl,
        @Bindable(defaultValue = "Compare Intel") String title,
        @Bindable(defaultValue = "auto") Dialect dialect,
        @Bindable(defaultValue = "max_completion_tokens") String outputLimitField,
        @Bindable(defaultValue = "true") boolean priceCap,
        @Bindable(defaultValue = "50s") Duration idleFor,
        @Bindable(defaultValue = "5s") Duration connectTimeout,
        @Bindable(defaultValue = "10m") Duration refresh,
        @Nullable String modelsFile,
        @Bindable(defaultValue = MARKED_FAMILIES) String cacheMarks,
        @Bindable(defaultValue = "") String pins) {

    /// The families that cache nothing unless it is marked; all others need no marks.
    static final String MARKED_FAMILIES = "anthropic/*,qwen/*";

    private static final String NO_MARKS = "none";

    public OpenRouterConfiguration {
        cacheMarks = cacheMarks.isBlank() ? MARKED_FAMILIES : cacheMarks.strip();
        UpstreamAddress.of(baseUrl);
        require("api-key", apiKey.chars().allMatch(OpenRouterConfiguration::isVisible));
        require("app-url", appUrl.chars().allMatch(OpenRouterConfiguration::isVisible));
        require("title", title.chars().allMatch(sign -> sign == ' ' || isVisible(sign)));
        require("idle-for", idleFor.isPositive());
        require("connect-timeout", connectTimeout.isPositive());
        require("refresh", refresh.isPositive());
        require("output-limit-field", outputLimitField.matches("[a-z_]{1,40}"));
        marked(cacheMarks);
        if (!pinned(pins).equals(Pins.NONE)) {
            requireOpenRouter(dialect.resolvedFor(UpstreamAddress.of(baseUrl)));
        }
    }

    private static List<ModelPattern> marked(String cacheMarks) {
        try {
            return cacheMarks.equals(NO_MARKS) ? List.of() : ModelPattern.list(cacheMarks);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "upstream.cache-marks (UPSTREAM_CACHE_MARKS): " + wrong.getMessage(), wrong);
        }
    }

    private static Pins pinned(String pins) {
        try {
            return Pins.parse(pins);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "upstream.pins (UPSTREAM_PINS): " + wrong.getMessage(), wrong);
        }
    }

    /// A pin that would not be heard is worse than none.
    private static void requireOpenRouter(Dialect spoken) {
        if (spoken != Dialect.OPENROUTER) {
            throw new IllegalArgumentException(
                    "upstream.pins (UPSTREAM_PINS): only OpenRouter's dialect knows pins");
        }
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
        return new ChatWire(spoken(), priceCap, outputLimitField, pinned(pins));
    }

    /// The models that are sent marks if they have a price for keeping.
    List<ModelPattern> markedModels() {
        return switch (spoken()) {
            case OPENROUTER -> marked(cacheMarks);
            case OPENAI, AUTO -> List.of();
        };
    }

    /// Whether what a call has cost can be looked up by its handle.
    boolean looksUpCosts() {
        return switch (spoken()) {
            case OPENROUTER -> true;
            case OPENAI, AUTO -> false;
        };
    }

    private Dialect spoken() {
        return dialect.resolvedFor(address());
    }

    LoopConnections.Limits limits() {
        return new LoopConnections.Limits(idleFor, connectTimeout);
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
