package com.compareintel.app.embedded;

import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import java.net.URI;

/// The demonstration provider: a server on a free port of the loopback interface that speaks the
/// provider's protocol and answers with canned text. No language model is asked and nothing leaves
/// the machine.
public final class DemoUpstream implements AutoCloseable {
    private final LocalUpstream upstream;

    private DemoUpstream(LocalUpstream upstream) {
        this.upstream = upstream;
    }

    /// Starts it.
    public static DemoUpstream start() {
        return new DemoUpstream(LocalUpstream.start(LocalUpstreamOptions.demo().build()));
    }

    /// What to configure as the provider's base address.
    public URI baseUri() {
        return upstream.baseUri();
    }

    @Override
    public void close() {
        upstream.close();
    }
}
