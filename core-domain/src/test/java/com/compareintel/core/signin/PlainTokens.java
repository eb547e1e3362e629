package com.compareintel.core.signin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tokens that anybody could write.
public final class PlainTokens implements Tokens {
    private static final Pattern FORM =
            Pattern.compile("(access|refresh)_([0-9a-f-]{36})_([0-9]+)_([0-9]+)_(.*)");

    private static String write(String kind, Refresh shown, Instant expires) {
        return kind
                + "_"
                + shown.session()
                + "_"
                + shown.generation()
                + "_"
                + expires.toEpochMilli()
                + "_"
                + shown.keepsake();
    }

    private static Optional<Refresh> read(String kind, String token, Instant now) {
        Matcher parts = FORM.matcher(token);
        return parts.matches()
                        && parts.group(1).equals(kind)
                        && Long.parseLong(parts.group(4)) > now.toEpochMilli()
                ? Optional.of(
                        new Refresh(
                                new SessionId(UUID.fromString(parts.group(2))),
                                Integer.parseInt(parts.group(3)),
                                parts.group(5)))
                : Optional.empty();
    }

    @Override
    public String access(Access access, Instant now) {
        return write(
                "access", new Refresh(access.session(), 0, access.keepsake()), now.plus(ACCESS));
    }

    @Override
    public Optional<Access> readAccess(String token, Instant now) {
        return read("access", token, now)
                .map(shown -> new Access(shown.session(), shown.keepsake()));
    }

    @Override
    public String refresh(Refresh refresh, Instant now) {
        return write("refresh", refresh, now.plus(Session.LASTS));
    }

    @Override
    public Optional<Refresh> readRefresh(String token, Instant now) {
        return read("refresh", token, now);
    }
}
