package com.compareintel.app.bench;

import io.netty.handler.ssl.SslContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a client asks.
///
/// @param tls none for plain HTTP
/// @param keys of accounts, one for each comparison at a time; empty where nobody asks
record Target(Kind kind, int port, @Nullable SslContext tls, List<String> keys) {
    /// The three that are compared: no relay at all, the frozen one, the product.
    enum Kind {
        DIRECT,
        REF,
        PRODUCT
    }
}
