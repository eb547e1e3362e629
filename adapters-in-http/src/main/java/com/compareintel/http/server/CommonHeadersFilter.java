package com.compareintel.http.server;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;

/// Outermost of all: names the request in the log, and completes its response.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class CommonHeadersFilter implements Ordered {
    private final RequestIds ids;
    private final CommonHeaders headers;

    CommonHeadersFilter(RequestIds ids, CommonHeaders headers) {
        this.ids = ids;
        this.headers = headers;
    }

    @RequestFilter
    void begin(HttpRequest<?> request, MutablePropagatedContext context) {
        context.add(new MdcPropagationContext(Map.of("request_id", ids.of(request))));
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        headers.addTo(response, request);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
