package com.compareintel.http.catalogue;

import com.compareintel.core.account.Caller;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// JSON that is sent as it is, with its entity tag, which differs whenever the bytes do. Nobody
/// changes the bytes.
final class Tagged {
    private final String tag;
    private final byte[] body;

    private Tagged(String tag, byte[] body) {
        this.tag = tag;
        this.body = body;
    }

    /// A body for all callers like this one.
    ///
    /// @param version of what the body tells
    static Tagged of(String version, Caller caller, byte[] body) {
        return new Tagged(
                "\""
                        + UUID.nameUUIDFromBytes(version.getBytes(StandardCharsets.UTF_8))
                        + "-"
                        + caller.tier().wireName()
                        + (caller.mayUseAll() ? "-all" : "")
                        + "\"",
                body);
    }

    String tag() {
        return tag;
    }

    byte[] body() {
        return body;
    }
}
