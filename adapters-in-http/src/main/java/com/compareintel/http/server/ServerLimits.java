package com.compareintel.http.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpVersion;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;

/// The bounds on what a connection may send and how long it may be silent.
@Singleton
final class ServerLimits implements BeanCreatedEventListener<NettyHttpServerConfiguration> {
    /// The longest request body, after decompression.
    static final long MAX_BODY = 2L << 20;

    /// All header lines of a request together.
    static final int MAX_HEADERS = 16 << 10;

    /// Header lines of a request: in memory a short one takes up thirty times its length.
    static final int MAX_HEADER_LINES = 100;

    /// The request line.
    static final int MAX_LINE = 8 << 10;

    /// What is read of a head of HTTP/2 at all, where every line counts for 32 bytes more: up to
    /// here one that is too large is told so with a problem, beyond it with the bare status.
    private static final long MAX_HEAD_READ = 4L * MAX_HEADERS;

    /// The requests on one connection of HTTP/2 at the same time: what a browser takes for granted.
    private static final long MAX_STREAMS = 100;

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
        server.setHttpVersion(HttpVersion.HTTP_2_0);
        // Every stream has a channel of its own, whose end is the reader's end.
        server.setLegacyMultiplexHandlers(true);
        server.getHttp2().setMaxConcurrentStreams(MAX_STREAMS);
        server.getHttp2().setMaxHeaderListSize(MAX_HEAD_READ);
        return server;
    }
}
