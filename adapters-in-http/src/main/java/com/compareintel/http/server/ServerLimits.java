package com.compareintel.http.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;

/// The bounds on what a connection may send and how long it may be silent.
@Singleton
final class ServerLimits implements BeanCreatedEventListener<NettyHttpServerConfiguration> {
    /// The longest request body, after decompression.
    static final long MAX_BODY = 2L << 20;

    /// All header lines of a request together.
    private static final int MAX_HEADERS = 16 << 10;

    /// The request line.
    private static final int MAX_LINE = 8 << 10;

    /// Longer than a comparison can take with its wait for a slot, so that waiting for its end is
    /// never cut off.
    private static final Duration MAX_SILENCE = Duration.ofMinutes(12);

    @Override
    public NettyHttpServerConfiguration onCreated(
            BeanCreatedEvent<NettyHttpServerConfiguration> event) {
        NettyHttpServerConfiguration server = event.getBean();
        server.setMaxRequestSize(MAX_BODY);
        server.setMaxRequestBufferSize(MAX_BODY);
        server.setMaxHeaderSize(MAX_HEADERS);
        server.setMaxInitialLineLength(MAX_LINE);
        server.setIdleTimeout(MAX_SILENCE);
        return server;
    }
}
