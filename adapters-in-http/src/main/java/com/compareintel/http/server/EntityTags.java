package com.compareintel.http.server;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;

/// Whether a client already has what it asks for.
public final class EntityTags {
    private EntityTags() {}

    /// Whether the request names this tag, also where a proxy on the way made it a weak one.
    public static boolean isKnown(HttpRequest<?> request, String tag) {
        for (String header : request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH)) {
            for (String candidate : header.split(",", -1)) {
                String given = candidate.strip();
                if (given.equals("*") || given.equals(tag) || given.equals("W/" + tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
