package com.compareintel.http.server;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.server.netty.DefaultHttpCompressionStrategy;
import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import jakarta.inject.Singleton;
import java.util.Set;

/// Compresses what is worth it when asked to: JSON, exports and the page, never a stream of events,
/// which would be held back by the compressor.
@Singleton
@Replaces(DefaultHttpCompressionStrategy.class)
final class CompressionPolicy implements HttpCompressionStrategy {
    /// Below this (a length that is not known yet is none), headers and latency outweigh what
    /// compression saves.
    private static final long WORTH_IT = 1024;

    /// A quarter of the time of the highest level for nearly the same size.
    private static final int LEVEL = 6;

    /// What zstd may hold in memory of one response.
    private static final int MAX_ZSTD = 4 << 20;

    private static final Set<String> TYPES =
            Set.of(
                    "application/json",
                    "application/problem+json",
                    "application/yaml",
                    "text/html",
                    "text/css",
                    "text/markdown",
                    "text/javascript",
                    "text/plain");

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public boolean shouldCompress(HttpResponse response) {
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
        return type != null
                && HttpUtil.getContentLength(response, Long.MAX_VALUE) >= WORTH_IT
                && TYPES.contains(type.split(";", 2)[0].strip());
    }

    @Override
    public int getCompressionLevel() {
        return LEVEL;
    }

    @Override
    public int getMaxZstdEncodeSize() {
        return MAX_ZSTD;
    }
}
