package com.compareintel.core.identity;

import java.util.UUID;

/// The identity of an anonymous visitor. It is derived one way from the secret in the visitor's
/// cookie, so neither the identity nor anything stored under it can be turned back into a cookie.
public record VisitorId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
