package com.compareintel.app.security;

import java.util.List;

/// Somebody who calls, as they show themselves.
///
/// @param headers names and values in turn
/// @param own what it owns itself
/// @param standing what the service has to think of it
record Principal(String name, List<String> headers, Estate own, Standing standing) {
    enum Standing {
        /// Somebody, but not the owner.
        STRANGER,
        /// Its credential was good once, or looks as if it were.
        TURNED_AWAY
    }

    Principal {
        headers = List.copyOf(headers);
    }

    static Principal stranger(String name, Estate own, String... headers) {
        return new Principal(name, List.of(headers), own, Standing.STRANGER);
    }

    static Principal turnedAway(String name, String bearer) {
        return new Principal(
                name,
                List.of("Authorization", "Bearer " + bearer),
                Estate.NONE,
                Standing.TURNED_AWAY);
    }

    @Override
    public String toString() {
        return name;
    }
}
