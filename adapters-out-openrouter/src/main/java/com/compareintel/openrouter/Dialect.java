package com.compareintel.openrouter;

import java.util.Locale;

/// Which form of the protocol the upstream speaks.
enum Dialect {
    /// Whichever the base URL suggests: OpenRouter's for the host `openrouter.ai` and for paths
    /// that end with `/api/v1`, as its own does; else the plain one.
    AUTO,
    /// With OpenRouter's additions: price caps, pins, cache marks, reasoning effort, sessions.
    OPENROUTER,
    /// What all servers that call themselves OpenAI-compatible understand.
    OPENAI;

    private static final String HOST = "openrouter.ai";
    private static final String PATH = "/api/v1";

    /// The dialect to speak with an upstream; never [#AUTO].
    Dialect resolvedFor(UpstreamAddress address) {
        return switch (this) {
            case OPENROUTER, OPENAI -> this;
            case AUTO -> {
                String host = address.host().toLowerCase(Locale.ROOT);
                boolean known = host.equals(HOST) || host.endsWith("." + HOST);
                yield known || address.path().endsWith(PATH) ? OPENROUTER : OPENAI;
            }
        };
    }
}
