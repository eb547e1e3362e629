package com.compareintel.http.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Instants as clients see them: RFC 3339 in UTC with exactly three decimals.
public final class Instants {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Instants() {}

    public static String text(Instant instant) {
        return MILLIS.format(instant);
    }
}
