package com.compareintel.openrouter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the upstream's list of models, page by page. Thread-safe; blocks.
final class ModelListClient implements AutoCloseable {
    /// Ten times what the largest list has now.
    private static final int MAX_PAGE_BYTES = 32 << 20;

    private static final int MOST_PAGES = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient client;
    private final URI first;
    private final Map<String, String> headers;

    ModelListClient(OpenRouterConfiguration configuration) {
        UpstreamAddress address = configuration.address();
        this.client = PlainCalls.client(configuration, TIMEOUT, MAX_PAGE_BYTES);
        this.first = address.origin().resolve(address.path() + "/models");
        this.headers = configuration.headers();
    }

    /// All models listed.
    ///
    /// @throws ModelsUnreadable if any page cannot be read
    List<ModelListing> read() throws ModelsUnreadable {
        List<ModelListing> models = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        Optional<URI> next = Optional.of(first);
        while (next.isPresent()) {
            URI page = next.get();
            if (!seen.add(page) || seen.size() > MOST_PAGES) {
                throw new ModelsUnreadable("pages without end");
            }
            ModelListParser.Page read = ModelListParser.parse(get(page));
            models.addAll(read.models());
            next =
                    read.next().isPresent()
                            ? Optional.of(within(page, read.next().get()))
                            : Optional.empty();
        }
        return models;
    }

    /// The address of the next page, which has to be on the same server: our key goes with the
    /// request.
    private static URI within(URI page, String link) throws ModelsUnreadable {
        try {
            URI next = page.resolve(link);
            if (page.getScheme().equals(next.getScheme())
                    && page.getRawAuthority().equals(next.getRawAuthority())) {
                return next;
            }
        } catch (IllegalArgumentException senseless) {
            throw new ModelsUnreadable("a next page that is no address");
        }
        throw new ModelsUnreadable("a next page on another server");
    }

    private byte[] get(URI page) throws ModelsUnreadable {
        MutableHttpRequest<?> request = HttpRequest.GET(page).accept("application/json");
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = client.toBlocking().exchange(request, byte[].class);
            if (response.code() != 200) {
                throw new ModelsUnreadable("status " + response.code());
            }
            return response.getBody().orElseGet(() -> new byte[0]);
        } catch (HttpClientResponseException refused) {
            int status = refused.getStatus().getCode();
            throw new ModelsUnreadable("status " + status, status == 404 || status == 405);
        } catch (HttpClientException unreachable) {
            throw new ModelsUnreadable("no connection");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
