package com.compareintel.openrouter;

import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClient;
import java.net.MalformedURLException;
import java.time.Duration;

/// Clients for what is asked of the upstream beside answers: one response each, bounded in size and
/// time, and no redirects, for our key goes with the request.
final class PlainCalls {
    private PlainCalls() {}

    /// @param timeout from sending the request to the end of the response
    static HttpClient client(
            OpenRouterConfiguration configuration, Duration timeout, int mostBytes) {
        UpstreamAddress address = configuration.address();
        DefaultHttpClientConfiguration limits = new DefaultHttpClientConfiguration();
        limits.setFollowRedirects(false);
        limits.setConnectTimeout(configuration.connectTimeout());
        limits.setReadTimeout(timeout);
        limits.setRequestTimeout(timeout.plus(configuration.connectTimeout()));
        limits.setMaxContentLength(mostBytes);
        try {
            return HttpClient.create(address.origin().toURL(), limits);
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
