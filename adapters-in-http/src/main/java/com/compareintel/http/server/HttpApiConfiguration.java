package com.compareintel.http.server;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.Optional;

/// What an operator may say about the HTTP side, as written; those who use a value check it when
/// the service starts.
///
/// @param trustedProxies the `TRUSTED_PROXIES`: address blocks, separated by commas, whose
///   forwarding headers are believed
/// @param allowedOrigins the `ALLOWED_ORIGINS`: other sites whose pages may call, separated by
///   commas
/// @param publicUrl the `PUBLIC_URL`: where users find the service
/// @param metricsToken the `METRICS_TOKEN`: shows the metrics to others than this machine
/// @param tls whether the service speaks TLS itself
/// @param heartbeat the longest silence of a stream
/// @param networkRequestsPerMinute how often a network may change or spend something, whoever calls
@ConfigurationProperties("http-api")
public record HttpApiConfiguration(
        Optional<String> trustedProxies,
        Optional<String> allowedOrigins,
        Optional<String> publicUrl,
        Optional<String> metricsToken,
        @Bindable(defaultValue = "false") boolean tls,
        @Bindable(defaultValue = "15s") Duration heartbeat,
        @Bindable(defaultValue = "300") int networkRequestsPerMinute) {

    public HttpApiConfiguration {
        if (!heartbeat.isPositive()) {
            throw new IllegalArgumentException("http-api.heartbeat must be above zero");
        }
    }

    /// Whether users come over TLS only, which ends here or before.
    public boolean isSecure() {
        return tls || publicUrl.filter(url -> url.startsWith("https://")).isPresent();
    }
}
