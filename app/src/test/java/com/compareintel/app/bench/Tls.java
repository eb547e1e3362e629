package com.compareintel.app.bench;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import javax.net.ssl.SSLException;

/// TLS between the bench's own processes, which need not tell friend from foe.
final class Tls {
    private Tls() {}

    static SslContext server(String certificate, String key) throws SSLException {
        return SslContextBuilder.forServer(new File(certificate), new File(key)).build();
    }

    static SslContext client() throws SSLException {
        return SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
    }
}
