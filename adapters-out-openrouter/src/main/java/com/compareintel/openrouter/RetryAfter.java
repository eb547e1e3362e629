package com.compareintel.openrouter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// How long a provider asks to be left alone: a number of seconds, or a date.
final class RetryAfter {
    /// Longer than anybody would wait.
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /// Reads the header `Retry-After`; nothing if it makes no sense.
    static Optional<Duration> parse(String header, Instant now) {
        String value = header.strip();
        Optional<BigDecimal> seconds = Decimals.of(value);
        if (seconds.isPresent()) {
            return of(seconds.get());
        }
        try {
            Instant until =
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(bounded(Duration.between(now, until)));
        } catch (DateTimeParseException senseless) {
            return Optional.empty();
        }
    }

    /// So many seconds, rounded up to milliseconds.
    static Optional<Duration> of(BigDecimal seconds) {
        if (seconds.signum() < 0) {
            return Optional.empty();
        }
        BigDecimal most = BigDecimal.valueOf(LONGEST.toSeconds());
        BigDecimal millis = seconds.min(most).movePointRight(3).setScale(0, RoundingMode.CEILING);
        return Optional.of(Duration.ofMillis(millis.longValueExact()));
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
